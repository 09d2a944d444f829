/// Sales by number, money and size.
package enum SaleMetrics: MetricFamily {
  /// Net money a sale; sales that were taken back in full count in the number, so that a refund never raises it.
  static let dealSize = Metric("deal_size", .money, .ratio, family: SaleMetrics.self)

  package static var metrics: [Metric] { [.conversions, .grossRevenue, .netRevenue, dealSize] }

  package static func value(
    of metric: Metric, in view: MetricView
  ) throws(EvaluationFailure.Cause) -> Int64 {
    if metric == dealSize {
      let made = try view.sum { $0.isMadeSale ? 1 : nil }
      return made == 0 ? 0 : try view.sum { $0.isStandingSale ? $0.net : nil } / made
    }
    return try view.sum { share(of: $0, to: metric, in: view) }
  }

  package static func share(of fact: Fact, to metric: Metric, in view: MetricView) -> Int64? {
    switch metric {
    case .conversions: fact.isStandingSale ? 1 : nil
    case .netRevenue: fact.isStandingSale ? fact.net : nil
    case .grossRevenue: fact.isMadeSale ? fact.amount : nil
    default: nil
    }
  }
}
