import Testing

@testable import Mail

struct ReplyTests {
  @Test(arguments: [
    (250, ["250 2.0.0 Ok: queued as 4Xy"], "2.0.0", "Ok: queued as 4Xy"),
    (250, ["2.1.5 Ok"], "2.1.5", "Ok"),
    (250, ["250"], "2.0.0", ""),
    (
      550, ["550-5.1.1 No such user", "550 5.1.1 see https://example.com\r\n"], "5.1.1",
      "No such user see https://example.com"
    ),
    (550, ["550-No such user", "550 5.1.10 here"], "5.1.10", "No such user here"),
    (550, ["550 User unknown"], "5.0.0", "User unknown"),
    (550, ["550 4.7.1 later"], "5.0.0", "4.7.1 later"),
    (550, ["550 5.7.515 Access denied"], "5.7.515", "Access denied"),
    (550, ["550 5.7.1"], "5.7.1", ""),
    (550, ["550 5.1.1234 x"], "5.0.0", "5.1.1234 x"),
    (550, ["550 10.0.0.1 is listed"], "5.0.0", "10.0.0.1 is listed"),
    (250, ["250 250 recipients"], "2.0.0", "250 recipients"),
    (250, ["2500 messages"], "2.0.0", "2500 messages"),
    (421, ["421 busy"], "4.3.2", "busy"),
    (452, ["452 full"], "4.3.1", "full"),
    (535, ["535 no"], "5.7.8", "no"),
    (0, ["connection\treset\u{0}by\r\npeer"], "4.4.2", "connection reset by peer"),
    (451, ["451 a\u{202E}b\u{85}c\u{2028}d\u{1B}[2Je"], "4.0.0", "a b c d [2Je"),
  ]) func `a reply gives its status and its text in one line`(
    code: Int, lines: [String], status: String, text: String
  ) {
    let reply = Delivery.Reply(code: code, lines: lines)
    #expect(reply.code == code)
    #expect(reply.status.description == status)
    #expect(reply.text == text)
  }

  @Test func `a long reply ends after at most 500 bytes, at a whole character`() {
    for character in ["x", "ü", "語", "🎉"] {
      let reply = Delivery.Reply(code: 250, lines: ["250 a" + String(repeating: character, count: 600)])
      #expect((497...500).contains(reply.text.utf8.count))
      #expect(!reply.text.contains("\u{FFFD}"))
    }
  }

  @Test(arguments: [
    ("5.1.1 x", "5.1.1"), ("5.1.1", "5.1.1"), ("2.0.0\r\n", "2.0.0"), ("4.7.650 The", "4.7.650"),
  ])
  func `a status reads from the start of a text`(text: String, status: String) {
    #expect(EnhancedStatus(leadingIn: text)?.description == status)
  }

  @Test(arguments: ["", "5.1", "5.1.", "5.1.1.1", "3.1.1", "55.1.1", "5.1.1x", " 5.1.1", "5.1.１", "5..1"])
  func `what is no status gives none`(text: String) {
    #expect(EnhancedStatus(leadingIn: text) == nil)
  }
}
