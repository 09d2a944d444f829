import Foundation
import TestSupport
import Testing

/// A run whose recipients' domains take little at a time.
@Suite(.timeLimit(.minutes(3))) struct DomainTurnTests {
  @Test func `a run waits for a domain that is limited, and sends everybody one mail`() async throws {
    let server = FaultyServer()
    defer { server.stop() }
    // What a domain would take later than the lane waits for comes back, and goes out with a later batch.
    let workspace = try await DeliveryWorkspace(
      .partners(90),
      sender: DeliveryWorkspace.relay(port: server.port) + ["domain_limits: {default: {per_minute: 40}}"])
    let due = try SamplePartners(workspace).ofOctober
    let domains = Dictionary(grouping: due) { $0.email.split(separator: "@").last ?? "" }
    let most = domains.values.map(\.count).max() ?? 0
    let end = try await workspace.run(DeliveryWorkspace.sending("monthly-status", "--json"))
    #expect(end.code == 0, "most of a domain: \(most); \(end.errors)")
    #expect(try await workspace.status().counts == ["accepted": due.count])
    #expect(server.record.stored.count == due.count)
    #expect(Set(server.record.stored.map(\.recipient)).count == due.count)
  }
}
