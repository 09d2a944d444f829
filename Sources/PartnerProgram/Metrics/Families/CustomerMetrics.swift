/// Customers by what they bought through this partner.
package enum CustomerMetrics: MetricFamily {
  /// Customers whose first sale lies in the span, as long as one of their sales stands.
  ///
  /// What was taken back moves no customer to another day, so that a refund never raises a count, and days add up to
  /// their month. A sale without a customer is a customer of its own.
  static let newCustomers = Metric("new_customers", .count, .running, family: CustomerMetrics.self)
  /// The share of the customers of the span before who bought again; 0 where there was none.
  ///
  /// Who bought and took it back stays in the number that is divided by, so that a refund never raises it.
  static let retention = Metric("retention", .percent, .ratio, family: CustomerMetrics.self)

  package static var metrics: [Metric] { [newCustomers, retention] }
  package static var needsCustomers: Bool { true }

  package static func value(
    of metric: Metric, in view: MetricView
  ) throws(EvaluationFailure.Cause) -> Int64 {
    metric == newCustomers ? firstSales(in: view) : retained(in: view)
  }

  package static func share(of fact: Fact, to metric: Metric, in view: MetricView) -> Int64? {
    guard metric == newCustomers, view.holds(fact) else { return nil }
    return isFirst(fact, among: view.facts) ? 1 : nil
  }

  /// Whether a sale is the first one of a customer that has one that stands.
  private static func isFirst(_ fact: Fact, among facts: [Fact]) -> Bool {
    guard fact.customer != 0 else { return fact.isStandingSale }
    guard fact.isMadeSale else { return false }
    let own = facts.filter { $0.isMadeSale && $0.customer == fact.customer }
    guard own.contains(where: \.isStandingSale) else { return false }
    return own.min { $0.order < $1.order }?.place == fact.place
  }

  private static func firstSales(in view: MetricView) -> Int64 {
    var count: Int64 = 0
    var first: [UInt64: (occurred: Int64, stands: Bool)] = [:]
    for fact in view.facts where fact.isMadeSale {
      if fact.customer == 0 {
        if fact.isStandingSale, view.holds(fact) { count += 1 }
      } else {
        let known = first[fact.customer] ?? (.max, false)
        first[fact.customer] = (min(known.occurred, fact.occurred), known.stands || fact.isStandingSale)
      }
    }
    for (occurred, stands) in first.values where stands && occurred >= view.start && occurred < view.end {
      count += 1
    }
    return count
  }

  private static func retained(in view: MetricView) -> Int64 {
    let (again, before) = customers(in: view)
    return before.isEmpty ? 0 : Int64(again.count) * 10_000 / Int64(before.count)
  }

  /// Hashes of the customers who bought in the span before, and of those of them who bought again.
  static func customers(in view: MetricView) -> (again: Set<UInt64>, before: Set<UInt64>) {
    var before: Set<UInt64> = []
    var now: Set<UInt64> = []
    for fact in view.facts where fact.customer != 0 {
      if wasBefore(fact, view) { before.insert(fact.customer) }
      if fact.isStandingSale, view.holds(fact) { now.insert(fact.customer) }
    }
    return (before.intersection(now), before)
  }

  /// Whether a sale is one of the span before.
  static func wasBefore(_ fact: Fact, _ view: MetricView) -> Bool {
    guard let startBefore = view.startBefore else { return false }
    return fact.isMadeSale && fact.occurred >= startBefore && fact.occurred < view.start
  }
}

extension Fact {
  /// By time; of one second the smaller first, so that the order of import decides between equal ones only.
  fileprivate var order: (Int64, Int64, Int64, Int32) { (occurred, net, amount, place) }
}
