import Foundation
import Mail
import Testing

@testable import PartnerProgram

/// Random programs whose standings move, with random decisions.
///
/// `TIERPOST_FULL_TESTS=1` runs 10,000 of them.
@Suite struct MovementPropertyTests {
  private static let isFull = ProcessInfo.processInfo.environment["TIERPOST_FULL_TESTS"] != nil
  private static let count = isFull ? 10_000 : 150
  private static let calendar = Result { try PartnerProgramTests.calendar("America/Lima") }

  private func reading(
    _ random: RandomMovementCase, _ activities: [Activity]? = nil, ladder: TierLadder? = nil
  ) throws -> PartnerReading {
    try TierEvaluator(ladder: ladder ?? random.ladder, currency: usd, calendar: Self.calendar.get()).reading(
      partner(joined: random.joined), activities: activities ?? random.activities, asOf: random.clock)
  }

  @Test func `a second evaluator that lives day by day agrees on random movements`() throws {
    for seed in 0..<Self.count {
      let random = try RandomMovementCase(seed: seed)
      let history = try reading(random).history(upTo: random.month, decisions: random.decisions)
      let month = random.month.year * 12 + random.month.number - 1
      let program = random.naive
      let naive = NaiveMovement(
        program, policy: random.policy, decisions: random.decisions, upTo: month)
      let log = history.events.map {
        "\($0.on.daysSinceEpoch) \($0.kind.rawValue) \($0.period) \($0.from) \($0.to)"
      }
      #expect(log == naive.log, "seed \(seed)")
      let lines = history.standings.map {
        NaiveMovement.Line(
          tier: $0.tier, floor: $0.floor, ground: $0.ground.rawValue, since: $0.since.daysSinceEpoch,
          dropsOn: $0.dropsOn?.daysSinceEpoch, pending: $0.pending, failed: $0.failedPeriods)
      }
      #expect(lines == naive.lines, "seed \(seed)")
      guard log == naive.log, lines == naive.lines, let last = naive.lines.last else { continue }
      let status = try reading(random).status(in: random.month, standing: history.standings.last)
      #expect(
        status.commission.minorUnits == program.commission(month, held: last.tier, floor: last.floor),
        "seed \(seed)")
    }
  }

  @Test func `replaying in any order gives the same history, and a longer past begins with a shorter one`()
    throws
  {
    for seed in 0..<150 {
      let random = try RandomMovementCase(seed: seed)
      let reading = try reading(random)
      let history = try reading.history(upTo: random.month, decisions: random.decisions)
      let shuffled = try self.reading(random, random.activities.sorted { $0.id > $1.id }).history(
        upTo: random.month, decisions: random.decisions.reversed())
      #expect(history == shuffled, "seed \(seed)")
      let part = try reading.history(
        upTo: reading.monthBefore(random.month), decisions: random.decisions)
      #expect(Array(history.events.prefix(part.events.count)) == part.events, "seed \(seed)")
    }
  }

  @Test func `a refund never raises the tier that is held`() throws {
    for seed in 0..<400 {
      var random = try RandomMovementCase(seed: seed)
      // What people decide, and a tier that ends some months after it was reached, follow other days then.
      random.decisions = []
      var terms = random.ladder.terms
      terms.movement?.reapplyMonths = nil
      terms.movement?.gracePeriods = 0
      terms.movement?.improvementDays = 0
      guard terms.movement?.up != .review, terms.movement?.down != .review else { continue }
      let ladder = TierLadder(tiers: random.ladder.tiers, terms: terms, currency: usd)
      let with = try reading(random, ladder: ladder).history(upTo: random.month).standings.map(\.tier)
      let without = try reading(
        random, random.activities.filter { $0.reference == nil }, ladder: ladder
      ).history(upTo: random.month).standings.map(\.tier)
      // A refund of a sale before the partner's first month makes no month of its own.
      for (some, all) in zip(with.reversed(), without.reversed()) { #expect(some <= all, "seed \(seed)") }
    }
  }
}
