import Mail
import TestSupport
import Testing

@testable import Sending

/// What must never reach the wire, and what must reach it unchanged.
@Suite struct SafetyTests {
  @Test(arguments: [
    "a\r\nRSET", "a\nb", "a\rb", "a\0b", "a b", "a\tb", "a>", "<a", "a> SIZE=1", "a\u{7f}", "\u{1b}[2J",
  ])
  func `an address with a byte that could end the command is refused and never sent`(local: String)
    async throws
  {
    let asRecipient = Envelope.sample(1, to: local)
    let asSender = Envelope(
      id: .init(rawValue: 2), sender: EmailAddress(uncheckedLocalPart: local, domain: "acme.example"),
      recipient: EmailAddress(uncheckedLocalPart: "b", domain: "partner.example"), bytes: asRecipient.bytes)
    let asDomain = Envelope(
      id: .init(rawValue: 3), sender: asRecipient.sender,
      recipient: EmailAddress(uncheckedLocalPart: "b", domain: local), bytes: asRecipient.bytes)
    let (deliveries, server, _) = try await exchange([asRecipient, asSender, asDomain, .sample(4)])
    #expect(deliveries.kinds == ["refused", "refused", "refused", "accepted"])
    #expect(deliveries[0].outcome.reply.status == EnhancedStatus(5, 1, 3))
    #expect(server.heard.map(\.verb).filter { $0 != "QUIT" } == ["EHLO", "MAIL", "RCPT", "DATA", "."])
  }

  @Test(arguments: ["Hi\nBcc: x@y.example", "Hi\r.\rMAIL", "Hi\n.\r\nMAIL FROM:<x@y.example>", "Hi\rthere"])
  func `a message with a line end that is not CRLF is refused`(line: String) async throws {
    let (deliveries, server, _) = try await exchange([.sample(1, lines: [line]), .sample(2)])
    #expect(deliveries.kinds == ["refused", "accepted"])
    #expect(deliveries[0].outcome.reply.status == EnhancedStatus(5, 6, 0))
    #expect(server.stored.count == 1)
  }

  @Test func `a message that does not end with CRLF is refused`() async throws {
    let whole = Envelope.sample(1)
    let bytes = [whole.bytes.dropLast(1), whole.bytes.dropLast(2), []].map { Array($0) }
    let batch = bytes.enumerated().map { index, bytes in
      Envelope(
        id: .init(rawValue: Int64(index)), sender: whole.sender, recipient: whole.recipient, bytes: bytes)
    }
    let (deliveries, server, _) = try await exchange(batch)
    #expect(deliveries.kinds == ["refused", "refused", "refused"])
    #expect(server.connections == 0)
  }

  @Test(arguments: [16_383, 16_384, 16_385, 32_768, 65_535, 65_536, 65_537, 300_000])
  func `messages of every size arrive byte for byte, dots at line starts too`(size: Int) async throws {
    var lines: [String] = [".", "..", ".dot", "no dot", ""]
    var count = lines.joined().utf8.count
    while count < size {
      let line = (lines.count % 2 == 0 ? "." : "") + String(repeating: "y", count: min(75, size - count))
      lines.append(line)
      count += line.utf8.count + 2
    }
    // Three in a row, so that the boundary meets the next message's commands too.
    let batch = (1...3).map { Envelope.sample($0, lines: lines) }
    let (deliveries, server, _) = try await exchange(batch, configure: { $0.limits.proof = 0 })
    #expect(deliveries.count("accepted") == 3)
    #expect(server.stored.map(\.bytes) == batch.map(\.bytes))
  }

  @Test func `a local part outside ASCII needs SMTPUTF8`() async throws {
    let batch = [Envelope.sample(1, to: "jörg"), .sample(2)]
    let (deliveries, server, _) = try await exchange(batch)
    #expect(deliveries.kinds == ["refused", "accepted"])
    #expect(deliveries[0].outcome.reply.status == EnhancedStatus(5, 6, 7))
    #expect(!server.heard.contains { $0.line.contains("jörg") })

    var script = FaultyServer.Script()
    script.keywords.append("SMTPUTF8")
    let (second, able, _) = try await exchange(script, batch)
    #expect(second.kinds == ["accepted", "accepted"])
    let mails = able.heard.filter { $0.verb == "MAIL" }.map { $0.line.hasSuffix(" SMTPUTF8") }
    #expect(mails == [true, false])
  }

  @Test func `an 8-bit message needs 8BITMIME`() async throws {
    let batch = [Envelope.sample(1, lines: ["Grüße"])]
    let (able, server, _) = try await exchange(batch)
    #expect(able.kinds == ["accepted"])
    #expect(server.heard.contains { $0.verb == "MAIL" && $0.line.contains(" BODY=8BITMIME") })
    var script = FaultyServer.Script()
    script.keywords = []
    let (unable, _, _) = try await exchange(script, batch)
    #expect(unable.kinds == ["refused"])
    #expect(unable[0].outcome.reply.status == EnhancedStatus(5, 6, 3))
  }

  @Test func `a message larger than the server takes is refused unsent`() async throws {
    var script = FaultyServer.Script()
    script.keywords = ["SIZE 1000"]
    let long = Envelope.sample(1, lines: Array(repeating: "0123456789", count: 100))
    let (deliveries, server, _) = try await exchange(script, [long, .sample(2)])
    #expect(deliveries.kinds == ["refused", "accepted"])
    #expect(deliveries[0].outcome.reply.status == EnhancedStatus(5, 3, 4))
    #expect(server.heard.count { $0.verb == "MAIL" } == 1)
    #expect(server.heard.contains { $0.line.hasSuffix(" SIZE=\(Envelope.sample(2).bytes.count)") })
  }
}
