import Foundation
import Mail
import Testing

@testable import PartnerProgram

/// What holds for the accounts of random programs over every metric, window, basis and rate.
///
/// `TIERPOST_FULL_TESTS=1` looks at 2,000 of them.
@Suite struct PayoutPropertyTests {
  private static let count =
    ProcessInfo.processInfo.environment["TIERPOST_FULL_TESTS"] == nil ? 60 : 2_000

  private static let calendar = Result { try PartnerProgramTests.calendar("America/Lima") }

  /// A random program whose tiers pay by random terms and grant bonuses.
  private func program(_ seed: Int) throws -> (random: RandomProgramCase, evaluator: TierEvaluator) {
    let random = try RandomProgramCase(seed: seed)
    var dice = SeededRandom(seed: 20_261_121, stream: 3, index: seed)
    var tiers = random.ladder.tiers
    for place in tiers.indices {
      tiers[place].payout = PayoutTerms(
        holdDays: dice.pick([nil, 0, 7, 45]), cadence: dice.pick([nil, .week, .twoWeeks, .month, .quarter]),
        minimum: dice.pick([nil, nil, dollars(500), dollars(5_000)]))
      if place > 0, dice.chance(60) { tiers[place].bonus = dollars(Int64(place) * 1_000) }
    }
    var terms = random.ladder.terms
    if dice.chance(30) {
      terms.movement = MovementPolicy()
      terms.movement?.undoneBonus = dice.pick([.keep, .reverse])
    }
    let ladder = TierLadder(tiers: tiers, terms: terms, currency: usd)
    return (random, TierEvaluator(ladder: ladder, currency: usd, calendar: try Self.calendar.get()))
  }

  private func statements(
    _ random: RandomProgramCase, _ evaluator: TierEvaluator, _ activities: [Activity]? = nil,
    asOf clock: Timestamp
  ) throws -> [CommissionStatement] {
    var replay = PayoutReplay(
      evaluator, try partner(joined: random.joined), activities: activities ?? random.activities, asOf: clock)
    return try replay.statements(upTo: evaluator.calendar.month(of: clock))
  }

  /// The month of an edition that speaks of a whole period: its last, or the clock's own.
  private func month(_ line: CommissionStatement, _ evaluator: TierEvaluator, _ clock: Timestamp) -> Month {
    min(Month(of: line.period.last), evaluator.calendar.month(of: clock))
  }

  @Test func `every statement adds up, and carries on what the one before left`() throws {
    for seed in 0..<Self.count {
      let (random, evaluator) = try program(seed)
      var carried: Int64 = 0
      for line in try statements(random, evaluator, asOf: random.clock) {
        let left = line.earned + line.earnedLate + line.bonuses - line.clawback + line.carriedIn
        #expect(left == line.payout + line.carriedOut, "seed \(seed) \(line.period.name)")
        #expect(line.gross - line.takenBack - line.deductions == line.net, "seed \(seed) \(line.period.name)")
        #expect(line.carriedIn == carried, "seed \(seed) \(line.period.name)")
        #expect(line.payout >= 0 && line.earned >= 0 && line.clawback >= 0 && line.earnedLate >= 0)
        #expect((line.reason == nil) == (line.payout > 0), "seed \(seed)")
        carried = line.carriedOut
      }
    }
  }

  @Test func `all statements together are the commissions that mails of the clock say`() throws {
    var corrected = 0
    for seed in 0..<Self.count {
      let (random, evaluator) = try program(seed)
      let all = try statements(random, evaluator, asOf: random.clock)
      guard let last = all.last, last.settled == random.clock else { continue }
      let someone = try partner(joined: random.joined)
      var said: Int64 = 0
      for line in all {
        said += try evaluator.recipient(
          someone, activities: random.activities, month: month(line, evaluator, random.clock),
          asOf: random.clock
        ).status.commission.minorUnits
      }
      let settled = all.reduce(0) { $0 + $1.earned + $1.earnedLate - $1.clawback + $1.reversedBonuses }
      #expect(settled == said, "seed \(seed)")
      if all.contains(where: { $0.clawback + $0.earnedLate > 0 }) { corrected += 1 }
    }
    // The programs do have something to make good.
    #expect(corrected * 10 > Self.count)
  }

  @Test func `what was settled stays as it is whatever comes later`() throws {
    for seed in 0..<Self.count {
      let (random, evaluator) = try program(seed)
      let later = Timestamp(seconds: random.clock.seconds + 70 * 86_400)
      let now = try statements(random, evaluator, asOf: random.clock).filter { $0.settled < random.clock }
      let then = try statements(random, evaluator, asOf: later)
      for line in now { #expect(then.first { $0.period == line.period } == line, "seed \(seed)") }
    }
  }

  @Test func `the order of import does not matter`() throws {
    for seed in 0..<Self.count {
      let (random, evaluator) = try program(seed)
      let one = try statements(random, evaluator, asOf: random.clock)
      #expect(
        try statements(random, evaluator, random.activities.reversed(), asOf: random.clock) == one,
        "seed \(seed)")
    }
  }

  @Test func `a statement says what the status of its own moment says`() throws {
    for seed in 0..<Self.count {
      let (random, evaluator) = try program(seed)
      let someone = try partner(joined: random.joined)
      for line in try statements(random, evaluator, asOf: random.clock) {
        let status = try evaluator.recipient(
          someone, activities: random.activities, month: month(line, evaluator, line.settled),
          asOf: line.settled
        ).status
        #expect(status.commission.minorUnits == line.earned, "seed \(seed) \(line.period.name)")
        #expect(status.earned.count == line.orders && status.tier.id == line.tier.id, "seed \(seed)")
      }
    }
  }
}
