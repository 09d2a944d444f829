import Foundation
import Mail
import Testing

@testable import PartnerProgram

/// Random programs over every metric, window, basis and rate.
///
/// `TIERPOST_FULL_TESTS=1` runs 10,000 of them.
@Suite struct ProgramPropertyTests {
  private static let isFull = ProcessInfo.processInfo.environment["TIERPOST_FULL_TESTS"] != nil
  private static let count = isFull ? 10_000 : 1_000
  private static let zone = "America/Lima"

  private func reading(
    _ random: RandomProgramCase, _ activities: [Activity]? = nil, ladder: TierLadder? = nil
  ) throws -> PartnerReading {
    var someone = try partner(joined: random.joined)
    someone.fields = random.fields
    return try TierEvaluator(ladder: ladder ?? random.ladder, currency: usd, calendar: Self.calendar.get())
      .reading(someone, activities: activities ?? random.activities, asOf: random.clock)
  }

  @Test func `every family of metrics is in the random programs`() {
    let words = RandomProgramCase.metrics + ["score"]
    let families = Set(words.compactMap { Metric(word: $0) }.map { "\($0.family)" })
    #expect(families == Set(allMetricFamilies.map { "\($0)" }))
  }

  private static let calendar = Result { try PartnerProgramTests.calendar(zone) }

  @Test func `a second evaluator written another way agrees on random programs`() throws {
    for seed in 0..<Self.count {
      let random = try RandomProgramCase(seed: seed)
      let status = try reading(random).status(in: random.month)
      let naive = random.naive
      let month = random.month.year * 12 + random.month.number - 1
      let moment = naive.moment(of: month)
      let values = random.ladder.measures.map { naive.value($0.metric, $0.window, at: moment) }
      #expect(status.values == values, "seed \(seed): \(random.ladder.measures)")
      #expect(status.tier.rank == naive.place(at: moment), "seed \(seed)")
      let commission = naive.commission(month, held: naive.place(at: moment))
      #expect(status.commission.minorUnits == commission, "seed \(seed)")
      guard status.values == values, status.commission.minorUnits == commission else { return }
    }
  }

  @Test func `the order of import does not matter`() throws {
    for seed in 0..<300 {
      let random = try RandomProgramCase(seed: seed)
      let first = try reading(random).status(in: random.month)
      let other = random.activities.sorted { $0.id > $1.id }
      #expect(try reading(random, other).status(in: random.month) == first, "seed \(seed)")
      #expect(
        try reading(random, random.activities.reversed()).status(in: random.month) == first, "seed \(seed)")
    }
  }

  @Test func `a refund never raises a tier or a commission`() throws {
    for seed in 0..<600 {
      let random = try RandomProgramCase(seed: seed)
      let with = try reading(random).status(in: random.month)
      let without = try reading(random, random.activities.filter { $0.reference == nil }).status(
        in: random.month)
      #expect(with.tier.rank <= without.tier.rank, "seed \(seed)")
      #expect(with.commission.minorUnits <= without.commission.minorUnits, "seed \(seed)")
      for (some, all) in zip(with.values, without.values) { #expect(some <= all, "seed \(seed)") }
      #expect(with.counted.money.minorUnits <= without.counted.money.minorUnits, "seed \(seed)")
    }
  }

  @Test func `graduated never pays more than the whole period, and forward only no more than graduated`()
    throws
  {
    for seed in 0..<600 {
      let random = try RandomProgramCase(seed: seed)
      guard random.ladder.terms.rate != .wholePeriod else { continue }
      var terms = random.ladder.terms
      terms.rate = .wholePeriod
      let whole = TierLadder(tiers: random.ladder.tiers, terms: terms, currency: usd)
      terms.rate = .graduated
      let graduated = TierLadder(tiers: random.ladder.tiers, terms: terms, currency: usd)
      terms.rate = .forwardOnly
      let forward = TierLadder(tiers: random.ladder.tiers, terms: terms, currency: usd)
      func pay(_ ladder: TierLadder) throws -> Int64 {
        try reading(random, ladder: ladder).status(in: random.month).commission.minorUnits
      }
      #expect(try pay(graduated) <= pay(whole), "seed \(seed)")
      #expect(try pay(forward) <= pay(graduated), "seed \(seed)")
    }
  }

  @Test func `splitting a period into days gives the same totals`() throws {
    let sums: Set<String> = [
      "conversions", "net_revenue", "gross_revenue", "commission", "leads", "sum mdf", "count visit",
      "new_customers", "new_mrr",
    ]
    for seed in 0..<300 {
      let random = try RandomProgramCase(seed: seed)
      let reading = try reading(random)
      let period = Period(
        [Window.month, .month, .month, .quarter, .year][seed % 5], seenOn: random.month.firstDay)
      let whole = reading.view(of: period)
      let days = (period.first ?? period.last).daysSinceEpoch...period.last.daysSinceEpoch
      for measure in random.ladder.measures where sums.contains(measure.metric.rawValue) {
        let family = measure.metric.family
        let parts = try days.map { day in
          let date = CivilDate(daysSinceEpoch: day)
          return try family.value(
            of: measure.metric, in: reading.view(of: Period(.rolling(days: 1), seenOn: date)))
        }
        #expect(try parts.reduce(0, +) == family.value(of: measure.metric, in: whole), "seed \(seed)")
      }
    }
  }

  @Test func `the numbers of the table add up to those of the decision`() throws {
    for seed in 0..<600 {
      let random = try RandomProgramCase(seed: seed)
      let reading = try reading(random)
      let status = try reading.status(in: random.month)
      let findings = reading.findings(random.activities, month: random.month)
      #expect(
        findings.compactMap(\.counted).reduce(0) { $0 + $1.minorUnits } == status.counted.money.minorUnits)
      for (place, measure) in random.ladder.measures.enumerated() {
        // An average, and what counts no activity, have no shares of rows: their figures are told beside them.
        let isOfRows = !["active_months", "tenure", "score", "field reach"].contains(measure.metric.rawValue)
        guard !measure.metric.traits.contains(.ratio), isOfRows else { continue }
        let sum = findings.compactMap { $0.shares[place] }.reduce(0, +)
        #expect(sum == status.values[place], "seed \(seed): \(measure)")
      }
    }
  }

  @Test func `replaying the activity gives the same history, and more of the past is its beginning`() throws {
    for seed in 0..<40 {
      let random = try RandomProgramCase(seed: seed)
      var terms = random.ladder.terms
      terms.movement = MovementPolicy()
      let ladder = TierLadder(tiers: random.ladder.tiers, terms: terms, currency: usd)
      let history = try reading(random, ladder: ladder).history(upTo: random.month)
      let shuffled = try reading(random, random.activities.reversed(), ladder: ladder).history(
        upTo: random.month)
      #expect(history == shuffled, "seed \(seed)")
      let reading = try reading(random, ladder: ladder)
      let part = try reading.history(upTo: reading.monthBefore(random.month))
      #expect(Array(history.standings.dropLast()) == part.standings, "seed \(seed)")
      #expect(Array(history.events.prefix(part.events.count)) == part.events, "seed \(seed)")
    }
  }
}
