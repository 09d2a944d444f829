import Mail
import TestSupport
import Testing

@testable import Sending

@Suite struct PipeliningTests {
  @Test func `a server without PIPELINING gets one command at a time`() async throws {
    var script = FaultyServer.Script()
    script.keywords = ["SIZE 10000000"]
    let (deliveries, server, _) = try await exchange(script, Envelope.samples(4))
    #expect(deliveries.count("accepted") == 4)
    #expect(!server.heard.contains { $0.isFollowed })
  }

  @Test func `MAIL, RCPT and DATA go in one group where PIPELINING is announced`() async throws {
    let (deliveries, server, _) = try await exchange(Envelope.samples(3))
    #expect(deliveries.count("accepted") == 3)
    #expect(server.heard.filter { $0.verb == "MAIL" }.allSatisfy { $0.isFollowed })
    #expect(!server.heard.filter { $0.verb == "DATA" || $0.verb == "." }.contains { $0.isFollowed })
  }

  @Test func `the next message's commands follow the final dot once the server has proved itself`()
    async throws
  {
    let (deliveries, server, _) = try await exchange(
      Envelope.samples(10), configure: { $0.limits.proof = 3 })
    #expect(deliveries.count("accepted") == 10)
    let dots = server.heard.filter { $0.verb == "." }.map(\.isFollowed)
    #expect(dots == [false, false, false, true, true, true, true, true, true, false])
  }

  @Test func `a server that loses count of grouped commands gets them one by one`() async throws {
    var script = FaultyServer.Script()
    script.answer = { command in
      switch command.verb {
      case "RCPT" where command.isFollowed: .reply("503 5.5.0 improper use of pipelining")
      default: nil
      }
    }
    let (deliveries, server, health) = try await exchange(script, Envelope.samples(5), connections: 3)
    #expect(deliveries.count("accepted") == 5)
    #expect(server.stored.count == 5)
    #expect(health == .ready)
  }

  @Test(arguments: ["250 2.0.0 surprise", "hello there", "999 what"])
  func `a reply out of step never counts as accepted`(extra: String) async throws {
    var script = FaultyServer.Script()
    script.answer = { $0.verb == "DATA" ? .reply("354 go on\r\n\(extra)") : nil }
    let (deliveries, _, health) = try await exchange(script, Envelope.samples(20))
    #expect(deliveries.count("accepted") == 0)
    #expect(health.outage != nil)
  }

  @Test(arguments: ["354 more", "hello there", "199 hm", "600 hm"])
  func `an answer to the final dot that is no answer leaves it in doubt`(answer: String) async throws {
    var script = FaultyServer.Script()
    script.answer = { $0.verb == "." && $0.connection == 0 ? .storeAndReply(answer) : nil }
    let (deliveries, server, _) = try await exchange(script, Envelope.samples(2))
    #expect(deliveries.kinds == ["in doubt", "accepted"])
    #expect(server.stored.count == 2)
  }
}
