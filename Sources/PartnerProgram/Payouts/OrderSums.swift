internal import Mail

/// What orders of an earning period brought, and what was taken off: added up from the facts, apart from the status.
struct OrderSums {
  private(set) var paidOrders = 0
  private(set) var gross: Int64 = 0
  private(set) var takenBack: Int64 = 0
  private(set) var deductions: Int64 = 0

  /// Adds up the orders that the basis and the rule for recurring sales admit.
  init(_ reading: PartnerReading, in period: Period) throws(EvaluationFailure.Cause) {
    let (start, end) = reading.span(of: period)
    let rule = CommissionRule(
      ladder: reading.ladder, held: 0, facts: reading.facts, calendar: reading.calendar)
    for place in reading.facts.indices {
      let fact = reading.facts[place]
      guard fact.isMadeSale, fact.occurred >= start, fact.occurred < end, rule.admits(fact) else { continue }
      let back = min(fact.takenBack, fact.amount)
      gross = try gross.adding(fact.amount)
      takenBack = try takenBack.adding(back)
      guard fact.isStandingSale else { continue }
      deductions = try deductions.adding(fact.amount - back - fact.net)
      if fact.status == .paid { paidOrders += 1 }
    }
  }

  func put(into statement: inout CommissionStatement) {
    statement.paidOrders = paidOrders
    statement.gross = gross
    statement.takenBack = takenBack
    statement.deductions = deductions
  }
}
