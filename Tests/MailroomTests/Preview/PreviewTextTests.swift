internal import Testing

@testable import Mailroom

struct PreviewTextTests {
  @Test(arguments: [
    ("de", "German"), ("pt-BR", "Portuguese (Brazil)"), ("zh-Hant-TW", "Chinese (Traditional, Taiwan)"),
    ("es-419", "Spanish (Latin America)"), ("DE_at", "German (Austria)"), ("de-LI", "German (LI)"),
    ("de-DE-u-co-phonebk", "German (Germany)"), ("tlh", "tlh"), ("", ""),
  ])
  func `a language is shown by name`(_ tag: String, _ name: String) {
    #expect(LanguageName.of(tag) == name)
  }

  @Test(arguments: [
    ("Acme Partners <partners@acme.example>", "Acme Partners"),
    ("\"Acme, Inc.\" <p@acme.example>", "Acme, Inc."),
    ("partners@acme.example", "partners@acme.example"), ("<p@acme.example>", "<p@acme.example>"),
    ("\" \" <p@acme.example>", "\" \" <p@acme.example>"),
  ])
  func `the inbox shows the sender's name`(_ from: String, _ name: String) {
    #expect(MailFacts.senderName(from) == name)
  }

  @Test func `controls and overrides become visible and marks stay`() {
    let text = "a\u{0}\u{7F}\u{85}\u{2028}\u{202A}\u{202E}b\u{200F}\u{2068}c\u{2069}"
    #expect(
      PreviewText.escaped(text)
        == "a⟨U+0000⟩⟨U+007F⟩⟨U+0085⟩⟨U+2028⟩⟨U+202A⟩⟨U+202E⟩b\u{200F}\u{2068}c\u{2069}")
  }

  @Test func `a text part keeps its lines whatever ends them`() {
    #expect(PreviewText.lines(Array("a\r\nb\n\tc\rd".utf8)) == "a\nb\n\tc⟨U+000D⟩d")
    #expect(PreviewText.lines([0x61, 0xFF, 0x0D]) == "a\u{FFFD}⟨U+000D⟩")
  }

  @Test(arguments: [("abcdef", "abcdef"), ("abcdefg", "abc…"), ("ab👩‍👧c", "ab…"), ("日本語", "日…"), ("", "")])
  func `a long text is cut between characters`(_ text: String, _ cut: String) {
    #expect(PreviewText.clipped(text, to: 6) == cut)
  }
}
