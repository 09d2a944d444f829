import Mail
import Testing

@testable import PartnerProgram

@Suite struct TierEvaluatorTests {
  @Test func `12 conversions reach Growth with 4 more to Elite and a bar of 75 percent`() throws {
    let activities = try sales(12, in: "2026-10", prefix: "S")
    let result = try evaluator().recipient(
      partner(), activities: activities, month: october, asOf: at("2026-10-29T16:00:00Z"))
    let status = result.status
    #expect(status.tier.id == "growth")
    #expect(status.value == 12)
    #expect(status.next?.id == "elite")
    #expect(status.remaining == 4)
    #expect(status.progress == 75)
    #expect(status.counted == TierStatus.Tally(count: 12, money: dollars(120_000)))
    #expect(status.commission == dollars(30_000))
    #expect(status.daysLeft == 3)
    #expect(!status.isFinal)
    #expect(status.finalOn == CivilDate(year: 2026, month: 11, day: 30))
    #expect(result.reachedFirstTime)
    #expect(result.previous.tier.id == "standard")
    #expect(result.lifetimeSales == 12)
  }

  @Test(arguments: [
    (5, "standard"), (6, "growth"), (15, "growth"), (16, "elite"), (40, "elite"), (0, "standard"),
  ])
  func `a tier begins exactly at its bound`(count: Int, tier: String) throws {
    let result = try evaluator().recipient(
      partner(), activities: sales(count, in: "2026-10", prefix: "S"), month: october,
      asOf: at("2026-11-01T09:00:00Z"))
    #expect(result.status.tier.id == tier)
  }

  @Test func `progress is rounded down and full only when reached`() throws {
    let ladder = exampleLadder(bounds: (6, 1_000))
    for (count, progress) in [(6, 0), (9, 0), (10, 1), (19, 1)] {
      let result = try evaluator(ladder).recipient(
        partner(), activities: sales(count, in: "2026-10", prefix: "S"), month: october,
        asOf: at("2026-11-01T09:00:00Z"))
      #expect(result.status.progress == progress)
    }
    let top = try evaluator().recipient(
      partner(), activities: sales(16, in: "2026-10", prefix: "S"), month: october,
      asOf: at("2026-11-01T09:00:00Z"))
    #expect(top.status.progress == 100)
    #expect(top.status.next == nil)
    #expect(top.status.remaining == nil)
  }

  @Test func `progress of a bound near the top of 64 bits does not overflow`() throws {
    let ladder = exampleLadder(metric: .netRevenue, bounds: (600, .max))
    let result = try evaluator(ladder).recipient(
      partner(), activities: [sale("S", "2026-10-05T10:00:00Z", cents: .max - 1)], month: october,
      asOf: at("2026-11-01T09:00:00Z"))
    #expect(result.status.progress == 99)
  }

  @Test func `a sale at the clock does not count and one a second before does`() throws {
    let activities = [try sale("S1", "2026-10-05T11:59:59Z"), try sale("S2", "2026-10-05T12:00:00Z")]
    let result = try evaluator().recipient(
      partner(), activities: activities, month: october, asOf: at("2026-10-05T12:00:00Z"))
    #expect(result.status.value == 1)
    #expect(result.lifetimeSales == 1)
  }

  @Test func `a month begins and ends at midnight of the program's zone`() throws {
    let activities = [
      try sale("before", "2026-10-01T03:59:59Z"), try sale("first", "2026-10-01T04:00:00Z"),
      try sale("last", "2026-11-01T03:59:59Z"), try sale("after", "2026-11-01T04:00:00Z"),
    ]
    let result = try evaluator().recipient(
      partner(), activities: activities, month: october, asOf: at("2026-12-01T00:00:00Z"))
    #expect(result.status.value == 2)
    #expect(result.previous.value == 1)
    #expect(result.lifetimeSales == 4)
  }

  @Test func `pending counts by the basis and reversed never`() throws {
    let activities = [
      try sale("S1", "2026-10-05T10:00:00Z"), try sale("S2", "2026-10-06T10:00:00Z", status: .pending),
      try sale("S3", "2026-10-07T10:00:00Z", status: .reversed),
      try sale("S4", "2026-10-08T10:00:00Z", status: .paid),
    ]
    let clock = try at("2026-11-01T09:00:00Z")
    let approved = try evaluator().recipient(partner(), activities: activities, month: october, asOf: clock)
    #expect(approved.status.value == 2)
    #expect(approved.status.excluded[.pending] == TierStatus.Tally(count: 1, money: dollars(10_000)))
    #expect(approved.status.excluded[.reversed] == TierStatus.Tally(count: 1, money: dollars(10_000)))
    let all = try evaluator(exampleLadder(basis: .all)).recipient(
      partner(), activities: activities, month: october, asOf: clock)
    #expect(all.status.value == 3)
    #expect(all.status.excluded[.pending] == nil)
  }

