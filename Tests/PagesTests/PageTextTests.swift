internal import Pages
internal import Testing

struct PageTextTests {
  @Test func `controls and overrides become visible and marks stay`() {
    let text = "a\u{0}\u{7F}\u{85}\u{2028}\u{202A}\u{202E}b\u{200F}\u{2068}c\u{2069}"
    #expect(
      PageText.escaped(text)
        == "a⟨U+0000⟩⟨U+007F⟩⟨U+0085⟩⟨U+2028⟩⟨U+202A⟩⟨U+202E⟩b\u{200F}\u{2068}c\u{2069}")
  }

  @Test func `a text part keeps its lines whatever ends them`() {
    #expect(PageText.lines(Array("a\r\nb\n\tc\rd".utf8)) == "a\nb\n\tc⟨U+000D⟩d")
    #expect(PageText.lines([0x61, 0xFF, 0x0D]) == "a\u{FFFD}⟨U+000D⟩")
  }

  @Test(arguments: [("abcdef", "abcdef"), ("abcdefg", "abc…"), ("ab👩‍👧c", "ab…"), ("日本語", "日…"), ("", "")])
  func `a long text is cut between characters`(_ text: String, _ cut: String) {
    #expect(PageText.clipped(text, to: 6) == cut)
  }
}
