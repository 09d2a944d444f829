/// A weighted sum of other metrics; the ladder's `Score` holds the weights and does the sum.
package enum ScoreMetric: MetricFamily {
  package static var metrics: [Metric] { [.score] }

  /// The points are made of the values of other metrics: see `Score.points(of:)`.
  package static func value(
    of metric: Metric, in view: MetricView
  ) throws(EvaluationFailure.Cause) -> Int64 { 0 }
}
