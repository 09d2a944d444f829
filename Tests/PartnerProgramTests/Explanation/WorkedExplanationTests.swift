import Foundation
import Mail
import Testing

@testable import PartnerProgram

/// Three programs worked by hand: what `tierpost tiers explain` prints is recorded as files, and each number of the
/// paragraph is added up again from the columns below it.
///
/// `RECORD=1 swift test --filter WorkedExplanationTests` writes the files anew.
@Suite struct WorkedExplanationTests {
  private func printed(
    _ name: String, _ ladder: TierLadder, _ activities: [Activity], asOf clock: String
  ) throws -> PrintedExplanation {
    let evaluator = try evaluator(ladder)
    let recipient = try evaluator.recipient(
      partner(), activities: activities, month: october, asOf: at(clock))
    let explanation = TierExplanation(recipient, activities: activities, evaluator: evaluator)
    let text =
      ([explanation.paragraph, ""]
      + [TierExplanation.MeasureLine.headings].map { $0.joined(separator: " | ") }
      + explanation.measures.map { $0.cells.joined(separator: " | ") } + [""]
      + [TierExplanation.Row.headings].map { $0.joined(separator: " | ") }
      + explanation.rows.map { $0.cells.joined(separator: " | ") } + [""]).joined(separator: "\n")
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appendingPathComponent("Cases/explained-\(name).txt")
    if ProcessInfo.processInfo.environment["RECORD"] != nil { try Data(text.utf8).write(to: file) }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
    return PrintedExplanation(explanation)
  }

  @Test func `graduated: the bands of the paragraph are the rates of the rows`() throws {
    let rule = try ladder("net_revenue", bounds: [100_000, 250_000]) { $0.rate = .graduated }
    let activities = [
      try sale("A", "2026-10-02T15:00:00Z", cents: 70_000),
      // Crosses the first bound: 300 dollars below it, 500 above.
      try sale("B", "2026-10-09T15:00:00Z", cents: 80_000),
      try sale("C", "2026-10-12T15:00:00Z", cents: 110_001),
      try refund("D", of: "C", "2026-10-20T15:00:00Z", cents: 10_000),
      try sale("E", "2026-10-28T15:00:00Z", cents: 5_000, status: .pending),
    ]
    let found = try printed("graduated", rule, activities, asOf: "2026-10-30T16:00:00Z")
    // 1,000.00 at 20 %, 1,500.00 at 25 % and 0.01 at 30 %: 200.00 + 375.00 + 0.003.
    #expect(found.net == 250_001 && found.commission == 57_500)
    #expect(found.byRate == ["20%": 100_000, "25%": 150_000, "30%": 1])
    #expect(found.paragraph.contains("make a commission of USD 575.00, a blended rate of 23%"))
    #expect(found.paragraph.contains("Not counted: 1 pending (USD 50.00)."))
  }

  @Test func `score: the points of the paragraph are those of its parts`() throws {
    let leads = try #require(Metric(word: "leads"))
    let retention = try #require(Metric(word: "retention"))
    let rule = try ladder("score", bounds: [1_000, 2_500], window: .quarter) { terms in
      terms.score = Score(parts: [
        Score.Part(measure: Measure(.netRevenue, over: .quarter), points: 100, per: 10_000),
        Score.Part(measure: Measure(leads, over: .quarter), points: 50, per: 1),
        Score.Part(
          measure: Measure(retention, over: .quarter), points: 100, per: 1_000),
      ])
    }
    let activities = [
      try activity("A", "sale", "2026-08-02T15:00:00Z", cents: 20_000, customer: "C-1"),
      try activity("B", "sale", "2026-09-02T15:00:00Z", cents: 20_000, customer: "C-2"),
      try activity("C", "sale", "2026-10-02T15:00:00Z", cents: 35_050, customer: "C-1"),
      try activity("D", "lead", "2026-10-03T15:00:00Z"), try activity("E", "lead", "2026-10-04T15:00:00Z"),
      try activity("F", "lead", "2026-10-05T15:00:00Z"),
      try activity("G", "lead", "2026-10-06T15:00:00Z", status: .reversed),
    ]
    let found = try printed("score", rule, activities, asOf: "2026-10-30T16:00:00Z")
    // 350.50 dollars are 3.5 points, three leads 1.5, one of two customers again 5.
    #expect(found.measures[0].value == "10 points")
    #expect(found.measures[0].made.hasPrefix("3.5 for net revenue") && found.net == 35_050)
    #expect(found.sum(of: "leads") == 3 && found.measures[2].value == "3")
    #expect(
      found.measures[3].cells == [
        "retention", "2026-Q4", "50%", "", "", "1 of 2 customers of the time before",
      ])
    #expect(found.rows.filter { $0.verdict.hasSuffix("before)") }.map(\.activity) == ["A", "B"])
    #expect(found.rows.filter { $0.verdict.hasSuffix("again)") }.map(\.activity) == ["C"])
    // 350.50 at 25 % is 87.625: half a cent goes up.
    #expect(found.commission == 8_763)
  }

  @Test func `rolling with refunds: what fell out, what was taken back and what earns are told apart`() throws
  {
    let rule = try ladder("net_revenue", bounds: [50_000], window: .rolling(days: 20))
    let activities = [
      // Out of the window of 20 days to 31 October, and of the month all the same: it earns and does not count.
      try sale("A", "2026-10-05T15:00:00Z", cents: 30_000),
      try sale("B", "2026-10-14T15:00:00Z", cents: 40_000),
      try refund("C", of: "B", "2026-10-16T15:00:00Z", cents: 15_000),
      try sale("D", "2026-10-20T15:00:00Z", cents: 9_000),
      try refund("E", of: "D", "2026-10-25T15:00:00Z", cents: 9_000),
      try sale("F", "2026-10-31T15:00:00Z", cents: 24_999),
    ]
    let found = try printed("rolling", rule, activities, asOf: "2026-11-02T16:00:00Z")
    #expect(found.net == 25_000 + 24_999)
    // 799.99 dollars of October at 20 % are 159.998.
    #expect(found.commission == 16_000)
    #expect(
      found.measures[0].cells == [
        "net revenue", "2026-10-12..2026-10-31", "USD 499.99", "USD 500.00", "USD 0.01", "",
      ])
    #expect(found.paragraph.contains("Not counted: 1 refunded in full (USD 90.00)."))
    #expect(found.paragraph.contains("1 refund or chargeback took USD 150.00 off sales that still count."))
    #expect(found.rows[0].verdict == "earns, but lies outside of the rolling 20 days")
  }
}
