package import Mail

extension TierEvaluator {
  /// What became of each activity in a month's status, in the order given: the numbers of the status re-add from it.
  ///
  /// - Parameters:
  ///   - activities: all of the partner's and no one else's, in any order.
  ///   - month: which month.
  ///   - clock: what occurred at this moment or later is not known.
  /// - Returns: one finding for each activity.
  package func findings(_ activities: [Activity], month: Month, asOf clock: Timestamp) -> [ActivityFinding] {
    let takeBacks = TakeBacks(activities, before: clock)
    let sales = Set(activities.lazy.filter { $0.kind == .sale }.map(\.id))
    return activities.map { activity in
      guard activity.occurred < clock else {
        return ActivityFinding(activity: activity, outcome: .afterClock)
      }
      switch activity.kind {
      case .other:
        return ActivityFinding(activity: activity, outcome: .otherKind)
      case .refund, .chargeback:
        return ActivityFinding(activity: activity, outcome: takeBack(activity, sales: sales))
      case .sale:
        let own = calendar.month(of: activity.occurred)
        guard own == month else { return ActivityFinding(activity: activity, outcome: .otherMonth(own)) }
        let loss = takeBacks.loss(of: activity, among: activities)
        return finding(activity, SaleJudgement(activity, loss: loss, basis: ladder.basis))
      }
    }
  }

  private func takeBack(_ activity: Activity, sales: Set<Activity.ID>) -> ActivityFinding.Outcome {
    guard activity.status != .reversed else { return .takeBackReversed }
    guard let sale = activity.reference, sales.contains(sale) else { return .saleUnknown }
    return .takesBack(sale: sale)
  }

  private func finding(_ activity: Activity, _ sale: SaleJudgement) -> ActivityFinding {
    switch sale.verdict {
    case .excluded(let reason):
      ActivityFinding(activity: activity, outcome: .excluded(reason))
    case .stands:
      ActivityFinding(
        activity: activity,
        outcome: sale.takenBack > 0 ? .countedInPart(takenBack: sale.takenBack) : .counted,
        counted: Money(minorUnits: sale.net, currency: currency))
    }
  }
}
