import Mail
import TestSupport
import Testing

@testable import Sending

/// A real Postfix: STARTTLS, AUTH, PIPELINING, SMTPUTF8, and its queue read back.
@Suite(.enabled(if: SystemServer.hasPostfix, "\(SystemServer.postfixReason)"))
struct PostfixTests {
  private func upstream(
    _ server: SystemServer, password: String? = "hunter2"
  ) throws -> SMTPUpstream {
    var upstream = try SMTPUpstream.test(
      port: server.port, credentials: password.map { .init(user: "acme", password: Secret($0)) })
    upstream.tls = .required
    upstream.authorityFile = server.certificatePath
    upstream.limits.proof = 5
    return upstream
  }

  private func deliver(_ batch: [Envelope], over upstream: SMTPUpstream) async -> (
    [Delivery], TransportHealth
  ) {
    let transport = SMTPTransport(upstream: upstream)
    let deliveries = await transport.deliver(batch) { _ in }
    let health = transport.health
    await transport.close()
    return (deliveries, health)
  }

  @Test func `what Postfix takes, by password or by certificate, is in its queue once, byte for byte`()
    async throws
  {
    let server = try SystemServer.postfix()
    defer { server.stop() }
    let lines = ["", ".", "..", ".dot", String(repeating: "y", count: 900)]
    let long = (0..<3_000).map { String(repeating: "z", count: $0 % 200) }
    let jörg = Envelope(
      id: .init(rawValue: 41), sender: Envelope.sample(1).sender,
      recipient: EmailAddress(uncheckedLocalPart: "jörg", domain: "xn--mller-kva.example"),
      bytes: Array("Subject: Grüße\r\n\r\n41\r\n".utf8))
    let batch =
      (1...40).map { Envelope.sample($0, lines: lines + ["\($0)"]) } + [jörg, .sample(42, lines: long)]
    let (deliveries, health) = await deliver(batch, over: try upstream(server))
    #expect(deliveries.count("accepted") == 42, "\(server.log)")
    #expect(health == .ready)
    #expect(try server.queueLength() == 42)
    for index in [0, 1, 20, 39, 40, 41] {
      let words = deliveries[index].outcome.reply.text.split(separator: " ")
      let (recipient, message) = try server.queued(String(words.last ?? ""))
      #expect(recipient == batch[index].recipient.description)
      // Postfix puts its own trace header in front.
      let isWhole = message.suffix(batch[index].bytes.count) == batch[index].bytes[...]
      #expect(isWhole, "\(String(decoding: message.prefix(700), as: UTF8.self))")
    }
    #expect(!server.log.contains("warning:") && !server.log.contains("improper command pipelining"))

    // And now by certificate.
    var certified = try upstream(server, password: nil)
    let (without, _) = await deliver(Envelope.samples(1), over: certified)
    #expect(without.kinds == ["refused"])
    certified.clientCertificate = .init(file: server.certificatePath, keyFile: server.keyPath)
    let (with, _) = await deliver(Envelope.samples(3), over: certified)
    #expect(with.count("accepted") == 3, "\(server.log)")
  }
}
