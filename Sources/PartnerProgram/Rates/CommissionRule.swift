internal import Mail

/// Runs the orders of an earning period through a ladder's rates.
struct CommissionRule {
  let ladder: TierLadder
  /// The place of the tier that the partner holds.
  let held: Int
  /// The place of the tier that was held when the period began, whose rate is the least that is paid; 0 where a period
  /// stands for itself.
  var floor = 0
  let facts: [Fact]
  let calendar: ProgramCalendar

  /// Runs the orders of a span.
  ///
  /// - Parameters:
  ///   - start: the first second of the earning period.
  ///   - end: the first second after it, at most the clock.
  ///   - value: the ladder's own measure at `start`: 0 where the window resets.
  ///   - view: for the shares of orders in the metric.
  ///   - keepsLines: whether each order's own commission is wanted.
  /// - Returns: what earned, at which rates.
  /// - Throws: a sum over 64 bits.
  func run(
    from start: Int64, to end: Int64, startingAt value: Int64, view: MetricView, keepsLines: Bool
  ) throws(EvaluationFailure.Cause) -> CommissionRun {
    var run = CommissionRun(keepsLines: keepsLines)
    let rate = ladder.tiers[held].rate
    if ladder.terms.rate == .wholePeriod {
      for place in order(from: start, to: end, isSorted: keepsLines) where earns(facts[place]) {
        try run.add(place, parts: [(held, rate, facts[place].net)])
      }
      return run
    }
    // A tier by invitation has one rate.
    let isApart = ladder.tiers[held].isInvitationOnly
    var value = value
    for place in order(from: start, to: end, isSorted: true) {
      let fact = facts[place]
      let share = ladder.metric.family.share(of: fact, to: ladder.metric, in: view) ?? 0
      let (after, overflow) = value.addingReportingOverflow(share)
      if overflow { throw .overflow }
      defer { value = after }
      guard earns(fact) else { continue }
      if isApart {
        try run.add(place, parts: [(held, rate, fact.net)])
      } else if ladder.terms.rate == .forwardOnly {
        try run.add(place, parts: [part(ladder.place(reachedBy: value), fact.net)])
      } else if ladder.metric == .netRevenue {
        try run.add(place, parts: split(from: value, to: after))
      } else {
        try run.add(place, parts: [part(ladder.place(reachedBy: after), fact.net)])
      }
    }
    return run
  }

  private func part(_ place: Int, _ net: Int64) -> (tier: Int, rate: Rate, net: Int64) {
    (max(place, floor), ladder.tiers[max(place, floor)].rate, net)
  }

  /// The money between two values, cut at the bounds between them.
  private func split(from start: Int64, to end: Int64) -> [(tier: Int, rate: Rate, net: Int64)] {
    var parts: [(tier: Int, rate: Rate, net: Int64)] = []
    var value = start
    while value < end {
      let place = ladder.place(reachedBy: value)
      let upto = ladder.next(afterPlace: place).map { min(end, $0.from) } ?? end
      parts.append(part(place, upto - value))
      value = upto
    }
    return parts.isEmpty ? [part(ladder.place(reachedBy: end), 0)] : parts
  }

  /// Whether a sale earns: it stands, and the rule for recurring sales admits it.
  func earns(_ fact: Fact) -> Bool { fact.isStandingSale && admits(fact) }

  /// Whether the rule for recurring sales admits one.
  func admits(_ fact: Fact) -> Bool {
    switch ladder.terms.recurring {
    case .always: return true
    case .newOnly: return !fact.isRenewal
    case .months(let count):
      guard fact.isRenewal, fact.customer != 0 else { return true }
      let first =
        facts.lazy.filter { $0.kind == .sale && $0.customer == fact.customer }
        .map(\.occurred).min() ?? fact.occurred
      let end = calendar.day(of: Timestamp(seconds: first)).adding(months: count)
      return calendar.day(of: Timestamp(seconds: fact.occurred)) < end
    }
  }

  /// The sales of the span by time; of those of one second the smaller comes first.
  ///
  /// The order of import plays no part.
  private func order(from start: Int64, to end: Int64, isSorted: Bool) -> [Int] {
    let places = facts.indices.filter {
      facts[$0].kind == .sale && facts[$0].occurred >= start && facts[$0].occurred < end
    }
    guard isSorted else { return places }
    return places.sorted { a, b in
      (facts[a].occurred, facts[a].net, facts[a].amount) < (facts[b].occurred, facts[b].net, facts[b].amount)
    }
  }
}
