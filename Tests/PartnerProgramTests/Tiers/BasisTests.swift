import Mail
import Testing

@testable import PartnerProgram

@Suite struct BasisTests {
  @Test func `fees and taxes are taken off net money where the ladder says so`() throws {
    var one = try sale("S", "2026-10-05T10:00:00Z")
    one.fee = dollars(300)
    one.tax = dollars(1_900)
    var small = try sale("T", "2026-10-05T11:00:00Z", cents: 500)
    small.fee = dollars(300)
    small.tax = dollars(95)
    let activities = [one, small, try refund("R", of: "T", "2026-10-06T10:00:00Z", cents: 400)]
    func net(_ netOf: LadderTerms.NetOf) throws -> Int64 {
      try status(ladder("net_revenue", bounds: [1]) { $0.netOf = netOf }, activities).value
    }
    #expect(try net([]) == 10_100)
    #expect(try net(.fees) == 9_700)
    #expect(try net(.taxes) == 8_105)
    #expect(try net([.fees, .taxes]) == 7_800)
  }

  @Test func `safe money counts once its own refund window is over`() throws {
    let rule = try ladder("conversions", bounds: [1]) { $0.basis = .safe }
    let bought = [try sale("S", "2026-10-05T10:00:00Z")]
    let early = try status(rule, bought, asOf: "2026-11-04T12:00:00Z")
    #expect(early.value == 0 && early.excluded[.inRefundWindow]?.count == 1)
    #expect(try status(rule, bought, asOf: "2026-11-05T12:00:00Z").value == 1)
    let gross = try ladder("gross_revenue", bounds: [1]) { $0.basis = .safe }
    let refunded = bought + [try refund("R", of: "S", "2026-10-06T10:00:00Z")]
    #expect(try status(gross, refunded, asOf: "2026-11-04T12:00:00Z").value == 0)
    #expect(try status(gross, refunded, asOf: "2026-11-05T12:00:00Z").value == 10_000)
  }

  @Test func `a refund after the final status corrects it or leaves it, by the rule`() throws {
    let activities = [
      try sale("S", "2026-10-05T10:00:00Z"), try sale("T", "2026-10-06T10:00:00Z"),
      try refund("late", of: "S", "2026-12-01T05:00:00Z"),
      try refund("just", of: "T", "2026-12-01T04:59:59Z", cents: 1_000),
    ]
    let correct = try status(ladder("conversions", bounds: [2]), activities)
    #expect(correct.tier.id == "t0" && correct.takenBackLate.count == 0)
    let keep = try status(ladder("conversions", bounds: [2]) { $0.afterFinal = .keep }, activities)
    #expect(keep.tier.id == "t1" && keep.counted.money == dollars(19_000))
    #expect(keep.takenBackLate == TierStatus.Tally(count: 1, money: dollars(10_000)))
    // The quarter is final two months later.
    let quarter = try status(
      ladder("conversions", bounds: [2], window: .quarter) { $0.afterFinal = .keep }, activities,
      asOf: "2027-03-15T00:00:00Z")
    #expect(quarter.tier.id == "t0")
  }

  @Test func `a ladder of some partners applies to them, and a default rate by type to the rest`() throws {
    let own = try ladder("conversions", bounds: [2])
    let theirs = try ladder("conversions", bounds: [1])
    var agency = own.tiers
    agency[0].rate = Rate(basisPoints: 1_500)
    let evaluator = TierEvaluator(
      ladder: own,
      segmentLadders: [
        SegmentLadder(
          name: "creators",
          conditions: [
            .init(attribute: "type", values: ["creator"]), .init(attribute: "country", values: ["DE", "AT"]),
          ], ladder: theirs),
        SegmentLadder(
          name: "agency", conditions: [.init(attribute: "type", values: ["agency"])],
          ladder: TierLadder(tiers: agency, terms: own.terms, currency: usd)),
      ], currency: usd, calendar: try calendar())
    func result(_ type: String?, _ country: String? = nil) throws -> TierStatus {
      var someone = try partner()
      someone.type = type
      someone.country = country
      return try evaluator.recipient(
        someone, activities: [sale("S", "2026-10-05T10:00:00Z")], month: october,
        asOf: at("2026-12-15T00:00:00Z")
      ).status
    }
    #expect(try result("creator", "AT").tier.id == "t1")
    #expect(try result("creator", "AT").ladderName == "creators")
    #expect(try result("creator", "FR").tier.id == "t0")
    #expect(try result("agency").commission == dollars(1_500))
    #expect(try result(nil).commission == dollars(2_000))
  }
}
