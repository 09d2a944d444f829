import Glibc
import Mail
import Synchronization
import TestSupport
import Testing

@testable import Sending

/// How connections are used: how many, for how long, and by whom.
@Suite struct ConnectionTests {
  @Test(arguments: [0, 1, 2])
  func `a connection carries no more messages than its limit`(level: Int) async throws {
    let (deliveries, server, _) = try await exchange(
      Envelope.samples(20),
      configure: {
        $0.limits.messagesPerConnection = 7
        $0.limits.pipelining = PipeliningLevel(rawValue: level) ?? .none
        $0.limits.proof = 0
      })
    #expect(deliveries.count("accepted") == 20)
    let carried = (0..<3).map { number in server.heard.count { $0.verb == "." && $0.connection == number } }
    #expect(carried == [7, 7, 6])
    // A full connection takes its leave.
    #expect(server.heard.contains { $0.verb == "QUIT" && $0.connection == 0 })
  }

  @Test func `a connection that is too old takes no further message`() async throws {
    let (deliveries, server, _) = try await exchange(
      Envelope.samples(5), configure: { $0.limits.connectionAge = .zero })
    #expect(deliveries.count("accepted") == 5)
    #expect(server.connections == 5, "a new one carries one message")
  }

  @Test func `an idle connection is closed after its time`() async throws {
    let server = FaultyServer()
    defer { server.stop() }
    var upstream = try SMTPUpstream.test(port: server.port)
    upstream.limits.idle = .milliseconds(50)
    let transport = SMTPTransport(upstream: upstream)
    let deliveries = await transport.deliver([.sample(1)]) { _ in }
    #expect(deliveries.kinds == ["accepted"])
    #expect(server.drain(), "the connection ends though the transport lives")
    #expect(server.heardVerbs.last == "QUIT")
    #expect(await transport.deliver([.sample(2)]) { _ in }.kinds == ["accepted"])
    #expect(server.record.connections == 2)
    await transport.close()
  }

  @Test func `a server that is slow to accept on one connection does not hold up the others`() async throws {
    let others = Mutex(0)
    var script = FaultyServer.Script()
    script.answer = { command in
      guard command.verb == "." else { return nil }
      guard command.message.contains("Subject: 1\r\n") else {
        others.withLock { $0 += 1 }
        return nil
      }
      // Accepted when the others are through; if they wait for this one, never.
      for _ in 0..<20_000 where others.withLock({ $0 < 250 }) { usleep(500) }
      return others.withLock { $0 < 250 } ? .reply("451 4.3.0 held up") : .storeAndReply("250 2.0.0 at last")
    }
    let (deliveries, _, _) = try await exchange(
      script, Envelope.samples(300), connections: 2,
      configure: { $0.limits.messagesPerConnection = 1_000 })
    #expect(deliveries.count("accepted") == 300)
  }

  @Test func `the times that answers are waited for are those of RFC 5321`() {
    let times = SMTPTimeouts()
    #expect(times.finalReply == .seconds(600))
    #expect(times.command == .seconds(300))
    #expect(times.data == .seconds(120))
    #expect(times.stall == .seconds(180))
  }

  @Test(.enabled(if: SystemServer.hasPython, "\(SystemServer.pythonReason)"), arguments: [0, 2])
  func `a slow reader under TLS gets every byte`(level: Int) async throws {
    let server = FaultyServer()
    defer { server.stop() }
    let proxy = try SystemServer.slowTLS(before: server.port)
    defer { proxy.stop() }
    var upstream = try SMTPUpstream.test(.smtps, port: proxy.port)
    upstream.authorityFile = proxy.certificatePath
    upstream.limits.connections = 2
    upstream.limits.proof = 0
    upstream.limits.pipelining = PipeliningLevel(rawValue: level) ?? .none
    let batch = (1...4).map { number in
      Envelope.sample(
        number, lines: (0..<4_000).map { ".\(number) " + String(repeating: "w", count: $0 % 120) })
    }
    let transport = SMTPTransport(upstream: upstream)
    let deliveries = await transport.deliver(batch) { _ in }
    await transport.close()
    #expect(deliveries.count("accepted") == 4)
    #expect(Set(server.record.stored.map(\.bytes)) == Set(batch.map(\.bytes)))
  }
}

/// Addresses and headers outside ASCII (RFC 6531, RFC 5891).
@Suite struct InternationalMailTests {
  private func envelope(_ recipient: String, header: String = "Subject: x") throws -> Envelope {
    Envelope(
      id: .init(rawValue: 1), sender: try EmailAddress("bounce@bücher.example"),
      recipient: try EmailAddress(recipient), bytes: Array("\(header)\r\n\r\nx\r\n".utf8))
  }

  @Test func `an international domain goes as A-labels and needs nothing of the server`() async throws {
    let (deliveries, server, _) = try await exchange([try envelope("jo@Müller.example")])
    #expect(deliveries.kinds == ["accepted"])
    #expect(server.heard.contains { $0.line.hasPrefix("MAIL FROM:<bounce@xn--bcher-kva.example> SIZE=") })
    #expect(server.heard.contains { $0.line == "RCPT TO:<jo@xn--mller-kva.example>" })
    #expect(!server.heard.contains { $0.line.contains("SMTPUTF8") })
  }

  @Test func `a domain that was not made ready for the wire is refused`() async throws {
    let raw = Envelope(
      id: .init(rawValue: 1), sender: Envelope.sample(1).sender,
      recipient: EmailAddress(uncheckedLocalPart: "p", domain: "müller.example"),
      bytes: Envelope.sample(1).bytes)
    let (deliveries, server, _) = try await exchange([raw])
    #expect(deliveries.kinds == ["refused"])
    #expect(server.connections == 0)
  }

  @Test func `a header outside ASCII goes under SMTPUTF8 alone`() async throws {
    let batch = [try envelope("jo@partner.example", header: "Subject: Grüße")]
    let (refused, plain, _) = try await exchange(batch)
    #expect(refused.kinds == ["refused"])
    #expect(refused[0].outcome.reply.status == EnhancedStatus(5, 6, 7))
    #expect(!plain.heard.contains { $0.verb == "MAIL" })
    var script = FaultyServer.Script()
    script.keywords.append("SMTPUTF8")
    let (accepted, server, _) = try await exchange(script, batch)
    #expect(accepted.kinds == ["accepted"])
    #expect(server.heard.contains { $0.verb == "MAIL" && $0.line.hasSuffix(" BODY=8BITMIME SMTPUTF8") })
  }
}
