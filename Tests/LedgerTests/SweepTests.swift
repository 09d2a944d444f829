import Ledger
import Mail
import PartnerProgram
import Testing

struct SweepTests {
  private let clock = Timestamp(seconds: Sample.noon.seconds + 20 * 86_400)

  private func ladder(_ word: String, window: Window) throws -> TierLadder {
    var terms = LadderTerms(metric: try #require(Metric(word: word)))
    terms.window = window
    return TierLadder(
      tiers: [
        Tier(id: "a", name: "A", from: 0, rate: Rate(basisPoints: 2_000)),
        Tier(id: "b", name: "B", from: 2, rate: Rate(basisPoints: 2_500)),
      ], terms: terms, currency: Sample.dollar)
  }

  @Test(arguments: [
    ("conversions", Window.month), ("net_revenue", .quarter), ("new_customers", .rolling(days: 30)),
    ("leads", .year), ("tenure", .month), ("commission", .lifetime), ("retention", .month),
    ("active_months", .month),
    ("new_customers", .month), ("mrr", .quarter),
  ])
  func `a sweep says of every partner what the walk says`(word: String, window: Window) throws {
    let folder = try TestFolder()
    let ledger = try folder.open()
    try ledger.bringIn(partners: 6)
    var rows: [Activity] = []
    for number in 0..<90 {
      var sale = Sample.sale(
        "A\(number)", of: number % 5 + 1, cents: Int64(number * 37), at: Int64(number - 60) * 86_400)
      sale.customer = number % 3 == 0 ? nil : "C\(number % 7)"
      sale.commission = Sample.money(Int64(number))
      if number % 6 == 0 { sale.status = .pending }
      if number % 8 == 0 { sale.kind = .other("lead") }
      rows.append(sale)
      guard number % 4 == 1, sale.kind == .sale else { continue }
      var refund = Sample.refund(
        "R\(number)", of: sale.id, cents: number % 3 == 0 ? 0 : Int64(number * 37), partner: number % 5 + 1)
      refund.occurred = sale.occurred.later(3_600)
      rows.append(refund)
    }
    let file = try ledger.bringIn(rows)
    #expect(file.late.isEmpty)
    let rule = try ladder(word, window: window)
    let calendar = try #require(ProgramCalendar(timeZone: "America/New_York"))
    let month = calendar.month(of: clock)
    let evaluator = TierEvaluator(ladder: rule, currency: Sample.dollar, calendar: calendar)
    let walked = try ledger.partners(after: nil, limit: 99, withActivity: true).records.map { record in
      let status = try evaluator.recipient(
        record.partner, activities: record.activities, month: month, asOf: clock
      ).status
      return "\(status.tier.id) \(status.value) \(status.earned.count) \(status.earned.money.minorUnits)"
    }
    var sweep = TierSweep(
      ladder: rule, calendar: calendar, currency: Sample.dollar, month: month, asOf: clock)
    var swept: [String] = []
    try ledger.sweep(for: sweep) { joined, sheet in
      let result = try sweep.read(&sheet, joined: joined)
      swept.append("\(rule.tiers[result.reached].id) \(result.value) \(result.sales) \(result.net)")
    }
    // The ids of these partners sort as they were imported.
    #expect(swept == walked)
    #expect(Set(swept).count > 1 || word == "tenure")
  }

  @Test func `what the body throws ends the sweep and is passed on`() throws {
    struct Stop: Error {}
    let folder = try TestFolder()
    let ledger = try folder.open()
    try ledger.bringIn(partners: 3)
    let calendar = try #require(ProgramCalendar(timeZone: "UTC"))
    let sweep = TierSweep(
      ladder: try ladder("conversions", window: .month), calendar: calendar, currency: Sample.dollar,
      month: Month(year: 2026, number: 11), asOf: clock)
    var count = 0
    #expect(throws: Stop.self) {
      try ledger.sweep(for: sweep) { _, _ in
        count += 1
        throw Stop()
      }
    }
    #expect(count == 1)
  }
}
