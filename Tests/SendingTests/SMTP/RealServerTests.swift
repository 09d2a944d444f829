import Mail
import TestSupport
import Testing

@testable import Sending

/// Servers that others wrote; what they took is compared with what we say they took.
@Suite struct RealServerTests {
  private func deliver(
    _ batch: [Envelope], over upstream: SMTPUpstream
  ) async -> (deliveries: [Delivery], health: TransportHealth) {
    let transport = SMTPTransport(upstream: upstream)
    let deliveries = await transport.deliver(batch) { _ in }
    let health = transport.health
    await transport.close()
    return (deliveries, health)
  }

  @Test(.enabled(if: SystemServer.hasSink, "\(SystemServer.sinkReason)"), arguments: [0, 1, 2])
  func `smtp-sink gets every message once at every level`(level: Int) async throws {
    let server = try await SystemServer.sink()
    defer { server.stop() }
    var upstream = try SMTPUpstream.test(port: server.port)
    upstream.limits.pipelining = PipeliningLevel(rawValue: level) ?? .none
    upstream.limits.messagesPerConnection = 37
    let (deliveries, health) = await deliver(Envelope.samples(600), over: upstream)
    #expect(deliveries.count("accepted") == 600)
    #expect(server.messageCount == 600)
    #expect(health == .ready)
  }

  @Test(.enabled(if: SystemServer.hasOpenSMTPD, "\(SystemServer.openSMTPDReason)"))
  func `OpenSMTPD, which offers no PIPELINING, gets every message once, byte for byte`() async throws {
    let server = try await SystemServer.openSMTPD()
    defer { server.stop() }
    let batch = (1...60).map { number in
      // It adds these two where they are missing.
      let head = "Date: Sun, 1 Nov 2026 09:00:00 +0000\r\nMessage-ID: <\(number)@acme.example>\r\n"
      let sample = Envelope.sample(number, lines: ["", ".", "..dots", String(repeating: "l", count: 900)])
      return Envelope(
        id: sample.id, sender: sample.sender, recipient: sample.recipient,
        bytes: Array(head.utf8) + sample.bytes)
    }
    let stranger = Envelope(
      id: .init(rawValue: 99), sender: batch[0].sender,
      recipient: EmailAddress(uncheckedLocalPart: "p", domain: "elsewhere.example"), bytes: batch[0].bytes)
    let (deliveries, health) = await deliver(
      batch.prefix(30) + [stranger] + batch.suffix(30), over: try .test(port: server.port))
    #expect(deliveries.count("accepted") == 60)
    #expect(deliveries[30].outcome.kind == "refused")
    #expect(health == .ready)
    let kept = try server.openSMTPDMessages()
    #expect(kept.count == 60)
    for envelope in batch {
      let count = kept.count { $0.suffix(envelope.bytes.count) == envelope.bytes[...] }
      #expect(count == 1)
    }
  }

  @Test(
    .enabled(if: SystemServer.hasRelay, "\(SystemServer.relayReason)"),
    arguments: [SMTPUpstream.AuthMechanism?.none, .login])
  func `STARTTLS and AUTH carry mail to a real server`(mechanism: SMTPUpstream.AuthMechanism?) async throws {
    let server = try await SystemServer.relay(.starttls)
    defer { server.stop() }
    var upstream = try SMTPUpstream.test(
      port: server.port,
      credentials: .init(user: "acme", password: Secret("hunter2"), mechanism: mechanism))
    upstream.tls = .required
    upstream.authorityFile = server.certificatePath
    // A large one too, which the socket does not take at once: OpenSSL is picky about how a write is repeated.
    let large = Envelope.sample(
      90, lines: (0..<4_000).map { "." + String(repeating: "z", count: $0 % 900) })
    let batch = Envelope.samples(10) + [large, .sample(91, to: "unknown"), .sample(92)]
    let (deliveries, health) = await deliver(batch, over: upstream)
    #expect(deliveries.count("accepted") == 12)
    #expect(deliveries[11].outcome.reply.status == EnhancedStatus(5, 1, 1))
    #expect(health == .ready)
    let taken = try server.messages()
    #expect(taken.count == 12)
    #expect(Set(taken) == Set(batch.filter { $0.id.rawValue != 91 }.map(\.bytes)))
  }

  @Test(.enabled(if: SystemServer.hasRelay, "\(SystemServer.relayReason)"))
  func `TLS from the first byte carries mail to a real server`() async throws {
    let server = try await SystemServer.relay(.tls)
    defer { server.stop() }
    var upstream = try SMTPUpstream.test(
      .smtps, port: server.port, credentials: .init(user: "acme", password: Secret("hunter2")))
    upstream.authorityFile = server.certificatePath
    let (deliveries, _) = await deliver(Envelope.samples(20), over: upstream)
    #expect(deliveries.count("accepted") == 20)
    #expect(try server.messages().count == 20)
  }

  @Test(.enabled(if: SystemServer.hasRelay, "\(SystemServer.relayReason)"))
  func `a certificate that does not verify stops the run`() async throws {
    let server = try await SystemServer.relay(.starttls)
    defer { server.stop() }
    var upstream = try SMTPUpstream.test(
      port: server.port, credentials: .init(user: "acme", password: Secret("hunter2")))
    upstream.tls = .required
    let (deliveries, health) = await deliver(Envelope.samples(20), over: upstream)
    #expect(deliveries.count("deferred") == 20)
    #expect(health.outage?.kind == .insecure)
    #expect(health.outage?.isPermanent == true)
    #expect(try server.messages().isEmpty)
  }

  @Test(.enabled(if: SystemServer.hasRelay, "\(SystemServer.relayReason)"))
  func `a wrong password stops the run`() async throws {
    let server = try await SystemServer.relay(.starttls)
    defer { server.stop() }
    var upstream = try SMTPUpstream.test(
      port: server.port, credentials: .init(user: "acme", password: Secret("wrong-one")))
    upstream.tls = .required
    upstream.authorityFile = server.certificatePath
    let (deliveries, health) = await deliver(Envelope.samples(20), over: upstream)
    #expect(deliveries.count("deferred") == 20)
    #expect(health.outage?.kind == .authentication)
    #expect(health.outage?.isPermanent == true)
    #expect(health.outage?.cause.contains("wrong-one") == false)
    #expect(try server.messages().isEmpty)
  }
}
