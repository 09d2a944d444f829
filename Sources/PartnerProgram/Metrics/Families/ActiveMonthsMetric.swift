internal import Mail

/// Months in a row with at least one sale that stands, back from the span's last month.
///
/// A last month that has none yet does not break the row while it is not over.
package enum ActiveMonthsMetric: MetricFamily {
  package static var metrics: [Metric] {
    [Metric("active_months", .months, .standing, family: ActiveMonthsMetric.self)]
  }

  package static func value(
    of metric: Metric, in view: MetricView
  ) throws(EvaluationFailure.Cause) -> Int64 {
    var active: Set<Month> = []
    for fact in view.facts where fact.isStandingSale && fact.occurred < view.end {
      active.insert(view.calendar.month(of: Timestamp(seconds: fact.occurred)))
    }
    var month = Month(of: view.lastDay)
    let isOver = view.end >= view.calendar.end(of: month).seconds
    if !active.contains(month), !isOver { month = month.advanced(by: -1) }
    var count: Int64 = 0
    while active.contains(month) {
      count += 1
      month = month.advanced(by: -1)
    }
    return count
  }
}
