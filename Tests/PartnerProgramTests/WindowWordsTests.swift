import Mail
import Testing

@testable import PartnerProgram

/// What an explanation says follows the window, the metric and the rate.
@Suite struct WindowWordsTests {
  private func paragraph(
    _ ladder: TierLadder, _ activities: [Activity], in month: String = "2026-10", asOf clock: String
  ) throws -> String {
    try explanation(ladder, activities, in: month, asOf: clock).paragraph
  }

  private func explanation(
    _ ladder: TierLadder, _ activities: [Activity], in month: String = "2026-10", asOf clock: String
  ) throws -> TierExplanation {
    let evaluator = try evaluator(ladder)
    let recipient = try evaluator.recipient(
      partner(), activities: activities, month: try #require(Month(month)), asOf: at(clock))
    return TierExplanation(recipient, activities: activities, evaluator: evaluator)
  }

  @Test func `a quarter speaks of the quarter`() throws {
    let rule = try ladder("conversions", bounds: [16], window: .quarter)
    let activities = try sales(12, in: "2026-10", prefix: "S")
    let open = try paragraph(rule, activities, in: "2026-11", asOf: "2026-11-29T16:00:00Z")
    #expect(open.contains("is in tier T0 in the fourth quarter of 2026"))
    #expect(open.contains("4 more this quarter, with 33 days left, today included (75% of the bound)."))
    #expect(
      open.contains(
        "in a calendar quarter of America/New_York; the rate of the tier reached applies to the whole quarter."
      ))
    let over = try paragraph(rule, activities, in: "2026-11", asOf: "2027-01-05T16:00:00Z")
    #expect(
      over.contains(
        "4 were missing when the quarter ended (75% of the bound). The first quarter of 2027 started from 0 and needs the whole 16."
      ))
    #expect(!over.contains("month"))
  }

  @Test func `a rolling window never says this month nor that anything starts from 0`() throws {
    let rule = try ladder("net_revenue", bounds: [200_000], window: .rolling(days: 90))
    let activities = try sales(12, in: "2026-10", prefix: "S")
    let open = try paragraph(rule, activities, asOf: "2026-10-29T16:00:00Z")
    #expect(open.contains("in the 90 days to 2026-10-29"))
    #expect(
      open.contains(
        "USD 800.00 more within 90 days, while older days fall out one by one (60% of the bound)."))
    let over = try paragraph(rule, activities, asOf: "2026-11-29T16:00:00Z")
    #expect(over.contains("Nothing starts again from 0: each day counts for 90 days."))
    #expect(!over.contains("started from 0") && !open.contains("this month"))
  }

  @Test func `a lifetime keeps what counted`() throws {
    let rule = try ladder("conversions", bounds: [16], window: .lifetime)
    let open = try paragraph(rule, sales(12, in: "2026-10", prefix: "S"), asOf: "2026-10-29T16:00:00Z")
    #expect(open.contains("4 more at any time, for nothing starts again from 0 (75% of the bound)."))
    #expect(
      open.contains(
        "since joining, never starting again; the rate of the tier reached applies to the whole month."))
  }

  @Test func `graduated names its bands and the blended rate`() throws {
    let rule = try ladder("conversions", bounds: [6, 16]) { $0.rate = .graduated }
    let text = try paragraph(rule, sales(12, in: "2026-10", prefix: "S"), asOf: "2026-11-29T16:00:00Z")
    #expect(
      text.contains(
        "USD 500.00 (5 conversions) at 20% and USD 700.00 (7 conversions) at 25% make a commission of USD 275.00, a blended rate of 22.92%."
      ))
  }

  @Test func `several requirements are listed with what is missing of each`() throws {
    let leads = try #require(Metric(word: "leads"))
    var top = Tier(id: "top", name: "Top", from: 0, rate: Rate(basisPoints: 3_000))
    top.requirements = [
      Requirement(Measure(.netRevenue, over: .month), from: 50_000),
      Requirement(Measure(leads, over: .quarter), from: 3),
    ]
    let rule = TierLadder(
      tiers: [Tier(id: "base", name: "Base", from: 0, rate: Rate(basisPoints: 2_000)), top],
      terms: LadderTerms(metric: .netRevenue), currency: usd)
    let activities =
      try sales(6, in: "2026-10", prefix: "S") + [activity("L", "lead", "2026-10-06T10:00:00Z")]
    let found = try explanation(rule, activities, asOf: "2026-10-29T16:00:00Z")
    #expect(
      found.paragraph.contains(
        "USD 600.00 of net revenue, leads: 1 (quarter), with 6 conversions worth USD 600.00 net."))
    #expect(
      found.paragraph.contains(
        "The next tier, Top (30%), needs all of: net revenue of USD 500.00, which is reached; leads of 3 (quarter), 2 more (33% of the way)."
      ))
    #expect(
      found.measures.map(\.cells) == [
        ["net revenue", "2026-10", "USD 600.00", "USD 500.00", "", ""],
        ["leads", "2026-Q4", "1", "3", "2", ""],
      ])
    #expect(found.rows.last { $0.activity == "L" }?.verdict == "counted (leads per quarter 1)")
  }

  @Test func `what moved says why the tier is held`() throws {
    let activities = try sales(7, in: "2026-09", prefix: "A") + sales(2, in: "2026-10", prefix: "B")
    let text = try paragraph(movingLadder(), activities, asOf: "2026-11-05T16:00:00Z")
    #expect(text.contains("was in tier Growth in October 2026"))
    #expect(
      text.contains(
        "It is held for the time being, since 2026-09-07, and it was lost on 2026-11-01; the figures themselves reach Standard."
      ))
  }
}
