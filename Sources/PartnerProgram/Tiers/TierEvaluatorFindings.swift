package import Mail

extension TierEvaluator {
  /// What became of each activity in the status of a month's period, in the order given: the numbers of the status
  /// re-add from it.
  ///
  /// - Parameters:
  ///   - activities: all of the partner's and no one else's, in any order.
  ///   - partner: who; the ladder follows from it.
  ///   - month: which month.
  ///   - clock: what occurred at this moment or later is not known.
  /// - Returns: one finding for each activity.
  /// - Throws: an activity in another currency.
  package func findings(
    _ activities: [Activity], of partner: Partner, month: Month, asOf clock: Timestamp
  ) throws(EvaluationFailure) -> [ActivityFinding] {
    try reading(partner, activities: activities, asOf: clock).findings(activities, month: month)
  }
}

extension PartnerReading {
  /// What became of each activity, in the order given.
  func findings(_ activities: [Activity], month: Month) -> [ActivityFinding] {
    let views = ladder.measures.map { ($0, view(of: period($0.window, of: month))) }
    let shown = view(of: period(ladder.terms.window, of: month))
    return zip(activities, facts).map { activity, fact in
      var finding = ActivityFinding(activity: activity, outcome: outcome(of: fact, activity, views, shown))
      if let money = activity.money, money.currency != currency {
        let sale = activities.indices.contains(Int(fact.sale)) ? activities[Int(fact.sale)] : activity
        finding.rate = rates?.rate(of: money.currency, at: sale.occurred)
      }
      if fact.isStandingSale, shown.holds(fact) {
        finding.counted = Money(minorUnits: fact.net, currency: currency)
      }
      finding.shares = views.map { measure, view in
        guard view.holds(fact) || !measure.metric.isWindowed else { return nil }
        return measure.metric.family.share(of: fact, to: measure.metric, in: view)
      }
      return finding
    }
  }

  private func outcome(
    of fact: Fact, _ activity: Activity, _ views: [(Measure, MetricView)], _ shown: MetricView
  ) -> ActivityFinding.Outcome {
    if fact.verdict == .later { return .afterClock }
    if fact.kind.takesBack {
      guard activity.status != .reversed else { return .takeBackReversed }
      guard fact.sale >= 0, let sale = activity.reference else { return .saleUnknown }
      return isLate(fact) ? .takesBackLate(sale: sale) : .takesBack(sale: sale)
    }
    let isHeld = views.contains { $0.1.holds(fact) } || shown.holds(fact)
    guard fact.kind == .sale else { return kindOutcome(of: fact, isHeld) }
    guard isHeld else {
      return .otherMonth(calendar.month(of: Timestamp(seconds: fact.occurred)))
    }
    switch fact.verdict {
    case .stands: return fact.takenBack > 0 ? .countedInPart(takenBack: fact.takenBack) : .counted
    case .pending: return .excluded(.pending)
    case .reversed: return .excluded(.reversed)
    case .refunded: return .excluded(.refunded)
    case .chargedBack: return .excluded(.chargedBack)
    case .unsafe: return .excluded(.inRefundWindow)
    case .later, .takesBack: return .afterClock
    }
  }

  private func kindOutcome(of fact: Fact, _ isHeld: Bool) -> ActivityFinding.Outcome {
    guard fact.kind != .uncounted else { return .otherKind }
    guard isHeld else { return .otherMonth(calendar.month(of: Timestamp(seconds: fact.occurred))) }
    switch fact.verdict {
    case .pending: return .excluded(.pending)
    case .reversed: return .excluded(.reversed)
    default: return .counted
    }
  }

  /// Whether a take-back that applies left its sale's figures as they are.
  private func isLate(_ taker: Fact) -> Bool {
    guard ladder.terms.afterFinal == .keep, facts.indices.contains(Int(taker.sale)) else { return false }
    let sale = facts[Int(taker.sale)]
    guard sale.takenBackLate > 0 else { return false }
    return FactSheet.isLate(taker, for: sale, ladder.terms, calendar)
  }
}
