import Foundation
import TestSupport
import Testing

/// kill -9 at any point, and started again: nobody is lost, nobody is mailed twice, and what is not known is listed.
///
/// `TIERPOST_KILLS=200` makes it as many kills; `TIERPOST_BINARY` names another binary than the tests' own.
@Suite struct KillTests {
  private static let kills = ProcessInfo.processInfo.environment["TIERPOST_KILLS"].flatMap { Int($0) } ?? 26
  /// Kills of one workspace before it may finish.
  private static let killsEach = 5

  struct Tally {
    var kills = 0
    var partners = 0
    var received = 0
    var inDoubt = 0
    var doubled = 0
    var lost = 0
    /// In doubt and received.
    var arrived = 0
  }

  @Test(.timeLimit(.minutes(10)))
  func `killed anywhere, a campaign loses nobody and mails nobody twice`() async throws {
    var chance = SeededChance(seed: 20_261_101)
    var total = Tally()
    var bound = 0
    while total.kills < Self.kills {
      let connections = [1, 3, 10][chance.below(3)]
      let one = try await campaign(
        connections: connections, pipelining: chance.below(4) > 0,
        kills: min(Self.killsEach, Self.kills - total.kills),
        &chance)
      #expect(one.inDoubt <= one.kills * connections, "\(one)")
      bound += one.kills * connections
      total.kills += one.kills
      total.partners += one.partners
      total.received += one.received
      total.inDoubt += one.inDoubt
      total.doubled += one.doubled
      total.lost += one.lost
      total.arrived += one.arrived
    }
    print(
      "\(total.kills) kills, \(total.partners) mails: \(total.received) received, \(total.doubled) doubled, "
        + "\(total.lost) lost, \(total.inDoubt) in doubt (at most \(bound)), \(total.arrived) of them received"
    )
    #expect(total.doubled == 0)
    #expect(total.lost == 0)
  }

  /// One workspace, killed so many times and then left to finish.
  private func campaign(
    connections: Int, pipelining: Bool, kills: Int, _ chance: inout SeededChance
  ) async throws -> Tally {
    let killer = Killer()
    var script = FaultyServer.Script { _ in
      killer.hear()
      return nil
    }
    if !pipelining { script.keywords = ["SIZE 10000000"] }
    let server = FaultyServer(script)
    defer { server.stop() }
    let workspace = try await DeliveryWorkspace(
      .partners(90), sender: DeliveryWorkspace.relay(port: server.port, connections: connections))
    var tally = Tally()
    for _ in 0..<kills {
      let commands = 1 + chance.below(chance.below(3) == 0 ? 12 : 110)
      let run = try killer.start(afterCommands: commands) {
        try workspace.start(DeliveryWorkspace.sending())
      }
      let end = try await run.end()
      if end.signal == SIGKILL {
        tally.kills += 1
      } else {
        #expect([0, 76].contains(end.code), "\(end.errors)")
      }
    }
    killer.rest()
    let end = try await workspace.send()
    #expect(server.drain())

    let status = try await workspace.status()
    let inDoubt = Set(status.inDoubt)
    let partners = try SamplePartners(workspace)
    let ids = partners.byAddress
    var received: [String: Int] = [:]
    for message in server.record.stored {
      received[ids[message.recipient] ?? message.recipient, default: 0] += 1
    }
    let due = Set(partners.ofOctober.map(\.id))
    #expect(end.code == (inDoubt.isEmpty ? 0 : 76), "\(end.errors)")
    #expect(inDoubt.isSubset(of: due))
    #expect(Set(received.keys).isSubset(of: due), "nobody else is written to")
    let mails = server.record.stored.map { ReceivedMail($0.bytes).messageID }
    #expect(Set(mails).count == received.count, "one Message-ID for each partner")
    #expect(status.counts["accepted", default: 0] == due.count - inDoubt.count, "\(status.counts)")
    tally.partners = due.count
    tally.received = received.values.reduce(0, +)
    tally.inDoubt = inDoubt.count
    tally.doubled = received.values.count { $0 > 1 }
    tally.lost = due.count { received[$0] == nil && !inDoubt.contains($0) }
    tally.arrived = inDoubt.count { received[$0] != nil }
    return tally
  }
}
