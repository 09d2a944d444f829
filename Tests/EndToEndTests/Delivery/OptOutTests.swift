import Foundation
import Synchronization
import TestSupport
import Testing

/// Whoever leaves while their mail waits for its turn gets none: noticed within a second, also from another process.
@Suite(.timeLimit(.minutes(3))) struct OptOutTests {
  @Test func `an opt-out counts for mails that a run has claimed and not begun`() async throws {
    let gate = Gate()
    let server = FaultyServer(
      FaultyServer.Script { command in
        if command.verb == "MAIL" { gate.pass() }
        return nil
      })
    defer { server.stop() }
    // All of them fit into the first batch.
    let workspace = try await DeliveryWorkspace(
      .partners(90), sender: DeliveryWorkspace.relay(port: server.port, connections: 1))
    let due = try SamplePartners(workspace).ofOctober.sorted { $0.id < $1.id }
    let last = try #require(due.last)
    let run = try workspace.start(DeliveryWorkspace.sending())
    await gate.reached()
    let suppression = try await workspace.run(["suppress", last.email, "--reason", "asked"])
    #expect(suppression.code == 0, "\(suppression.errors)")
    // The second that the run may take to notice.
    try await Task.sleep(for: .seconds(1))
    gate.open()
    let end = try await run.end()
    #expect(end.code == 0, "\(end.errors)")
    #expect(end.errors.contains("1 left meanwhile"), "\(end.errors)")
    #expect(try await workspace.status().counts == ["accepted": due.count - 1, "suppressed": 1])
    #expect(Set(server.record.stored.map(\.recipient)) == Set(due.dropLast().map(\.email)))
  }
}
