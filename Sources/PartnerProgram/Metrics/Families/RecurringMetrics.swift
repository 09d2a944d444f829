internal import Mail

/// Monthly recurring revenue: sales whose row says `recurring`, each by its net money a month it pays for.
package enum RecurringMetrics: MetricFamily {
  /// Of all that is paid for on the span's last day.
  static let ongoing = Metric("mrr", .money, .standing, family: RecurringMetrics.self)
  /// Of what was newly sold in the span; renewals do not count.
  static let new = Metric("new_mrr", .money, family: RecurringMetrics.self)

  /// Twelve times that: annual recurring revenue.
  static let annual = Metric("arr", .money, .standing, family: RecurringMetrics.self)

  package static var metrics: [Metric] { [ongoing, new, annual] }

  package static func value(
    of metric: Metric, in view: MetricView
  ) throws(EvaluationFailure.Cause) -> Int64 {
    if metric == new { return try view.sum { share(of: $0, to: metric, in: view) } }
    var all = view
    all.start = .min
    return try all.sum { share(of: $0, to: metric, in: view) }
  }

  package static func share(of fact: Fact, to metric: Metric, in view: MetricView) -> Int64? {
    guard fact.isStandingSale, fact.months > 0 else { return nil }
    if metric == new { return fact.isRenewal ? nil : fact.net / Int64(fact.months) }
    let day = view.calendar.day(of: Timestamp(seconds: fact.occurred))
    guard fact.occurred < view.end, view.lastDay < day.adding(months: Int(fact.months)) else { return nil }
    let month = fact.net / Int64(fact.months)
    return metric == annual ? Int64(clamping: Int128(month) * 12) : month
  }
}
