import Mail
import Testing

@testable import PartnerProgram

@Suite struct TierExplanationTests {
  private func explanation(
    _ activities: [Activity], asOf clock: String, metric: Metric = .conversions
  ) throws -> TierExplanation {
    let evaluator = try evaluator(
      metric == .conversions ? exampleLadder() : exampleLadder(metric: .netRevenue, bounds: (60_000, 160_000))
    )
    let recipient = try evaluator.recipient(
      partner(), activities: activities, month: october, asOf: at(clock))
    return TierExplanation(recipient, activities: activities, evaluator: evaluator)
  }

  @Test func `an open month says how many more and how many days`() throws {
    let activities =
      try sales(12, in: "2026-10", prefix: "S") + sales(3, in: "2026-09", prefix: "T") + [
        sale("P", "2026-10-28T10:00:00Z", status: .pending),
        refund("R", of: "S1", "2026-10-20T10:00:00Z", cents: 2_500),
      ]
    let text = try explanation(activities, asOf: "2026-10-29T16:00:00Z").paragraph
    let version = exampleLadder().version
    #expect(
      text == """
        Dana Reyes (P-1) is in tier Growth in October 2026, as of 2026-10-29 12:00 in America/New_York: \
        12 conversions counted, worth USD 1,175.00 net. The tier's rate of 25% makes a commission of USD 293.75. \
        Growth was never reached in a month before, with its bonus of USD 100.00. \
        Not counted: 1 pending (USD 100.00). \
        1 refund or chargeback took USD 25.00 off sales that still count. \
        Growth begins at 6; the next tier, Elite (30%), begins at 16: 4 more this month, with 3 days left, \
        today included (75% of the bound). \
        The status is provisional until 2026-11-30, the last day of the refund window of 30 days, and final after it. \
        In September 2026 it was Standard with 3. \
        Rule \(version): the number of approved and paid sales less what was taken back, in a calendar month of \
        America/New_York; the rate of the tier reached applies to the whole month.
        """)
  }

  @Test func `a month that is over says that the next one started from 0`() throws {
    let text = try explanation(sales(12, in: "2026-10", prefix: "S"), asOf: "2026-11-01T09:00:00Z").paragraph
    #expect(text.contains("was in tier Growth in October 2026"))
    #expect(text.contains("4 were missing when the month ended (75% of the bound)."))
    #expect(text.contains("November 2026 started from 0 and needs the whole 16."))
    #expect(!text.contains("more this month"))
    let edge = try explanation(sales(12, in: "2026-10", prefix: "S"), asOf: "2026-11-01T04:00:00Z").paragraph
    #expect(edge.contains("started from 0"))
    let second = try explanation(sales(12, in: "2026-10", prefix: "S"), asOf: "2026-11-01T03:59:59Z")
      .paragraph
    #expect(second.contains("4 more this month, with 1 day left"))
  }

  @Test func `after the refund window the status is final`() throws {
    let activities = try sales(12, in: "2026-10", prefix: "S")
    let last = try explanation(activities, asOf: "2026-12-01T04:59:59Z").paragraph
    #expect(last.contains("provisional until 2026-11-30"))
    let after = try explanation(activities, asOf: "2026-12-01T05:00:00Z").paragraph
    #expect(after.contains("The status is final: the refund window of 30 days ended on 2026-11-30."))
  }

  @Test func `net revenue speaks of money`() throws {
    let text = try explanation(
      sales(12, in: "2026-10", prefix: "S"), asOf: "2026-10-29T16:00:00Z", metric: .netRevenue
    ).paragraph
    #expect(text.contains("USD 1,200.00 of net revenue counted, from 12 conversions"))
    #expect(text.contains("begins at USD 1,600.00: USD 400.00 more this month"))
  }

  @Test func `the top tier has no next one and a first tier no bound`() throws {
    let top = try explanation(sales(16, in: "2026-10", prefix: "S"), asOf: "2026-10-29T16:00:00Z").paragraph
    #expect(top.contains("Elite is the top tier; it begins at 16."))
    let none = try explanation([], asOf: "2026-10-31T16:00:00Z").paragraph
    #expect(none.contains("0 conversions counted"))
    #expect(none.contains("Nothing of the month was left out."))
    #expect(none.contains("The next tier, Growth (25%), begins at 6: 6 more this month, with 1 day left"))
  }

  @Test func `the table lists each row of the month with its verdict`() throws {
    let activities = [
      try sale("S2", "2026-10-07T14:30:00Z"), try sale("S1", "2026-10-05T10:00:00Z"),
      try refund("R1", of: "S1", "2026-11-06T10:00:00Z"),
      try refund("R2", of: "S2", "2026-10-08T10:00:00Z", cents: 1_000),
      try sale("S3", "2026-10-08T10:00:00Z", status: .pending), try sale("old", "2026-08-08T10:00:00Z"),
      try refund("R3", of: "gone", "2026-10-09T10:00:00Z"),
      Activity(
        id: "L", partner: "P-1", kind: .other("lead"), status: .approved,
        occurred: try at("2026-10-10T10:00:00Z")),
      try sale("later", "2026-10-31T10:00:00Z"),
    ]
    let explanation = try explanation(Array(activities.dropLast()), asOf: "2026-11-07T00:00:00Z")
    #expect(
      explanation.rows.map { "\($0.activity): \($0.counted)| \($0.verdict)" } == [
        "S1: | not counted: refunded in full",
        "S2: USD 90.00| counted less USD 10.00 taken back",
        "R2: | takes back S2",
        "S3: | not counted: pending, not approved yet",
        "R3: | takes nothing back: its sale is not among the partner's activity",
        "L: | not counted: no sale",
        "R1: | takes back S1",
      ])
    #expect(explanation.rows.first?.occurred == "2026-10-05 06:00")
    #expect(explanation.elsewhere == 1)
    let open = try self.explanation(activities, asOf: "2026-10-30T00:00:00Z")
    #expect(open.rows.last?.verdict == "not counted: at the clock or later")
  }
}
