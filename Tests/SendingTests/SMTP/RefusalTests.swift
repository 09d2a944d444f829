import Mail
import TestSupport
import Testing

@testable import Sending

/// A server that says no, at each command.
@Suite struct RefusalTests {
  @Test(arguments: ["MAIL", "RCPT", "DATA", "."], [0, 1, 2])
  func `a 5xx refuses one envelope and the connection goes on`(verb: String, level: Int) async throws {
    var script = FaultyServer.Script()
    let refusing = OneTime()
    script.answer = { command in
      command.verb == verb && command.taken == 1 && refusing.take() ? .reply("550 5.1.1 no such user") : nil
    }
    let (deliveries, server, health) = try await exchange(
      script, Envelope.samples(4),
      configure: {
        $0.limits.pipelining = PipeliningLevel(rawValue: level) ?? .none
        $0.limits.proof = 0
      })
    #expect(deliveries.kinds == ["accepted", "refused", "accepted", "accepted"])
    #expect(deliveries[1].outcome.reply.status == EnhancedStatus(5, 1, 1))
    #expect(deliveries[1].outcome.reply.text == "no such user")
    #expect(server.connections == 1)
    #expect(server.stored.count == 3)
    #expect(health == .ready)
    let resets = server.heard.count { $0.verb == "RSET" }
    #expect(resets == (verb == "RCPT" && level == 0 || verb == "DATA" ? 1 : 0))
  }

  @Test(arguments: ["MAIL", "RCPT", "DATA", "."])
  func `a 4xx defers`(verb: String) async throws {
    var script = FaultyServer.Script()
    script.answer = { $0.verb == verb ? .reply("451 4.3.0 later") : nil }
    let (deliveries, server, health) = try await exchange(script, Envelope.samples(3))
    #expect(deliveries.kinds == ["deferred", "deferred", "deferred"])
    #expect(deliveries.allSatisfy { $0.outcome.reply.code == 451 })
    #expect(server.stored.isEmpty)
    #expect(server.connections == 1)
    #expect(health == .ready)
  }

  @Test func `354 after a refused RCPT is answered with a lone dot`() async throws {
    var script = FaultyServer.Script()
    script.answer = { $0.line.contains("p2@") ? .reply("550 5.1.1 no such user") : nil }
    let (deliveries, server, _) = try await exchange(script, Envelope.samples(3))
    #expect(deliveries.kinds == ["accepted", "refused", "accepted"])
    #expect(server.heard.count { $0.verb == "DATA" } == 3)
    #expect(server.heard.count { $0.verb == "." } == 2)
    #expect(!server.heard.contains { $0.verb == "RSET" })
  }

  @Test func `RSET comes only after a failed transaction`() async throws {
    var script = FaultyServer.Script()
    let failed = OneTime()
    script.answer = { command in
      switch command.verb {
      case "RCPT" where command.line.contains("p2@"): .reply("550 5.1.1 no such user")
      case "DATA" where command.taken == 1 && failed.take(): .reply("554 5.5.1 no valid recipients")
      default: nil
      }
    }
    let (deliveries, server, _) = try await exchange(script, Envelope.samples(3))
    #expect(deliveries.kinds == ["accepted", "refused", "accepted"])
    #expect(
      server.heard.map(\.verb).filter { $0 != "EHLO" && $0 != "QUIT" } == [
        "MAIL", "RCPT", "DATA", ".", "MAIL", "RCPT", "DATA", "RSET", "MAIL", "RCPT", "DATA", ".",
      ])
  }

  @Test func `replies of several lines are one reply`() async throws {
    var script = FaultyServer.Script()
    script.answer = { command in
      switch command.verb {
      case "MAIL": .reply("250-2.1.0 sender\r\n250-2.1.0 is\r\n250 2.1.0 fine")
      case "RCPT" where command.line.contains("p2@"):
        .reply("550-5.7.1 not\r\n550-5.7.1 for\r\n550 5.7.1 you")
      default: nil
      }
    }
    let (deliveries, _, _) = try await exchange(script, Envelope.samples(2))
    #expect(deliveries.kinds == ["accepted", "refused"])
    #expect(deliveries[1].outcome.reply.text == "not for you")
    #expect(deliveries[1].outcome.reply.status == EnhancedStatus(5, 7, 1))
  }
}
