/// The commission that rows state, less the share of it whose sale was taken back.
///
/// A row without a commission adds nothing: what the ladder itself pays depends on the tier and cannot decide it.
package enum CommissionMetric: MetricFamily {
  package static var metrics: [Metric] { [Metric("commission", .money, family: CommissionMetric.self)] }

  package static func value(
    of metric: Metric, in view: MetricView
  ) throws(EvaluationFailure.Cause) -> Int64 {
    try view.sum { share(of: $0, to: metric, in: view) }
  }

  package static func share(of fact: Fact, to metric: Metric, in view: MetricView) -> Int64? {
    guard fact.isStandingSale else { return nil }
    guard fact.takenBack > 0, fact.amount > 0 else { return fact.commission }
    // The part that stays, rounded down, in full width.
    let kept = Int128(fact.commission) * Int128(fact.amount - fact.takenBack) / Int128(fact.amount)
    return Int64(kept)
  }
}
