import Mail
import TestSupport
import Testing

@testable import Sending

/// A server that closes, falls silent or says farewell.
@Suite struct LossTests {
  @Test(arguments: [0, 1, 2])
  func `a connection lost after the final dot leaves that envelope in doubt and no other`(level: Int)
    async throws
  {
    let dropping = OneTime()
    var script = FaultyServer.Script()
    script.answer = { $0.verb == "." && $0.taken == 1 && dropping.take() ? .storeAndDrop : nil }
    let (deliveries, server, health) = try await exchange(
      script, Envelope.samples(5),
      configure: {
        $0.limits.pipelining = PipeliningLevel(rawValue: level) ?? .none
        $0.limits.proof = 0
      })
    #expect(deliveries.kinds == ["accepted", "in doubt", "accepted", "accepted", "accepted"])
    #expect(server.stored.count == 5)
    #expect(server.connections == 2)
    #expect(health == .ready)
  }

  @Test(arguments: ["MAIL", "RCPT", "DATA"])
  func `a connection lost before the final dot defers`(verb: String) async throws {
    let dropping = OneTime()
    var script = FaultyServer.Script()
    script.answer = { $0.verb == verb && dropping.take() ? .drop : nil }
    let (deliveries, server, health) = try await exchange(script, Envelope.samples(3))
    #expect(deliveries.kinds == ["deferred", "accepted", "accepted"])
    #expect(deliveries[0].outcome.reply.code == 0)
    #expect(server.stored.count == 2)
    #expect(health == .ready)
  }

  @Test func `a connection lost after the final reply costs nothing`() async throws {
    var script = FaultyServer.Script()
    script.answer = { $0.verb == "MAIL" && $0.taken == 1 ? .drop : nil }
    let (deliveries, server, health) = try await exchange(script, Envelope.samples(4))
    #expect(deliveries.count("accepted") == 4)
    #expect(server.stored.count == 4)
    #expect(server.connections == 4)
    #expect(health == .ready)
  }

  @Test(arguments: [0, 1, 2])
  func `421 after k messages means another connection and no lost attempt`(level: Int) async throws {
    var script = FaultyServer.Script()
    script.answer = {
      $0.verb == "MAIL" && $0.taken == 3 ? .replyAndDrop("421 4.7.0 too many messages") : nil
    }
    let (deliveries, server, _) = try await exchange(
      script, Envelope.samples(9),
      configure: {
        $0.limits.pipelining = PipeliningLevel(rawValue: level) ?? .none
        $0.limits.proof = 0
      })
    #expect(deliveries.count("accepted") == 9)
    #expect(server.stored.count == 9)
    #expect(server.connections == 3)
  }

  @Test func `421 while idle means another connection for the next envelope`() async throws {
    var script = FaultyServer.Script()
    script.answer = { $0.verb == "." ? .storeAndReply("250 2.0.0 Ok\r\n421 4.4.2 timeout") : nil }
    let (deliveries, server, health) = try await exchange(script, Envelope.samples(3))
    #expect(deliveries.count("accepted") == 3)
    #expect(server.connections == 3)
    #expect(health == .ready)
  }

  @Test func `421 on a fresh connection defers and counts against the upstream`() async throws {
    var script = FaultyServer.Script()
    script.answer = { $0.verb == "MAIL" ? .replyAndDrop("421 4.3.2 closing") : nil }
    let (deliveries, server, health) = try await exchange(script, Envelope.samples(20))
    #expect(deliveries.count("deferred") == 20)
    #expect(server.connections == 3)
    #expect(health.outage?.kind == .unreachable)
  }

  @Test func `a server that never answers the final dot leaves it in doubt`() async throws {
    var script = FaultyServer.Script()
    script.answer = { $0.verb == "." ? .silence : nil }
    let (deliveries, server, _) = try await exchange(
      script, Envelope.samples(1),
      configure: {
        $0.timeouts.finalReply = .milliseconds(150)
      })
    #expect(deliveries.kinds == ["in doubt"])
    #expect(deliveries[0].outcome.reply.text.contains("no answer within"))
    #expect(server.stored.isEmpty)
  }

  @Test(arguments: ["MAIL", "RCPT", "DATA"], [0, 1])
  func `a server that never answers a command defers`(verb: String, level: Int) async throws {
    let silent = OneTime()
    var script = FaultyServer.Script()
    script.answer = { $0.verb == verb && $0.connection == 0 && silent.take() ? .silence : nil }
    let (deliveries, _, _) = try await exchange(
      script, Envelope.samples(2),
      configure: {
        $0.timeouts.command = .milliseconds(150)
        $0.timeouts.data = .milliseconds(150)
        $0.limits.pipelining = PipeliningLevel(rawValue: level) ?? .none
      })
    // With pipelining a lost reply shows as the next command's reply in the wrong place, or as silence at the end.
    #expect(deliveries.kinds == ["deferred", "accepted"])
  }

  @Test func `a server that drops after every final dot stops the run early`() async throws {
    var script = FaultyServer.Script()
    script.answer = { $0.verb == "." ? .storeAndDrop : nil }
    let (deliveries, server, health) = try await exchange(script, Envelope.samples(50))
    #expect(deliveries.count("in doubt") == 3)
    #expect(deliveries.count("deferred") == 47)
    #expect(server.stored.count == 3)
    #expect(health.outage?.kind == .unreachable)
  }

  @Test func `a refusal in the middle of a body is that envelope's answer`() async throws {
    let long = Envelope.sample(1, lines: Array(repeating: String(repeating: "x", count: 70), count: 60_000))
    var script = FaultyServer.Script()
    script.answer = {
      $0.verb == "DATA" && $0.connection == 0 ? .replyAndDrop("354 go on\r\n552 5.3.4 too big") : nil
    }
    let (deliveries, _, _) = try await exchange(script, [long, .sample(2)])
    #expect(deliveries.kinds == ["refused", "accepted"])
    #expect(deliveries[0].outcome.reply.code == 552)
  }

  @Test func `QUIT is not waited for`() async throws {
    var script = FaultyServer.Script()
    script.answer = { $0.verb == "QUIT" ? .silence : nil }
    let (deliveries, server, _) = try await exchange(
      script, Envelope.samples(3),
      configure: {
        $0.limits.messagesPerConnection = 1
      })
    #expect(deliveries.count("accepted") == 3)
    #expect(server.connections == 3)
  }
}