  @Test func `a month before joining is the first tier with nothing`() throws {
    let new = try partner(joined: CivilDate(year: 2026, month: 10, day: 20))
    let result = try evaluator().recipient(
      new, activities: [sale("S", "2026-10-25T10:00:00Z")], month: october, asOf: at("2026-11-01T09:00:00Z"))
    #expect(result.previous.tier.id == "standard")
    #expect(result.previous.value == 0)
    #expect(result.reachedFirstTime)
  }

  @Test func `a tier reached in any earlier month is not reached for the first time`() throws {
    let activities = try sales(7, in: "2026-03", prefix: "M") + sales(8, in: "2026-10", prefix: "O")
    let clock = try at("2026-11-01T09:00:00Z")
    let again = try evaluator().recipient(partner(), activities: activities, month: october, asOf: clock)
    #expect(again.status.tier.id == "growth")
    #expect(again.previous.tier.id == "standard")
    #expect(!again.reachedFirstTime)
    let first = try evaluator().recipient(
      partner(), activities: sales(5, in: "2026-03", prefix: "M") + sales(8, in: "2026-10", prefix: "O"),
      month: october, asOf: clock)
    #expect(first.reachedFirstTime)
  }

  @Test func `commission is rounded once and half away from zero`() throws {
    // 25 % of 0.02 is 0.005.
    #expect(Rate(basisPoints: 2_500).share(of: 2) == 1)
    #expect(Rate(basisPoints: 2_500).share(of: -2) == -1)
    #expect(Rate(basisPoints: 2_500).share(of: 1) == 0)
    #expect(Rate(basisPoints: 10_000).share(of: .max) == .max)
    #expect(Rate(basisPoints: 0).share(of: .max) == 0)
    let six = try (0..<6).map { try sale("S\($0)", "2026-10-05T10:00:00Z", cents: 3) }
    let result = try evaluator().recipient(
      partner(), activities: six, month: october, asOf: at("2026-11-01T09:00:00Z"))
    // 18 cents at 25 % are 4.5; each alone would have been rounded to 1.
    #expect(result.status.commission == dollars(5))
  }

  @Test func `a sum over 64 bits is an error and not a number`() throws {
    let activities = [
      try sale("S1", "2026-10-05T10:00:00Z", cents: .max), try sale("S2", "2026-10-05T11:00:00Z", cents: 1),
    ]
    #expect(throws: EvaluationFailure(partner: "P-1", cause: .overflow)) {
      _ = try evaluator().recipient(
        partner(), activities: activities, month: october, asOf: at("2026-11-01T09:00:00Z"))
    }
  }

  @Test func `activity in another currency is an error`() throws {
    var foreign = try sale("S1", "2026-10-05T10:00:00Z")
    foreign.amount = Money(minorUnits: 1, currency: Currency(code: "EUR", exponent: 2))
    let failure = EvaluationFailure(partner: "P-1", cause: .foreignCurrency(activity: "S1", code: "EUR"))
    let activities = [foreign]
    #expect(throws: failure) {
      _ = try evaluator().recipient(
        partner(), activities: activities, month: october, asOf: at("2026-11-01T09:00:00Z"))
    }
  }

  @Test func `the version changes with what decides and not with words`() {
    let ladder = exampleLadder()
    #expect(ladder.version.count == 8)
    #expect(ladder.version == exampleLadder().version)
    #expect(ladder.version != exampleLadder(basis: .all).version)
    #expect(ladder.version != exampleLadder(metric: .netRevenue).version)
    #expect(ladder.version != exampleLadder(bounds: (6, 17)).version)
    var renamed = ladder.tiers
    renamed[1].name = "Rising"
    let same = TierLadder(
      first: renamed[0], rest: Array(renamed.dropFirst()), metric: .conversions, basis: .approved,
      refundWindow: 30, currency: usd)
    #expect(same.version == ladder.version)
  }
}
