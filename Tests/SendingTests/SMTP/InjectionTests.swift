import Mail
import TestSupport
import Testing

@testable import Sending

/// Five hundred ways to end a command, a path or a message early, in every field of an envelope.
@Suite struct InjectionTests {
  /// What somebody would like the server to hear.
  private static let commands = [
    "RSET", "QUIT", "DATA", "MAIL FROM:<evil@x.example>", "RCPT TO:<evil@x.example>", "NOTIFY=NEVER",
    "evil@x.example",
    "Bcc: evil@x.example", ".", "",
  ]
  private static let breaks = [
    "\r\n", "\n", "\r", "\r\n.\r\n", "\n.\n", "\r.\r", "\0", "\u{0b}", "\u{0c}", "\u{85}", "\u{2028}",
    "\u{2029}", "\t", " ",
    ">", "<", "> ", ">\r\n", "\u{1b}", "\u{7f}", "\u{1f}", "\u{9b}", "\r\n\r\n", "%0d%0a\r\n", "\u{1}",
  ]
  /// Before and after the break.
  static let payloads: [String] = commands.flatMap { command in
    breaks.flatMap { ["a\($0)\(command)", "\($0)\(command)\($0)b"] }
  }

  @Test func `none of 500 payloads in any field of an envelope reaches the wire`() async throws {
    let payloads = Self.payloads
    #expect(payloads.count == 500)
    let good = Envelope.sample(0)
    var batch: [Envelope] = []
    func add(_ sender: EmailAddress, _ recipient: EmailAddress) {
      batch.append(
        Envelope(
          id: .init(rawValue: Int64(batch.count + 1)), sender: sender, recipient: recipient, bytes: good.bytes
        ))
    }
    for payload in payloads {
      add(.init(uncheckedLocalPart: payload, domain: "acme.example"), good.recipient)
      add(.init(uncheckedLocalPart: "a", domain: payload), good.recipient)
      add(good.sender, .init(uncheckedLocalPart: payload, domain: "partner.example"))
      add(good.sender, .init(uncheckedLocalPart: "p", domain: payload))
    }
    var script = FaultyServer.Script()
    script.keywords.append("SMTPUTF8")
    let (deliveries, server, _) = try await exchange(script, batch + [good])
    #expect(deliveries.count("refused") == 2_000)
    #expect(deliveries.last?.outcome.kind == "accepted")
    let heard = server.heard.filter { $0.verb != "QUIT" }.map(\.line)
    #expect(
      heard == [
        "EHLO client.example", "MAIL FROM:<\(good.sender)> SIZE=\(good.bytes.count)",
        "RCPT TO:<\(good.recipient)>",
        "DATA", ".",
      ])
  }

  @Test func `none of 500 payloads in a message ends it, or a second one begins`() async throws {
    // As a line of a message a break is part of it, or it is refused; a dot alone is stuffed.
    let batch = Self.payloads.enumerated().map { Envelope.sample($0.offset + 1, lines: [$0.element]) }
    let (deliveries, server, _) = try await exchange(
      batch, configure: { $0.limits.messagesPerConnection = 1_000 })
    #expect(deliveries.allSatisfy { ["accepted", "refused"].contains($0.outcome.kind) })
    #expect(deliveries.count("refused") == 80)
    #expect(server.stored.count == deliveries.count("accepted"))
    #expect(server.heard.count { $0.verb == "." } == server.stored.count)
    #expect(server.heard.allSatisfy { !$0.line.contains("evil") })
  }
}
