import Foundation
import Mail
import Testing

@testable import PartnerProgram

@Suite struct MetricTests {
  private func value(
    _ metric: String, _ activities: [Activity], window: Window = .month, in month: String = "2026-10",
    asOf clock: String = "2026-12-15T00:00:00Z", change: (inout Partner) -> Void = { _ in }
  ) throws -> Int64 {
    try status(
      ladder(metric, bounds: [1], window: window), activities, in: month, asOf: clock, change: change
    ).values[0]
  }

  @Test func `gross revenue is before refunds and net revenue after them`() throws {
    let activities = [
      try sale("S1", "2026-10-05T10:00:00Z"), try sale("S2", "2026-10-06T10:00:00Z"),
      try refund("R1", of: "S1", "2026-10-07T10:00:00Z"),
      try refund("R2", of: "S2", "2026-10-07T10:00:00Z", cents: 1_000),
      try sale("S3", "2026-10-08T10:00:00Z", status: .pending),
      try sale("S4", "2026-10-08T10:00:00Z", status: .reversed),
    ]
    #expect(try value("gross_revenue", activities) == 20_000)
    #expect(try value("net_revenue", activities) == 9_000)
    #expect(try value("conversions", activities) == 1)
    // One sale of two stands with 90 dollars.
    #expect(try value("deal_size", activities) == 4_500)
    #expect(try value("deal_size", []) == 0)
  }

  @Test func `a pending sale that is refunded never counts as gross revenue`() throws {
    let activities = [
      try sale("S1", "2026-10-05T10:00:00Z", status: .pending),
      try refund("R1", of: "S1", "2026-10-07T10:00:00Z"),
    ]
    #expect(try value("gross_revenue", activities) == 0)
  }

  @Test func `a new customer counts where the first sale is, as long as one of the sales stands`() throws {
    let activities = [
      try activity("A", "sale", "2026-09-05T10:00:00Z", cents: 100, customer: "C1"),
      try activity("B", "sale", "2026-10-05T10:00:00Z", cents: 100, customer: "C1"),
      try activity("C", "sale", "2026-10-06T10:00:00Z", cents: 100, customer: "C2"),
      try activity("D", "sale", "2026-10-07T10:00:00Z", cents: 100, customer: "C2"),
      try activity("E", "sale", "2026-10-08T10:00:00Z", cents: 100),
      try activity("F", "sale", "2026-10-09T10:00:00Z", cents: 100, status: .pending, customer: "C3"),
    ]
    #expect(try value("new_customers", activities) == 2)
    #expect(try value("new_customers", activities, in: "2026-09") == 1)
    // The first sale of C1 is refunded, and the second one keeps the customer where the first one was won.
    let refunded = activities + [try refund("R", of: "A", "2026-10-20T10:00:00Z", cents: 100)]
    #expect(try value("new_customers", refunded) == 2)
    #expect(try value("new_customers", refunded, in: "2026-09") == 1)
    let gone = refunded + [try refund("Q", of: "B", "2026-10-21T10:00:00Z", cents: 100)]
    #expect(try value("new_customers", gone) == 2)
    #expect(try value("new_customers", gone, in: "2026-09") == 0)
  }

  @Test func `retention is the share of the customers of the window before who bought again`() throws {
    let activities = [
      try activity("A", "sale", "2026-09-05T10:00:00Z", cents: 100, customer: "C1"),
      try activity("B", "sale", "2026-09-06T10:00:00Z", cents: 100, customer: "C2"),
      try activity("C", "sale", "2026-09-07T10:00:00Z", cents: 100, customer: "C3"),
      try activity("D", "sale", "2026-10-05T10:00:00Z", cents: 100, customer: "C1"),
      try activity("E", "sale", "2026-10-06T10:00:00Z", cents: 100, customer: "C3"),
      try activity("F", "sale", "2026-10-06T10:00:00Z", cents: 100, customer: "C4"),
    ]
    #expect(try value("retention", activities) == 6_666)
    #expect(try value("retention", activities, in: "2026-09") == 0)
    // Who took back what was bought in September still is one of three.
    let refunded = activities + [try refund("R", of: "B", "2026-09-20T10:00:00Z", cents: 100)]
    #expect(try value("retention", refunded) == 6_666)
  }

