import Foundation
import Synchronization
import TestSupport
import Testing

/// Runs that give up because the upstream turns their mails away.
@Suite(.timeLimit(.minutes(3))) struct HaltTests {
  /// Answers RCPT with a text as long as it holds.
  private func server(refusing text: String, while holds: @escaping @Sendable () -> Bool = { true })
    -> FaultyServer
  {
    FaultyServer(FaultyServer.Script { $0.verb == "RCPT" && holds() ? .reply(text) : nil })
  }

  @Test func `refusals for policy stop the run, and what was not begun is planned`() async throws {
    let server = server(refusing: "550 5.7.1 <someone@mail.example>: sender not allowed")
    defer { server.stop() }
    let workspace = try await DeliveryWorkspace(
      .partners(400), sender: DeliveryWorkspace.relay(port: server.port, connections: 2))
    let due = try SamplePartners(workspace).ofOctober.count
    let end = try await workspace.send()
    #expect(end.code == 69, "\(end.errors)")
    #expect(end.errors.contains("5 mails in a row for reasons of policy"), "\(end.errors)")
    #expect(end.errors.contains("sender not allowed"))
    #expect(!end.errors.contains("someone@"))
    let counts = try await workspace.status().counts
    let refused = counts["refused", default: 0]
    #expect((5...30).contains(refused), "\(counts)")
    #expect(counts == ["refused": refused, "planned": due - refused])
    #expect(server.record.stored.isEmpty)
  }

  @Test func `too many refusals among the first stop the run`() async throws {
    let server = server(refusing: "550 5.1.1 no such user")
    defer { server.stop() }
    let workspace = try await DeliveryWorkspace(
      .partners(400),
      sender: DeliveryWorkspace.relay(port: server.port, connections: 1) + [
        "stop: {refusals: 10%, of_first: 50}"
      ])
    let end = try await workspace.send()
    #expect(end.code == 69, "\(end.errors)")
    #expect(end.errors.contains("more than 10 % of 50: 550 5.1.1 no such user"), "\(end.errors)")
    let counts = try await workspace.status().counts
    #expect((6...25).contains(counts["refused", default: 0]), "\(counts)")
    #expect(counts["planned", default: 0] > 0)
  }

  @Test(arguments: ["550 5.4.5 Daily user sending limit exceeded", "454 4.7.0 Daily message quota exceeded"])
  func `a quota that is used up pauses the run and refuses nobody`(answer: String) async throws {
    let isFull = Mutex(true)
    let server = server(refusing: answer) { isFull.withLock { $0 } }
    defer { server.stop() }
    let workspace = try await DeliveryWorkspace(
      .partners(90), sender: DeliveryWorkspace.relay(port: server.port, connections: 2))
    let due = try SamplePartners(workspace).ofOctober.count
    let end = try await workspace.send()
    #expect(end.code == 75, "\(end.errors)")
    #expect(end.errors.contains("takes no more mail for now"), "\(end.errors)")
    let counts = try await workspace.status().counts
    #expect(counts["refused"] == nil)
    #expect(counts["planned", default: 0] + counts["deferred", default: 0] == due)
    #expect((1...20).contains(counts["deferred", default: 0]), "\(counts)")

    isFull.withLock { $0 = false }
    let rest = try await workspace.run(["resume", "monthly-status", "--yes"])
    #expect([0, 75].contains(rest.code), "\(rest.errors)")
    let last = try await workspace.run(["retry", "--now"])
    #expect(last.code == 0, "\(last.errors)")
    #expect(try await workspace.status().counts == ["accepted": due])
    #expect(Set(server.record.stored.map(\.recipient)).count == server.record.stored.count)
  }
}
