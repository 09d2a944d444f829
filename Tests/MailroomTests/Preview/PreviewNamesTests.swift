internal import Testing

@testable import Mailroom

struct PreviewNamesTests {
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
}