  @Test func `commission is what rows state less the share taken back`() throws {
    let activities = [
      try activity("A", "sale", "2026-10-05T10:00:00Z", cents: 10_000, commission: 2_001),
      try activity("B", "sale", "2026-10-05T10:00:00Z", cents: 10_000),
      try refund("R", of: "A", "2026-10-07T10:00:00Z", cents: 2_500),
    ]
    #expect(try value("commission", activities) == 1_500)
  }

  @Test func `active months in a row end with a month without a sale and not with the open one`() throws {
    let activities = [
      try sale("J", "2026-06-05T10:00:00Z"), try sale("A", "2026-08-05T10:00:00Z"),
      try sale("S", "2026-09-05T10:00:00Z"), try sale("O", "2026-10-05T10:00:00Z"),
    ]
    #expect(try value("active_months", activities) == 3)
    #expect(try value("active_months", activities, in: "2026-11", asOf: "2026-11-20T00:00:00Z") == 3)
    #expect(try value("active_months", activities, in: "2026-11", asOf: "2026-12-01T05:00:00Z") == 0)
    let gone = activities + [try refund("R", of: "S", "2026-10-06T10:00:00Z")]
    #expect(try value("active_months", gone) == 1)
  }

  @Test(arguments: [
    ("2026-10", "2026-12-15T00:00:00Z", 33), ("2026-10", "2026-10-14T12:00:00Z", 32),
    ("2024-02", "2024-02-14T12:00:00Z", 0), ("2024-02", "2024-02-15T12:00:00Z", 1),
  ])
  func `tenure counts whole months since joining`(month: String, clock: String, months: Int64) throws {
    #expect(try value("tenure", [], in: month, asOf: clock) == months)
  }

  @Test func `joined on the last of January is one month on the last of February`() throws {
    func joined(_ partner: inout Partner) { partner.joined = CivilDate(year: 2028, month: 1, day: 31) }
    #expect(try value("tenure", [], in: "2028-02", asOf: "2028-02-28T12:00:00Z", change: joined) == 0)
    #expect(try value("tenure", [], in: "2028-02", asOf: "2028-02-29T12:00:00Z", change: joined) == 1)
  }

  @Test func `recurring revenue is by month, of what is paid for on the last day`() throws {
    var year = try sale("Y", "2026-03-10T10:00:00Z", cents: 120_000)
    year.recurring = Activity.Recurring(isRenewal: false, months: 12)
    var month = try sale("M", "2026-10-20T10:00:00Z", cents: 5_000)
    month.recurring = Activity.Recurring(isRenewal: false)
    var old = try sale("O", "2026-09-20T10:00:00Z", cents: 7_000)
    old.recurring = Activity.Recurring(isRenewal: false)
    var renewal = try sale("N", "2026-10-25T10:00:00Z", cents: 3_000)
    renewal.recurring = Activity.Recurring(isRenewal: true)
    let activities = [year, month, old, renewal, try sale("once", "2026-10-05T10:00:00Z")]
    #expect(try value("mrr", activities) == 18_000)
    #expect(try value("arr", activities) == 12 * 18_000)
    #expect(try value("new_mrr", activities) == 5_000)
    #expect(try value("mrr", activities, in: "2027-03", asOf: "2027-04-15T00:00:00Z") == 0)
  }

