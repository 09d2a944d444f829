/// Customers by what they bought through this partner.
package enum CustomerMetrics: MetricFamily {
  /// Customers whose first sale that stands lies in the span.
  ///
  /// A sale without a customer is a customer of its own.
  static let newCustomers = Metric("new_customers", .count, .running, family: CustomerMetrics.self)
  /// The share of the customers of the span before who bought again; 0 where there was none.
  ///
  /// Who bought and took it back stays in the number that is divided by, so that a refund never raises it.
  static let retention = Metric("retention", .percent, .ratio, family: CustomerMetrics.self)

  package static var metrics: [Metric] { [newCustomers, retention] }

  package static func value(
    of metric: Metric, in view: MetricView
  ) throws(EvaluationFailure.Cause) -> Int64 {
    metric == newCustomers ? firstSales(in: view) : retained(in: view)
  }

  package static func share(of fact: Fact, to metric: Metric, in view: MetricView) -> Int64? {
    guard metric == newCustomers, fact.isStandingSale, view.holds(fact) else { return nil }
    return isFirst(fact, among: view.facts) ? 1 : nil
  }

  /// Whether no sale of the customer that stands came before; of several in one second the first listed is.
  static func isFirst(_ fact: Fact, among facts: [Fact]) -> Bool {
    guard fact.customer != 0 else { return true }
    guard
      let first = facts.lazy.filter({ $0.isStandingSale && $0.customer == fact.customer })
        .map(\.occurred).min(), first == fact.occurred
    else { return false }
    return facts.first { $0.isStandingSale && $0.customer == fact.customer && $0.occurred == first } == fact
  }

  private static func firstSales(in view: MetricView) -> Int64 {
    var first: [UInt64: Int64] = [:]
    var nameless: Int64 = 0
    for fact in view.facts where fact.isStandingSale {
      if fact.customer == 0 {
        if view.holds(fact) { nameless += 1 }
      } else {
        first[fact.customer] = min(first[fact.customer] ?? .max, fact.occurred)
      }
    }
    return nameless + Int64(first.values.count { $0 >= view.start && $0 < view.end })
  }

  private static func retained(in view: MetricView) -> Int64 {
    guard let startBefore = view.startBefore else { return 0 }
    var before: Set<UInt64> = []
    var now: Set<UInt64> = []
    for fact in view.facts where fact.customer != 0 {
      if fact.isMadeSale, fact.occurred >= startBefore, fact.occurred < view.start {
        before.insert(fact.customer)
      }
      if fact.isStandingSale, view.holds(fact) { now.insert(fact.customer) }
    }
    return before.isEmpty ? 0 : Int64(before.count { now.contains($0) }) * 10_000 / Int64(before.count)
  }
}
