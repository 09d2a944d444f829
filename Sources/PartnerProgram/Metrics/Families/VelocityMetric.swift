internal import Mail

/// How fast deals close: so many a year at the pace of those that closed in the span, one after the other.
///
/// The pace is the mean of the days from the last time a customer's deal was registered to the day it closed, a day at
/// least: 30.4 days are 12 a year, and faster is more. A deal without a customer, or that was never registered, says
/// nothing of it.
package enum VelocityMetric: MetricFamily {
  static let velocity = Metric("deal_velocity", .number, .ratio, family: VelocityMetric.self)

  package static var metrics: [Metric] { [velocity] }
  package static func kinds(of metric: Metric) -> [String] { ["deal_registered", "deal_closed"] }
  package static var needsCustomers: Bool { true }

  package static func value(
    of metric: Metric, in view: MetricView
  ) throws(EvaluationFailure.Cause) -> Int64 {
    let (deals, days) = pace(in: view)
    return days == 0 ? 0 : deals * 36_500 / days
  }

  /// Deals that closed in the span, and the days they took.
  static func pace(in view: MetricView) -> (deals: Int64, days: Int64) {
    let registered = view.kind("deal_registered")
    let closed = view.kind("deal_closed")
    var deals: Int64 = 0
    var days: Int64 = 0
    for deal in view.facts
    where deal.kind == closed && deal.verdict == .stands && deal.customer != 0 && view.holds(deal) {
      let starts = view.facts.lazy.filter {
        $0.kind == registered && $0.verdict == .stands && $0.customer == deal.customer
          && $0.occurred <= deal.occurred
      }
      guard let start = starts.map(\.occurred).max() else { continue }
      deals += 1
      days += max(1, day(deal.occurred, view) - day(start, view))
    }
    return (deals, days)
  }

  private static func day(_ second: Int64, _ view: MetricView) -> Int64 {
    Int64(view.calendar.day(of: Timestamp(seconds: second)).daysSinceEpoch)
  }
}
