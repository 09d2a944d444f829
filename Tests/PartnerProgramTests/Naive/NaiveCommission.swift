import Mail

@testable import PartnerProgram

extension NaiveProgram {
  /// The commission of a month's period in minor units.
  ///
  /// - Parameters:
  ///   - month: since year 0.
  ///   - held: the place of the tier that is held.
  ///   - floor: the place of the tier whose rate is the least.
  /// - Returns: the sum over the orders, rounded once.
  func commission(_ month: Int, held: Int, floor: Int = 0) -> Int64 {
    let (first, last) = Self.span(
      terms.window.resets ? terms.window : .month, at: Self.firstDay(month))
    let orders = rows.filter { $0.isSale && $0.day >= first && $0.day <= last }
      .sorted { ($0.second, $0.net, $0.amount) < ($1.second, $1.net, $1.amount) }
    var total: Int64 = 0
    var value =
      terms.window == .lifetime ? shares(rows.filter { $0.isSale && $0.day < first }).reduce(0, +) : 0
    for (order, share) in zip(orders, shares(orders)) {
      let start = value
      value += share
      guard earns(order) else { continue }
      switch terms.rate {
      case _ where tiers[held].isInvitationOnly || terms.rate == .wholePeriod:
        total += order.net * tiers[held].rate.basisPoints
      case .forwardOnly: total += order.net * rate(start, floor)
      case .graduated where terms.metric == .netRevenue: total += graduated(start, value, floor)
      default: total += order.net * rate(value, floor)
      }
    }
    return (2 * total + 10_000) / 20_000
  }

  /// What each order adds to the ladder's own metric.
  private func shares(_ orders: [Row]) -> [Int64] {
    switch terms.metric.rawValue {
    case "net_revenue": return orders.map { $0.stands ? $0.net : 0 }
    case "gross_revenue": return orders.map { $0.isMade ? $0.amount : 0 }
    case "new_customers":
      var seen: Set<String> = []
      return orders.map { order in
        if order.customer.isEmpty { return order.stands ? 1 : 0 }
        guard order.isMade, isFirstOrder(order), seen.insert(order.customer).inserted else { return 0 }
        return rows.contains { $0.isSale && $0.stands && $0.customer == order.customer } ? 1 : 0
      }
    default: return orders.map { $0.stands ? 1 : 0 }
    }
  }

  private func isFirstOrder(_ order: Row) -> Bool {
    !rows.contains {
      $0.isSale && $0.isMade && $0.customer == order.customer
        && ($0.second, $0.net, $0.amount) < (order.second, order.net, order.amount)
    }
  }

  private func earns(_ order: Row) -> Bool {
    guard order.stands else { return false }
    guard order.isRenewal else { return true }
    switch terms.recurring {
    case .always: return true
    case .newOnly: return false
    case .months(let count):
      guard !order.customer.isEmpty else { return true }
      let own = rows.filter { $0.isSale && !$0.isReversed && $0.customer == order.customer }
      return order.day < Self.adding(count, to: own.map(\.day).min() ?? order.day)
    }
  }

  private func rate(_ value: Int64, _ floor: Int) -> Int64 {
    let reached = tiers.indices.last { !tiers[$0].isInvitationOnly && tiers[$0].from <= value } ?? 0
    return tiers[max(reached, floor)].rate.basisPoints
  }

  /// Cent by cent would be plainest; bound by bound says the same.
  private func graduated(_ start: Int64, _ end: Int64, _ floor: Int) -> Int64 {
    let earned = tiers.filter { !$0.isInvitationOnly }
    return earned.indices.map { index in
      let upper = index + 1 < earned.count ? earned[index + 1].from : Int64.max
      let part = max(0, min(end, upper) - max(start, earned[index].from))
      return part * tiers[max(index, floor)].rate.basisPoints
    }.reduce(0, +)
  }
}
