import Mail
import Testing

@testable import PartnerProgram

/// What guides to partner programs contradict each other in: each settled, and said by a test.
@Suite struct TrapTests {
  private func explained(_ ladder: TierLadder, _ activities: [Activity], asOf clock: String) throws -> String
  {
    let evaluator = try evaluator(ladder)
    let recipient = try evaluator.recipient(
      partner(), activities: activities, month: october, asOf: at(clock))
    return TierExplanation(recipient, activities: activities, evaluator: evaluator).paragraph
  }

  @Test func `8 of 16 when the month is over are never 8 more next month`() throws {
    let activities = try sales(8, in: "2026-10", prefix: "S")
    let over = try explained(exampleLadder(), activities, asOf: "2026-11-01T12:00:00Z")
    #expect(over.contains("November 2026 started from 0 and needs the whole 16."))
    #expect(!over.contains("8 more"))
    #expect(
      try explained(exampleLadder(), activities, asOf: "2026-10-30T12:00:00Z").contains("8 more this month"))
    // Where nothing starts again, what counted counts on.
    let lifetime = try ladder("conversions", bounds: [6, 16], window: .lifetime)
    let open = try explained(lifetime, activities, asOf: "2026-11-01T12:00:00Z")
    #expect(open.contains("Nothing starts again from 0") && !open.contains("needs the whole"))
  }

  @Test func `12 of 16 is three quarters of the way, counted from 0, and a full bar means reached`() throws {
    func progress(_ value: Int64, _ bound: Int64) -> Int {
      TierStatus.Distance(measure: Measure(.conversions, over: .month), value: value, from: bound).progress
    }
    #expect(progress(12, 16) == 75)
    #expect(progress(15_999, 16_000) == 99 && progress(16_000, 16_000) == 100)
  }

  @Test(arguments: [(100_000, "t0"), (100_050, "t1"), (100_099, "t1"), (100_001, "t1"), (99_999, "t0")])
  func `there is no gap between two tiers, not at 1,000_50`(cents: Int64, tier: String) throws {
    // "Up to 1,000 dollars" and "from 1,001 dollars" is said as a lower bound: more than 1,000.
    let rule = try ladder("net_revenue", bounds: [100_001])
    #expect(try status(rule, [sale("S", "2026-10-05T10:00:00Z", cents: cents)]).tier.id == tier)
  }

  @Test(arguments: [1, 2, 3, 4, 7, 12])
  func `a ladder has any number of tiers`(count: Int) throws {
    let tiers = (0..<count).map { place in
      "    - {id: t\(place), name: T\(place), rate: \(10 + place)%\(place == 0 ? "" : ", from: \(place * 5)")}"
    }
    let text =
      "program: {name: A, currency: USD, time_zone: UTC, postal_address: B}\ndata: {partners: p.csv, activity: a.csv}\n"
      + "tiers:\n  metric: conversions\n  ladder:\n" + tiers.joined(separator: "\n") + "\n"
    #expect(try readSettings(text).settings?.ladder.tiers.count == count)
  }

  @Test func `whole period, graduated and forward only are three rules with three commissions`() throws {
    let activities = [
      try sale("A", "2026-10-02T10:00:00Z", cents: 80_000),
      try sale("B", "2026-10-03T10:00:00Z", cents: 40_000),
    ]
    func commission(_ rate: RateRule) throws -> Int64 {
      try status(ladder("net_revenue", bounds: [100_000]) { $0.rate = rate }, activities).commission
        .minorUnits
    }
    // 1,200 at 25 %; 1,000 at 20 % and 200 at 25 %; the order that crosses keeps 20 % whole.
    #expect(try commission(.wholePeriod) == 30_000)
    #expect(try commission(.graduated) == 25_000)
    #expect(try commission(.forwardOnly) == 24_000)
  }

  @Test func `what is reached is detected at once and applied by the policy`() throws {
    let activities = try sales(7, in: "2026-10", prefix: "S")
    func events(_ up: MovementPolicy.Moment) throws -> [String] {
      try evaluator(movingLadder { $0.up = up }).reading(
        partner(joined: CivilDate(year: 2026, month: 10, day: 1)), activities: activities,
        asOf: at("2026-11-02T12:00:00Z")
      ).history(upTo: october).lines.filter { !$0.contains("bonus") }
    }
    #expect(try events(.atOnce) == ["2026-10-07 tier.advanced growth"])
    #expect(try events(.periodEnd) == ["2026-11-01 tier.advanced growth"])
    #expect(try events(.review) == ["2026-10-07 tier.pending growth"])
  }

  @Test func `a tier won at once is provisional until the money is safe`() throws {
    let activities = try sales(6, in: "2026-10", prefix: "S")
    let rule = exampleLadder()
    let open = try status(rule, activities, asOf: "2026-11-20T12:00:00Z")
    #expect(open.tier.id == "growth" && !open.isFinal)
    let later = activities + [try refund("R", of: "S0", "2026-11-25T12:00:00Z")]
    #expect(try status(rule, later, asOf: "2026-11-26T12:00:00Z").tier.id == "standard")
    // After the last day of the window the rule decides: correct the figures, or keep them.
    let late = activities + [try refund("R", of: "S0", "2026-12-05T12:00:00Z")]
    #expect(try status(rule, late, asOf: "2026-12-10T12:00:00Z").tier.id == "standard")
    var terms = rule.terms
    terms.afterFinal = .keep
    let keeping = TierLadder(tiers: rule.tiers, terms: terms, currency: usd)
    let kept = try status(keeping, late, asOf: "2026-12-10T12:00:00Z")
    #expect(kept.tier.id == "growth" && kept.isFinal && kept.takenBackLate.money == dollars(10_000))
  }

  @Test(arguments: [Window.lifetime, .year])
  func `a keep-rule demotes whatever the window of the ladder`(window: Window) throws {
    let rule = movingLadder(window: window) { _ in
    } tiers: {
      $0[1].keep = [Requirement(Measure(.conversions, over: .quarter), from: 3)]
    }
    let joined = CivilDate(year: 2026, month: 1, day: 1)
    let reading = try evaluator(rule).reading(
      partner(joined: joined), activities: sales(7, in: "2026-01", prefix: "S"),
      asOf: at("2027-02-02T12:00:00Z"))
    let tiers = try reading.history(upTo: Month(year: 2027, number: 1)).tiers
    #expect(tiers.first == 1 && tiers.last == 0)
  }

  @Test func `5 at 20 percent and 7 at 25 are 22_92 percent graduated and 25 whole`() throws {
    let activities = try sales(12, in: "2026-10", prefix: "S")
    let graduated = try status(ladder("conversions", bounds: [6]) { $0.rate = .graduated }, activities)
    #expect(graduated.blendedRate == Rate(basisPoints: 2_292) && graduated.commission == dollars(27_500))
    let whole = try status(ladder("conversions", bounds: [6]), activities)
    #expect(whole.blendedRate == Rate(basisPoints: 2_500) && whole.commission == dollars(30_000))
  }

  @Test func `a drop is one tier or as far as the figures go, by the rule`() {
    #expect(replay([20, 0, 0]) { $0.stepDown = .one }.tiers == [2, 2, 1])
    #expect(replay([20, 0, 0]).tiers == [2, 2, 0])
  }

  @Test func `clicks may decide, and are known to be no outcome`() throws {
    let clicks = try #require(Metric(word: "clicks"))
    #expect(clicks.traits.contains(.vanity))
    let rule = try ladder("clicks", bounds: [2])
    let activities = [
      try activity("1", "click", "2026-10-05T10:00:00Z"), try activity("2", "click", "2026-10-05T10:00:01Z"),
    ]
    #expect(try status(rule, activities).tier.id == "t1")
  }
}
