/// Metrics that are worked out from the same facts: one file in `Families`, one line in `allMetricFamilies`.
package protocol MetricFamily: SendableMetatype {
  /// The metrics that a word alone names.
  static var metrics: [Metric] { get }
  /// The metric of a word of settings; nil where the family does not know it.
  static func metric(of word: String) -> Metric?
  /// The activity kinds beside sales that a metric looks at.
  static func kinds(of metric: Metric) -> [String]
  /// Whether facts must know their customers.
  static var needsCustomers: Bool { get }
  /// The value over what a view shows, in the metric's unit.
  static func value(of metric: Metric, in view: MetricView) throws(EvaluationFailure.Cause) -> Int64
  /// What a fact adds to the value: nil where it adds nothing that could be named, such as for an average.
  ///
  /// The table of an explanation re-adds from it.
  static func share(of fact: Fact, to metric: Metric, in view: MetricView) -> Int64?
}

extension MetricFamily {
  package static func metric(of word: String) -> Metric? { metrics.first { $0.rawValue == word } }
  package static func kinds(of metric: Metric) -> [String] { [] }
  package static var needsCustomers: Bool { false }
  package static func share(of fact: Fact, to metric: Metric, in view: MetricView) -> Int64? { nil }
}

/// Every metric family of the folder `Families`.
package let allMetricFamilies: [any MetricFamily.Type] = [
  ActiveMonthsMetric.self, CommissionMetric.self, CustomerMetrics.self, FieldMetric.self, KindMetrics.self,
  RecurringMetrics.self, SaleMetrics.self, ScoreMetric.self, TenureMetric.self, VelocityMetric.self,
]
