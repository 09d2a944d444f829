import Testing

@testable import Mail

struct MailboxTests {
  @Test(arguments: [
    ("partners@acme.example", nil, "partners@acme.example"),
    ("<partners@acme.example>", nil, "partners@acme.example"),
    ("Acme Partners <partners@acme.example>", "Acme Partners", "partners@acme.example"),
    ("  Acme Partners<partners@acme.example> ", "Acme Partners", "partners@acme.example"),
    ("Acme Inc. <partners@acme.example>", "Acme Inc.", "partners@acme.example"),
    ("\"Acme, Inc.\" <partners@acme.example>", "Acme, Inc.", "partners@acme.example"),
    ("\"say \\\"hi\\\" \\\\\" <a@b.example>", "say \"hi\" \\", "a@b.example"),
    ("\"<fake@b.example>\" <a@b.example>", "<fake@b.example>", "a@b.example"),
    ("Jörg Müller <joerg@münchen.example>", "Jörg Müller", "joerg@xn--mnchen-3ya.example"),
    ("O'Brien & Söhne <a@b.example>", "O'Brien & Söhne", "a@b.example"),
    ("株式会社 <a@b.example>", "株式会社", "a@b.example"),
    ("\"\" <a@b.example>", nil, "a@b.example"),
    ("\"a\\\"b\"@acme.example", nil, "\"a\\\"b\"@acme.example"),
  ]) func `a mailbox reads as a person means it`(text: String, name: String?, address: String) throws {
    let mailbox = try Mailbox(text)
    #expect(mailbox.name == name)
    #expect(mailbox.address.description == address)
    #expect(try Mailbox(mailbox.description) == mailbox)
  }

  @Test(arguments: [
    ("", "the mailbox is empty"),
    ("   ", "the mailbox is empty"),
    ("Acme, Inc. <a@b.example>", "a name with , must stand in quotes: \"…\" <…>, at byte 5"),
    ("a@b.example <a@b.example>", "a name with @ must stand in quotes: \"…\" <…>, at byte 2"),
    ("Acme (x) <a@b.example>", "a name with ( must stand in quotes: \"…\" <…>, at byte 6"),
    ("\"Acme <a@b.example>", "the name has a quote that is never closed, at byte 1"),
    (
      "\"Acme\" Inc <a@b.example>",
      "the name goes on after its closing quote; put all of it in quotes, at byte 7"
    ),
    ("Acme <a@b.example", "the mailbox must end with > after its address, at byte 17"),
    ("Acme a@b.example>", "there is a > without a <, at byte 17"),
    ("Acme <a@b.example> x", "the mailbox must end with > after its address, at byte 20"),
    ("Acme <>", "the address is empty"),
    ("Acme <a b@c.example>", "the address contains a space, at byte 8"),
    ("Acme <a@b_c.example>", "the address has a character that no domain may contain, at byte 10"),
    ("Acme", "the address has no @"),
    ("a@b.example, c@d.example", "the address contains a space, at byte 13"),
    ("A <a@b.example>, B <c@d.example>", "the address contains a space, at byte 17"),
    ("=?utf-8?Q?x?= <a@b.example>", "the name is an encoded-word; write it as people read it, at byte 1"),
    ("Acme\r\nBcc: x <a@b.example>", "the mailbox contains the character U+000D, at byte 5"),
    ("Acme\u{202E} <a@b.example>", "the mailbox contains the character U+202E, at byte 5"),
    ("Acme\u{2066} <a@b.example>", "the mailbox contains the character U+2066, at byte 5"),
  ]) func `what is no mailbox says where and why`(text: String, description: String) {
    let error = #expect(throws: MailboxError.self) { try Mailbox(text) }
    #expect(error?.description == description)
  }
}
