import Foundation
import Synchronization
import TestSupport
import Testing

/// kill -9 at any point, and started again, with a server that now and then stores a mail and breaks off.
///
/// With `hold` nobody is mailed twice and what is not known is listed; with `resend` nobody is left out. `TIERPOST_KILLS=200`
/// makes it as many kills of each; `TIERPOST_BINARY` names another binary than the tests' own.
@Suite struct KillTests {
  private static let kills = ProcessInfo.processInfo.environment["TIERPOST_KILLS"].flatMap { Int($0) } ?? 26
  /// Kills of one workspace before it may finish.
  private static let killsEach = 5

  struct Tally {
    var kills = 0
    /// Mails that the server stored and did not answer.
    var drops = 0
    var partners = 0
    var received = 0
    var inDoubt = 0
    /// Received more than once, each repetition counted.
    var doubled = 0
    var lost = 0
    /// In doubt and received.
    var arrived = 0
    /// What may be in doubt, or doubled: the mails under way at each kill.
    var bound = 0

    static func += (all: inout Tally, one: Tally) {
      all.kills += one.kills
      all.drops += one.drops
      all.partners += one.partners
      all.received += one.received
      all.inDoubt += one.inDoubt
      all.doubled += one.doubled
      all.lost += one.lost
      all.arrived += one.arrived
      all.bound += one.bound
    }

    var words: String {
      "\(kills) kills and \(drops) mails stored without an answer, \(partners) mails: \(received) received, "
        + "\(doubled) doubled, \(lost) lost, \(inDoubt) in doubt, \(arrived) of them received "
        + "(under way at the kills at most \(bound))"
    }
  }

  @Test(.timeLimit(.minutes(10)))
  func `killed anywhere, a campaign that holds loses nobody and mails nobody twice`() async throws {
    let total = try await campaigns(resend: false, seed: 20_261_101)
    print("hold: \(total.words)")
    #expect(total.doubled == 0)
    #expect(total.lost == 0, "whoever got nothing is listed")
    #expect(total.inDoubt <= total.bound + total.drops)
  }

  @Test(.timeLimit(.minutes(10)))
  func `killed anywhere, a campaign that resends leaves nobody out and doubles only what was under way`()
    async throws
  {
    let total = try await campaigns(resend: true, seed: 20_261_102)
    print("resend: \(total.words)")
    #expect(total.inDoubt == 0)
    #expect(total.lost == 0)
    #expect(total.doubled <= total.bound + total.drops)
  }

  private func campaigns(resend: Bool, seed: UInt64) async throws -> Tally {
    var chance = SeededChance(seed: seed)
    var total = Tally()
    while total.kills < Self.kills {
      total += try await campaign(
        resend: resend, kills: min(Self.killsEach, Self.kills - total.kills), &chance)
    }
    return total
  }

  /// One workspace, killed so many times and then left to finish.
  private func campaign(resend: Bool, kills: Int, _ chance: inout SeededChance) async throws -> Tally {
    let connections = [1, 3, 10][chance.below(3)]
    let killer = Killer()
    let drops = Drops()
    var script = FaultyServer.Script { command in
      killer.hear()
      return command.verb == "." && drops.isNext() ? .storeAndDrop : nil
    }
    if chance.below(4) == 0 { script.keywords = ["SIZE 10000000"] }
    let server = FaultyServer(script)
    defer { server.stop() }
    let workspace = try await DeliveryWorkspace(
      .partners(90), sender: DeliveryWorkspace.relay(port: server.port, connections: connections))
    if resend { try workspace.setCampaign("in_doubt: resend") }
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
        #expect([0, 75, 76].contains(end.code), "\(end.errors)")
      }
    }
    killer.rest()
    drops.rest()
    _ = try await workspace.send()
    let end = try await workspace.run(DeliveryWorkspace.sending("monthly-status", "--retry-now"))
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
    tally.bound = tally.kills * connections
    tally.drops = drops.count
    tally.partners = due.count
    tally.received = received.values.reduce(0, +)
    tally.inDoubt = inDoubt.count
    tally.doubled = received.values.reduce(0) { $0 + $1 - 1 }
    tally.lost = due.count { received[$0] == nil && !inDoubt.contains($0) }
    tally.arrived = inDoubt.count { received[$0] != nil }
    return tally
  }
}

/// Which messages a server stores and does not answer: every seventeenth.
private final class Drops: Sendable {
  private struct State {
    var messages = 0
    var count = 0
    var isOver = false
  }

  private let state = Mutex(State())

  var count: Int { state.withLock { $0.count } }

  func isNext() -> Bool {
    state.withLock { state in
      state.messages += 1
      guard state.messages % 17 == 0, !state.isOver else { return false }
      state.count += 1
      return true
    }
  }

  func rest() { state.withLock { $0.isOver = true } }
}
