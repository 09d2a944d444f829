import Mail
import Testing

@testable import PartnerProgram

/// Random programs and partners; a seed names a case.
@Suite struct TierPropertyTests {
  /// Lima is five hours behind UTC all year.
  private static let zone = "America/Lima"

  private struct Case {
    var ladder: TierLadder
    var activities: [Activity]
    var month: Month
    var clock: Timestamp

    init(seed: Int) {
      var random = SeededRandom(seed: 20_261_101, stream: 9, index: seed)
      let first = Int64(random.number(in: 1...8))
      let metric: Metric = random.chance(50) ? .conversions : .netRevenue
      let scale: Int64 = metric == .conversions ? 1 : 5_000
      ladder = exampleLadder(
        metric: metric, basis: random.chance(50) ? .approved : .all,
        bounds: (first * scale, (first + Int64(random.number(in: 1...9))) * scale))
      month = Month(year: 2026, number: random.number(in: 1...12))
      let start = month.firstDay.daysSinceEpoch * 86_400
      clock = Timestamp(seconds: Int64(start + random.number(in: -5...60) * 86_400 + random.below(86_400)))
      activities = []
      for index in 0..<random.below(40) {
        let moment = Timestamp(
          seconds: Int64(start + random.number(in: -70...62) * 86_400 + random.below(86_400)))
        let amount = dollars(Int64(random.number(in: 0...20_000)))
        let status = random.pick([Activity.Status.pending, .approved, .approved, .paid, .paid, .reversed])
        let isTakeBack = index > 0 && random.chance(35)
        let kind: Activity.Kind =
          isTakeBack
          ? (random.chance(70) ? .refund : .chargeback) : random.chance(90) ? .sale : .other("lead")
        activities.append(
          Activity(
            id: "A\(index)", partner: "P-1", kind: kind, status: status, amount: amount, occurred: moment,
            reference: isTakeBack ? "A\(random.below(index))" : nil))
        // A refund of exactly the whole sale is the case at the edge.
        if isTakeBack, random.chance(50),
          let sale = activities.first(where: { $0.id == activities[index].reference })
        {
          activities[index].amount = sale.amount
        }
      }
      // What takes back never takes more than the sale: the import refuses the rest.
      var taken: [String: Int64] = [:]
      activities = activities.filter { [activities] item in
        guard let reference = item.reference else { return true }
        guard let sale = activities.first(where: { $0.id == reference }), sale.kind == .sale else {
          return false
        }
        let sum = taken[reference, default: 0] + (item.amount?.minorUnits ?? 0)
        guard sum <= sale.amount?.minorUnits ?? 0 else { return false }
        if item.status != .reversed { taken[reference] = sum }
        return true
      }
    }
  }

  @Test func `a second evaluator written another way agrees on 4,000 random cases`() throws {
    let calendar = try calendar(Self.zone)
    for seed in 0..<4_000 {
      let random = Case(seed: seed)
      let result = try TierEvaluator(ladder: random.ladder, currency: usd, calendar: calendar).recipient(
        partner(), activities: random.activities, month: random.month, asOf: random.clock)
      let naive = NaiveEvaluator(
        bounds: random.ladder.tiers.map(\.from), rates: random.ladder.tiers.map(\.rate.basisPoints),
        countsMoney: random.ladder.metric == .netRevenue, countsPending: random.ladder.basis == .all,
        hoursBehind: 5)
      let expected = naive.answer(random.activities, month: random.month, before: random.clock.seconds)
      let status = result.status
      let got = NaiveEvaluator.Answer(
        place: random.ladder.place(reachedBy: status.value), value: status.value,
        money: status.counted.money.minorUnits, commission: status.commission.minorUnits,
        excludedCounts: Dictionary(
          uniqueKeysWithValues: status.excluded.map { ("\($0.key)", $0.value.count) }),
        lifetime: result.lifetimeSales,
        isFirst: status.tier.from > 0 ? result.reachedFirstTime : expected.isFirst)
      #expect(got == expected, "seed \(seed)")
      let before = naive.answer(
        random.activities, month: random.month.advanced(by: -1), before: random.clock.seconds)
      #expect(result.previous.value == before.value, "seed \(seed)")
    }
  }

  @Test func `the order of the activities does not matter`() throws {
    let calendar = try calendar(Self.zone)
    for seed in 0..<400 {
      let random = Case(seed: seed)
      let evaluator = TierEvaluator(ladder: random.ladder, currency: usd, calendar: calendar)
      let sorted = random.activities.sorted { $0.occurred < $1.occurred }
      let first = try evaluator.recipient(
        partner(), activities: random.activities, month: random.month, asOf: random.clock)
      #expect(
        try first
          == evaluator.recipient(partner(), activities: sorted, month: random.month, asOf: random.clock))
      #expect(
        try first
          == evaluator.recipient(
            partner(), activities: sorted.reversed(), month: random.month, asOf: random.clock))
    }
  }

  @Test func `a refund never raises a tier or a commission`() throws {
    let calendar = try calendar(Self.zone)
    for seed in 0..<400 {
      let random = Case(seed: seed)
      let evaluator = TierEvaluator(ladder: random.ladder, currency: usd, calendar: calendar)
      let without = try evaluator.recipient(
        partner(), activities: random.activities.filter { $0.reference == nil }, month: random.month,
        asOf: random.clock)
      let with = try evaluator.recipient(
        partner(), activities: random.activities, month: random.month, asOf: random.clock)
      #expect(with.status.tier.from <= without.status.tier.from, "seed \(seed)")
      #expect(with.status.commission.minorUnits <= without.status.commission.minorUnits, "seed \(seed)")
      #expect(with.lifetimeSales <= without.lifetimeSales, "seed \(seed)")
    }
  }

  @Test func `the numbers of a status re-add from its findings`() throws {
    let calendar = try calendar(Self.zone)
    for seed in 0..<400 {
      let random = Case(seed: seed)
      let evaluator = TierEvaluator(ladder: random.ladder, currency: usd, calendar: calendar)
      let status = try evaluator.recipient(
        partner(), activities: random.activities, month: random.month, asOf: random.clock
      ).status
      let findings = try evaluator.findings(
        random.activities, of: partner(), month: random.month, asOf: random.clock)
      #expect(findings.map(\.activity) == random.activities)
      let counted = findings.compactMap(\.counted)
      #expect(counted.count == status.counted.count, "seed \(seed)")
      #expect(counted.reduce(0) { $0 + $1.minorUnits } == status.counted.money.minorUnits, "seed \(seed)")
      for reason in TierStatus.Exclusion.allCases {
        let count = findings.filter { $0.outcome == .excluded(reason) }.count
        #expect(count == status.excluded[reason]?.count ?? 0, "seed \(seed)")
      }
    }
  }
}
