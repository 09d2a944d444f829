import Foundation
import Synchronization
import TestSupport
import Testing

/// Runs that end early, and runs that meet.
@Suite(.timeLimit(.minutes(3))) struct EndingTests {
  @Test(arguments: [1, 9, 60])
  func `SIGTERM finishes what is on the wire and leaves the rest to the next run`(commands: Int) async throws
  {
    let killer = Killer(with: SIGTERM)
    let server = FaultyServer(
      FaultyServer.Script { _ in
        killer.hear()
        return nil
      })
    defer { server.stop() }
    let workspace = try await DeliveryWorkspace(
      .partners(90), sender: DeliveryWorkspace.relay(port: server.port, connections: 2))
    let due = try SamplePartners(workspace).ofOctober.count
    let run = try killer.start(afterCommands: commands) { try workspace.start(DeliveryWorkspace.sending()) }
    let end = try await run.end()
    #expect(end.code == 75, "\(end.errors)")
    #expect(end.errors.contains("stopped"))
    let sent = server.record.stored.count
    #expect(sent < due)
    #expect(
      try await workspace.status().counts.filter { $0.value > 0 }
        == ["accepted": sent, "planned": due - sent].filter { $0.value > 0 })

    killer.rest()
    let rest = try await workspace.send()
    #expect(rest.code == 0, "\(rest.errors)")
    #expect(try await workspace.status().counts == ["accepted": due])
    #expect(Set(server.record.stored.map(\.recipient)).count == due)
    #expect(server.record.stored.count == due)
  }

  @Test func `ten SIGTERMs at any moment leave nothing in doubt`() async throws {
    var chance = SeededChance(seed: 7)
    let killer = Killer(with: SIGTERM)
    let server = FaultyServer(
      FaultyServer.Script { _ in
        killer.hear()
        return nil
      })
    defer { server.stop() }
    let workspace = try await DeliveryWorkspace(
      .partners(400), sender: DeliveryWorkspace.relay(port: server.port, connections: 3))
    let due = try SamplePartners(workspace).ofOctober.count
    var stopped = 0
    for _ in 1...10 {
      let run = try killer.start(afterCommands: 1 + chance.below(100)) {
        try workspace.start(DeliveryWorkspace.sending())
      }
      let end = try await run.end()
      if end.code == 75 { stopped += 1 }
      #expect(end.signal == nil && [0, 75].contains(end.code), "\(end.errors)")
      let counts = try await workspace.status().counts
      #expect(counts["in_doubt"] == nil && counts["claimed"] == nil && counts["deferred"] == nil, "\(counts)")
      #expect(counts["accepted", default: 0] == server.record.stored.count)
    }
    #expect(stopped >= 5, "\(stopped) of ten came in time")
    killer.rest()
    #expect(try await workspace.send().code == 0)
    #expect(try await workspace.status().counts == ["accepted": due])
    #expect(server.record.stored.count == due && Set(server.record.stored.map(\.recipient)).count == due)
  }

  @Test func `a connection lost after the final dot puts its mail in doubt, and there it stays`() async throws
  {
    let messages = Mutex(0)
    let server = FaultyServer(
      FaultyServer.Script { command in
        guard command.verb == "." else { return nil }
        return messages.withLock { messages in
          messages += 1
          return messages % 12 == 0 ? .storeAndDrop : nil
        }
      })
    defer { server.stop() }
    // Two connections cannot be lost three times in a row, which would be an outage.
    let workspace = try await DeliveryWorkspace(
      .partners(90), sender: DeliveryWorkspace.relay(port: server.port, connections: 2))
    let due = try SamplePartners(workspace).ofOctober.count
    let end = try await workspace.send()
    #expect(end.code == 76, "\(end.errors)")
    let status = try await workspace.status()
    #expect(status.code == 76)
    #expect(status.inDoubt.count == due / 12)
    #expect(status.counts == ["accepted": due - due / 12, "in_doubt": due / 12])
    #expect(status.rows.allSatisfy { $0.reason.contains("after the final dot") })

    #expect(try await workspace.send().code == 76)
    #expect(server.record.stored.count == due, "what is in doubt is held")
    #expect(Set(server.record.stored.map(\.recipient)).count == due)
  }

  @Test func `a second run is told who sends`() async throws {
    let gate = Gate()
    let server = FaultyServer(
      FaultyServer.Script { command in
        if command.verb == "MAIL" { gate.pass() }
        return nil
      })
    defer { server.stop() }
    let workspace = try await DeliveryWorkspace(
      .partners(90), sender: DeliveryWorkspace.relay(port: server.port))
    let first = try workspace.start(DeliveryWorkspace.sending())
    await gate.reached()
    let second = try await workspace.send()
    gate.open()
    #expect(second.code == 75, "\(second.errors)")
    #expect(second.errors.contains("process \(first.pid)"), "\(second.errors)")
    #expect(try await first.end().code == 0)
    let due = try SamplePartners(workspace).ofOctober.count
    #expect(server.record.stored.count == due)
    #expect(try await workspace.status().counts == ["accepted": due])
  }

  @Test func `an address that is suppressed during a run is not written to`() async throws {
    let gate = Gate()
    let server = FaultyServer(
      FaultyServer.Script { command in
        if command.verb == "MAIL" { gate.pass() }
        return nil
      })
    defer { server.stop() }
    // More than a run has under way at once: whoever is on the way already is written to.
    let workspace = try await DeliveryWorkspace(
      .partners(950), sender: DeliveryWorkspace.relay(port: server.port))
    let due = try SamplePartners(workspace).ofOctober.sorted { $0.id < $1.id }
    let last = try #require(due.last)
    let run = try workspace.start(DeliveryWorkspace.sending())
    await gate.reached()
    let suppression = try await workspace.run(["suppress", last.email, "--reason", "asked"])
    gate.open()
    #expect(suppression.code == 0, "\(suppression.errors)")
    let end = try await run.end()
    #expect(end.code == 0, "\(end.errors)")
    #expect(try await workspace.status().counts == ["accepted": due.count - 1, "suppressed": 1])
    let recipients = Set(server.record.stored.map(\.recipient))
    #expect(recipients == Set(due.dropLast().map(\.email)))
  }
}
