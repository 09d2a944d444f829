internal import Mail

/// Whole months since joining, by the calendar: joined on 31 January is one month on 28 February.
package enum TenureMetric: MetricFamily {
  package static var metrics: [Metric] {
    [Metric("tenure", .months, .standing, family: TenureMetric.self)]
  }

  package static func value(
    of metric: Metric, in view: MetricView
  ) throws(EvaluationFailure.Cause) -> Int64 {
    let last = view.lastDay
    guard last >= view.joined else { return 0 }
    let months = (last.year - view.joined.year) * 12 + last.month - view.joined.month
    return Int64(view.joined.adding(months: months) <= last ? months : months - 1)
  }
}