  @Test func `activity kinds are counted and summed by the basis`() throws {
    let activities = [
      try activity("1", "lead", "2026-10-05T10:00:00Z"), try activity("2", "lead", "2026-10-06T10:00:00Z"),
      try activity("3", "lead", "2026-10-06T10:00:00Z", status: .pending),
      try activity("4", "lead", "2026-09-06T10:00:00Z"),
      try activity("5", "co_investment", "2026-10-06T10:00:00Z", cents: 250_000),
      try activity("6", "webinar", "2026-10-06T10:00:00Z"),
      try activity("7", "deal_registered", "2026-10-06T10:00:00Z"),
      try activity("8", "deal_closed", "2026-10-06T10:00:00Z", cents: 9_900),
    ]
    #expect(try value("leads", activities) == 2)
    #expect(try value("co_investment", activities) == 250_000)
    #expect(try value("count webinar", activities) == 1)
    #expect(try value("sum deal_closed", activities) == 9_900)
    #expect(try value("deals_closed", activities) == 1)
    #expect(try value("deals_registered", activities) == 1)
    #expect(try value("leads", activities, window: .quarter) == 2)
    #expect(try value("leads", activities, window: .year) == 3)
  }

  @Test func `deal velocity is how many deals a year close at the pace from registration to close`() throws {
    let activities = [
      try activity("1", "deal_registered", "2026-08-01T15:00:00Z", customer: "C1"),
      try activity("2", "deal_closed", "2026-10-10T15:00:00Z", customer: "C1"),
      try activity("3", "deal_registered", "2026-10-01T15:00:00Z", customer: "C2"),
      try activity("4", "deal_closed", "2026-10-04T15:00:00Z", customer: "C2"),
      // Never registered, without a customer, of another month.
      try activity("5", "deal_closed", "2026-10-05T15:00:00Z", customer: "C3"),
      try activity("6", "deal_closed", "2026-10-05T15:00:00Z"),
      try activity("7", "deal_closed", "2026-09-05T15:00:00Z", customer: "C1"),
    ]
    // 70 days and 3 days: 36.5 in the mean, 10 a year.
    #expect(try value("deal_velocity", activities) == 1_000)
    #expect(try value("deal_velocity", []) == 0)
  }

  @Test func `a partner field is a number or 0`() throws {
    #expect(try value("field reach", []) { $0.fields["reach"] = "12.5" } == 1_250)
    #expect(try value("field reach", []) { $0.fields["reach"] = "many" } == 0)
    #expect(try value("followers", []) == 0)
    #expect(Metric(word: "followers")?.traits.contains(.vanity) == true)
  }

  @Test(arguments: ["count sale", "count", "sum Lead", "field ", "count a b", "clickz", ""])
  func `what is no metric is none`(word: String) {
    #expect(Metric(word: word) == nil)
  }

  @Test func `every file of Families is a line of the list`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/PartnerProgram/Metrics/Families").path
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      .map { $0.replacingOccurrences(of: ".swift", with: "") }
    #expect(files.sorted() == allMetricFamilies.map { String(describing: $0) }.sorted())
    let words = Metric.named.map(\.rawValue)
    #expect(Set(words).count == words.count)
    for metric in Metric.allCases { #expect(Metric(word: metric.rawValue)?.unit == metric.unit) }
  }

  @Test func `a score weighs several metrics`() throws {
    let base = try ladder("score", bounds: [1_000]) { terms in
      terms.score = Score(parts: [
        Score.Part(measure: Measure(.netRevenue, over: .month), points: 100, per: 10_000),
        Score.Part(
          measure: Measure(Metric(word: "leads") ?? .conversions, over: .month), points: 250, per: 1),
      ])
    }
    let activities = [
      try sale("S", "2026-10-05T10:00:00Z", cents: 35_050),
      try activity("L1", "lead", "2026-10-05T10:00:00Z"),
      try activity("L2", "lead", "2026-10-05T10:00:00Z"),
    ]
    let result = try status(base, activities)
    // 350.50 dollars are 3.50 points, two leads 5.
    #expect(result.values[0] == 850)
    #expect(result.tier.id == "t0" && result.remaining == 150)
    let more = activities + [try activity("L3", "lead", "2026-10-05T10:00:00Z")]
    #expect(try status(base, more).tier.id == "t1")
  }
}
