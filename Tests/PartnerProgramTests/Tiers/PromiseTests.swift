import Mail
import Testing

@testable import PartnerProgram

/// What partners are promised in plain sentences, with the numbers of the sentence.
@Suite struct PromiseTests {
  @Test func `who reaches 16 earns 30 percent on all referrals of the month, not just those above 16`() throws
  {
    let result = try status(exampleLadder(), sales(16, in: "2026-10", prefix: "S"))
    #expect(result.commission == dollars(16 * 10_000 * 30 / 100) && result.bands.isEmpty)
    let below = try status(exampleLadder(), sales(15, in: "2026-10", prefix: "S"))
    #expect(below.commission == dollars(15 * 10_000 * 25 / 100))
  }

  @Test func `either revenue or a number of registered deals reaches the tier`() throws {
    let deals = Measure(try #require(Metric(word: "deals_registered")), over: .month)
    func rule(_ joining: Tier.Joining) -> TierLadder {
      var tier = Tier(id: "gold", name: "Gold", from: 0, rate: Rate(basisPoints: 2_500))
      tier.requirements = [
        Requirement(Measure(.netRevenue, over: .month), from: 50_000), Requirement(deals, from: 2),
      ]
      tier.joining = joining
      let base = Tier(id: "base", name: "Base", from: 0, rate: Rate(basisPoints: 2_000))
      return TierLadder(tiers: [base, tier], terms: LadderTerms(metric: .netRevenue), currency: usd)
    }
    let revenue = [try sale("S", "2026-10-05T10:00:00Z", cents: 50_000)]
    let registered = [
      try activity("1", "deal_registered", "2026-10-05T10:00:00Z"),
      try activity("2", "deal_registered", "2026-10-06T10:00:00Z"),
    ]
    #expect(try status(rule(.any), revenue).tier.id == "gold")
    #expect(try status(rule(.any), registered).tier.id == "gold")
    #expect(try status(rule(.any), [registered[0]]).tier.id == "base")
    #expect(try status(rule(.all), revenue).tier.id == "base")
    #expect(try status(rule(.all), revenue + registered).tier.id == "gold")
  }

  @Test func `a row that comes late is rewarded for the day on which it happened`() throws {
    let known = try sales(5, in: "2026-10", prefix: "S")
    let late = known + [try sale("L", "2026-10-20T10:00:00Z")]
    func reading(_ activities: [Activity]) throws -> PartnerReading {
      try evaluator(movingLadder()).reading(
        partner(joined: CivilDate(year: 2026, month: 10, day: 1)), activities: activities,
        asOf: at("2026-12-10T12:00:00Z"))
    }
    let december = Month(year: 2026, number: 12)
    let before = try reading(known).history(upTo: december)
    let after = try reading(late).history(upTo: december)
    let new = Corrections(policy: MovementPolicy()).events(
      known: before.events, replayed: after.events, on: CivilDate(year: 2026, month: 12, day: 10))
    #expect(
      new.map { "\($0.on) \($0.kind.rawValue)" } == [
        "2026-10-20 tier.advanced", "2026-10-20 bonus.granted", "2026-11-17 tier.at_risk",
        "2026-12-01 tier.dropped",
      ])
    let october = try reading(late).status(in: Month(year: 2026, number: 10), standing: after.standings[0])
    #expect(october.tier.id == "growth" && october.commission == dollars(6 * 10_000 / 4))
  }

  @Test(arguments: TierLadder.Basis.allCases)
  func `the tier counts the same money that is paid`(basis: TierLadder.Basis) throws {
    let rule = try ladder("net_revenue", bounds: [50_000]) {
      $0.basis = basis
      $0.netOf = [.fees]
    }
    var charged = try sale("A", "2026-10-02T10:00:00Z", cents: 30_000)
    charged.fee = dollars(500)
    let activities = [
      charged, try sale("B", "2026-10-03T10:00:00Z", cents: 20_000, status: .pending),
      try sale("C", "2026-11-29T10:00:00Z", cents: 70_000),
      try sale("D", "2026-10-30T10:00:00Z", cents: 9_000),
      try refund("R", of: "D", "2026-11-05T10:00:00Z", cents: 4_000),
    ]
    let result = try status(rule, activities, asOf: "2026-11-28T10:00:00Z")
    #expect(result.earned.money.minorUnits == result.values[0])
    #expect(result.commission.minorUnits == result.tier.rate.share(of: result.values[0]))
  }

  @Test func `a trial is no customer, and a year paid ahead is one`() throws {
    var year = try activity("Y", "sale", "2026-10-03T10:00:00Z", cents: 120_000, customer: "C1")
    year.recurring = Activity.Recurring(isRenewal: false, months: 12)
    var renewal = try activity("N", "sale", "2026-10-20T10:00:00Z", cents: 5_000, customer: "C2")
    renewal.recurring = Activity.Recurring(isRenewal: true)
    let activities = [
      try activity("T", "trial", "2026-10-01T10:00:00Z", customer: "C1"), year,
      try activity("T2", "trial", "2026-10-02T10:00:00Z", customer: "C3"),
      try activity("F", "sale", "2026-08-20T10:00:00Z", cents: 5_000, customer: "C2"), renewal,
    ]
    func value(_ word: String) throws -> Int64 { try status(ladder(word, bounds: [1]), activities).values[0] }
    #expect(try value("new_customers") == 1)
    #expect(try value("count trial") == 2)
    #expect(try value("new_mrr") == 10_000)
  }

  @Test func `rules say since when they are in force, and of an earlier period that they were not`() throws {
    let rule = try ladder("conversions", bounds: [6]) {
      $0.effective = CivilDate(year: 2026, month: 10, day: 15)
    }
    let evaluator = try evaluator(rule)
    func text(_ month: Month) throws -> String {
      let recipient = try evaluator.recipient(
        partner(), activities: [], month: month, asOf: at("2027-01-10T12:00:00Z"))
      return TierExplanation(recipient, activities: [], evaluator: evaluator).paragraph
    }
    #expect(try text(october).contains("Rule \(rule.version), in force since 2026-10-15:"))
    #expect(try text(october).contains("The period began before that"))
    #expect(try !text(Month(year: 2026, number: 11)).contains("began before"))
    #expect(try rule.version == ladder("conversions", bounds: [6]).version)
  }
}
