import Mail
import TestSupport
import Testing

@testable import Sending

extension TransportHealth {
  var outage: Outage? {
    if case .unavailable(let outage) = self { return outage }
    return nil
  }
}

/// An upstream that cannot be used at all: every envelope gets a value, and the caller learns the cause.
@Suite struct OutageTests {
  private func deliver(_ count: Int, over upstream: SMTPUpstream) async -> ([Delivery], TransportHealth) {
    let transport = SMTPTransport(upstream: upstream)
    let deliveries = await transport.deliver(Envelope.samples(count)) { _ in }
    let health = transport.health
    await transport.close()
    return (deliveries, health)
  }

  @Test func `an unreachable server defers all and opens the circuit`() async throws {
    let upstream = try SMTPUpstream.test(port: Loopback.freePort())
    let (deliveries, health) = await deliver(1_000, over: upstream)
    #expect(deliveries.count("deferred") == 1_000)
    #expect(deliveries[999].outcome.reply.status == EnhancedStatus(4, 4, 1))
    #expect(health.outage?.kind == .unreachable)
    #expect(health.outage?.isPermanent == false)
    #expect(health.outage?.cause.contains("127.0.0.1") == true)
  }

  @Test func `a server that never greets defers all`() async throws {
    var script = FaultyServer.Script()
    script.greeting = nil
    let (deliveries, _, health) = try await exchange(
      script, Envelope.samples(3),
      configure: {
        $0.timeouts.connect = .milliseconds(100)
        $0.timeouts.command = .milliseconds(50)
        $0.limits.failuresUntilOutage = 1
      })
    #expect(deliveries.count("deferred") == 3)
    #expect(health.outage?.cause.contains("did not greet") == true)
  }

  @Test func `a greeting that refuses is told as the cause`() async throws {
    var script = FaultyServer.Script()
    script.greeting = "554 5.7.1 go away"
    let (deliveries, server, health) = try await exchange(script, Envelope.samples(10))
    #expect(deliveries.count("deferred") == 10)
    #expect(server.connections == 3)
    #expect(health.outage?.cause.contains("554 go away") == true)
  }

  @Test func `a remote server without STARTTLS gets no mail`() async throws {
    let (deliveries, server, health) = try await exchange(
      Envelope.samples(10),
      configure: {
        $0.treatLoopbackAsRemote = true
        $0.credentials = SMTPUpstream.Credentials(user: "acme", password: Secret("hunter2"))
      })
    #expect(deliveries.count("deferred") == 10)
    #expect(health.outage?.kind == .insecure)
    #expect(health.outage?.isPermanent == true)
    #expect(server.connections <= 2)
    #expect(!server.heard.contains { $0.verb == "MAIL" || $0.verb == "AUTH" })
  }

  @Test func `plain text to a remote server is a choice`() async throws {
    let (deliveries, _, _) = try await exchange(
      Envelope.samples(2),
      configure: {
        $0.treatLoopbackAsRemote = true
        $0.tls = .allowPlainText
      })
    #expect(deliveries.count("accepted") == 2)
  }

  @Test func `a server that refuses the log-in opens the circuit at once and for good`() async throws {
    var script = FaultyServer.Script()
    script.keywords = ["PIPELINING", "AUTH PLAIN LOGIN"]
    script.answer = { $0.verb == "AUTH" ? .reply("535 5.7.8 authentication failed") : nil }
    let (deliveries, server, health) = try await exchange(
      script, Envelope.samples(10),
      configure: {
        $0.credentials = SMTPUpstream.Credentials(user: "acme", password: Secret("hunter2"))
      })
    #expect(deliveries.count("deferred") == 10)
    #expect(server.connections == 1)
    #expect(health.outage?.kind == .authentication)
    #expect(health.outage?.isPermanent == true)
    #expect(health.outage?.cause.contains("535") == true)
    #expect(health.outage?.cause.contains("hunter2") == false)
  }

  @Test func `a log-in that fails for now is tried again later`() async throws {
    var script = FaultyServer.Script()
    script.keywords = ["AUTH PLAIN"]
    script.answer = { $0.verb == "AUTH" ? .reply("454 4.7.0 temporary failure") : nil }
    let (_, server, health) = try await exchange(
      script, Envelope.samples(10),
      configure: {
        $0.credentials = SMTPUpstream.Credentials(user: "acme", password: Secret("hunter2"))
      })
    #expect(server.connections == 3)
    #expect(health.outage?.kind == .authentication)
    #expect(health.outage?.isPermanent == false)
  }

  @Test func `a server that offers no AUTH is not used without it`() async throws {
    let (deliveries, server, health) = try await exchange(
      Envelope.samples(2),
      configure: {
        $0.credentials = SMTPUpstream.Credentials(user: "acme", password: Secret("hunter2"))
      })
    #expect(deliveries.count("deferred") == 2)
    #expect(health.outage?.kind == .authentication)
    #expect(!server.heard.contains { $0.verb == "MAIL" })
  }

  @Test func `530 at MAIL stops the run instead of refusing every envelope`() async throws {
    var script = FaultyServer.Script()
    script.answer = { $0.verb == "MAIL" ? .reply("530 5.7.0 authentication required") : nil }
    let (deliveries, server, health) = try await exchange(script, Envelope.samples(30))
    #expect(deliveries.count("deferred") == 30)
    #expect(server.heard.count { $0.verb == "MAIL" } == 1)
    #expect(health.outage?.kind == .authentication)
  }

  @Test func `a server that takes two connections only is used with two`() async throws {
    var script = FaultyServer.Script()
    script.answer = { $0.verb == "EHLO" && $0.connection >= 2 ? .replyAndDrop("421 4.7.0 too many") : nil }
    let (deliveries, _, health) = try await exchange(
      script, Envelope.samples(200), connections: 10,
      configure: { $0.limits.messagesPerConnection = 1_000 })
    #expect(deliveries.count("accepted") == 200)
    #expect(health == .ready)
  }

  @Test func `while the circuit is open batches come back at once`() async throws {
    let transport = SMTPTransport(upstream: try SMTPUpstream.test(port: Loopback.freePort()))
    _ = await transport.deliver(Envelope.samples(1)) { _ in }
    let again = await transport.deliver(Envelope.samples(5)) { _ in }
    #expect(again.count("deferred") == 5)
    await transport.close()
    #expect(transport.health.outage?.kind == .closed)
    let late = await transport.deliver(Envelope.samples(1)) { _ in }
    #expect(late.kinds == ["deferred"])
  }
}
