import Mail
import Testing

@testable import PartnerProgram

@Suite struct RateTests {
  private func graduated(_ metric: String, _ bounds: [Int64], _ rate: RateRule = .graduated) throws
    -> TierLadder
  {
    try ladder(metric, bounds: bounds) { $0.rate = rate }
  }

  @Test func `five orders at 20 percent and seven at 25 are 22_92 percent`() throws {
    let activities = try sales(12, in: "2026-10", prefix: "S")
    let result = try status(graduated("conversions", [6, 16]), activities)
    #expect(result.commission == dollars(27_500))
    #expect(result.blendedRate == Rate(basisPoints: 2_292))
    #expect(result.blendedRate.percentText == "22.92%")
    #expect(result.bands.map(\.count) == [5, 7])
    #expect(result.bands.map(\.net) == [50_000, 70_000])
    let whole = try status(graduated("conversions", [6, 16], .wholePeriod), activities)
    #expect(whole.commission == dollars(30_000) && whole.blendedRate == Rate(basisPoints: 2_500))
    #expect(whole.bands.isEmpty)
  }

  @Test func `the order that crosses a bound of money is split by graduated and not by forward only`() throws
  {
    // 800 and then 400 over a bound of 1,000 dollars.
    let activities = [
      try sale("A", "2026-10-05T10:00:00Z", cents: 80_000),
      try sale("B", "2026-10-06T10:00:00Z", cents: 40_000),
      try sale("C", "2026-10-07T10:00:00Z", cents: 10_000),
    ]
    let split = try status(graduated("net_revenue", [100_000]), activities)
    #expect(split.bands.map(\.net) == [100_000, 30_000])
    #expect(split.commission == dollars(20_000 + 7_500))
    let forward = try status(graduated("net_revenue", [100_000], .forwardOnly), activities)
    #expect(forward.bands.map(\.net) == [120_000, 10_000])
    #expect(forward.commission == dollars(24_000 + 2_500))
    #expect(forward.tier.id == "t1")
  }

  @Test func `forward only pays the sixth order by the tier of the fifth`() throws {
    let result = try status(
      graduated("conversions", [6], .forwardOnly), sales(7, in: "2026-10", prefix: "S"))
    #expect(result.bands.map(\.count) == [6, 1])
  }

  @Test(arguments: RateRule.allCases)
  func `the commissions of the orders add up to the period's whatever is rounded`(rule: RateRule) throws {
    var random = SeededRandom(seed: 7, stream: 3, index: 1)
    let activities = try (0..<200).map { index in
      try sale(
        "S\(index)", "2026-10-\(index % 20 + 10)T10:00:\(index % 50 + 10)Z",
        cents: Int64(random.number(in: 0...999)))
    }
    let rule = try graduated("conversions", [20, 90], rule)
    let reading = try evaluator(rule).reading(
      partner(), activities: activities, asOf: at("2026-12-15T00:00:00Z"))
    let run = try reading.commissionLines(in: october)
    let total = try reading.status(in: october).commission.minorUnits
    #expect(run.lines.count == 200)
    #expect(run.lines.reduce(0) { $0 + $1.commission } == total)
    #expect(run.commission == total)
    for line in run.lines {
      // No order is more than a cent from its own share.
      let own = rule.tiers[line.tier].rate.share(of: line.net)
      #expect(abs(line.commission - own) <= 1)
    }
  }

  @Test func `the rounded sum is half away from zero`() throws {
    let six = try (0..<6).map { try sale("S\($0)", "2026-10-05T10:00:0\($0)Z", cents: 3) }
    let reading = try evaluator(exampleLadder()).reading(
      partner(), activities: six, asOf: at("2026-12-15T00:00:00Z"))
    let run = try reading.commissionLines(in: october)
    // 0.75 cents each: 0.75 1.5 2.25 3 3.75 4.5 become 1 2 2 3 4 5.
    #expect(run.lines.map(\.commission) == [1, 1, 0, 1, 1, 1])
    #expect(run.commission == 5)
  }

  @Test func `a lifetime ladder goes on from where the month before ended`() throws {
    let rule = try ladder("conversions", bounds: [3], window: .lifetime) { $0.rate = .graduated }
    let activities = [
      try sale("A", "2026-08-05T10:00:00Z"), try sale("B", "2026-10-05T10:00:00Z"),
      try sale("C", "2026-10-06T10:00:00Z"), try sale("D", "2026-10-07T10:00:00Z"),
    ]
    let result = try status(rule, activities)
    #expect(result.bands.map(\.count) == [1, 2])
    #expect(result.commission == dollars(2_000 + 5_000))
  }

  @Test func `renewals earn by the rule and count all the same`() throws {
    func payment(_ id: String, _ day: String, renewal: Bool) throws -> Activity {
      var sale = try sale(id, "\(day)T10:00:00Z")
      sale.customer = "C1"
      sale.recurring = Activity.Recurring(isRenewal: renewal)
      return sale
    }
    let activities = [
      try payment("A", "2026-07-05", renewal: false), try payment("B", "2026-10-04", renewal: true),
      try payment("C", "2026-10-05", renewal: true), try payment("D", "2026-10-20", renewal: false),
    ]
    func earned(_ rule: RecurringRule) throws -> Int {
      let result = try status(ladder("conversions", bounds: [9]) { $0.recurring = rule }, activities)
      #expect(result.value == 3)
      return result.earned.count
    }
    #expect(try earned(.always) == 3)
    #expect(try earned(.newOnly) == 1)
    #expect(try earned(.months(3)) == 2)
  }
}
