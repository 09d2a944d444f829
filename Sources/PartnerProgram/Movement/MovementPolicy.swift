package import Mail

/// How a standing follows from what each period reached: `movement:` of `tiers:`.
///
/// Without it every period stands for itself: its tier is the one it reached. With it a partner *holds* a tier from
/// period to period, and this says when and how far it moves.
package struct MovementPolicy: Sendable, Equatable {
  /// When a change that is due happens.
  package enum Moment: String, Sendable, Hashable, CaseIterable {
    /// As soon as the figures say so.
    case atOnce = "at_once"
    /// On the first day after the period.
    case periodEnd = "period_end"
    /// When it was approved.
    case review
    /// Downwards only: nobody drops.
    case never
  }

  /// How far a change goes.
  package enum Step: String, Sendable, Hashable, CaseIterable {
    case asEarned = "as_earned"
    /// To the next tier only, once a period.
    case one
  }

  package var up = Moment.atOnce
  package var down = Moment.periodEnd
  package var stepUp = Step.asEarned
  package var stepDown = Step.asEarned
  /// Periods in a row that may fail before the tier is lost.
  package var gracePeriods = 0
  /// Days before the loss on which the partner is warned.
  package var warningDays = 14
  /// Days of an improvement plan that opens when the tier would be lost; 0 for none.
  package var improvementDays = 0
  /// Months after which a tier ends unless the partner applied again; nil for never.
  package var reapplyMonths: Int?
  /// Months between reviews, counted from January.
  package var reviewMonths = 3
  /// Who must approve what waits for a review: one role or two, each once.
  package var roles: [String] = ["manager"]
  /// Promotions a period that need no approval; nil for any number.
  package var cap: Int?
  /// What becomes of a bonus whose reach is undone by a correction.
  package var undoneBonus = UndoneBonus.keep

  package enum UndoneBonus: String, Sendable, Hashable, CaseIterable {
    case keep
    case reverse
  }

  package init() {}

  /// The next review on or after a day: the first day after so many months, counted from January.
  package func review(onOrAfter day: CivilDate) -> CivilDate {
    var month = Month(year: day.year, number: (day.month - 1) / reviewMonths * reviewMonths + 1)
    while month.firstDay < day { month = month.advanced(by: reviewMonths) }
    return month.firstDay
  }

  /// One line that says all of it, for the rule's version.
  var canonicalText: String {
    "up \(up.rawValue) \(stepUp.rawValue) down \(down.rawValue) \(stepDown.rawValue) grace \(gracePeriods) "
      + "warn \(warningDays) plan \(improvementDays) reapply \(reapplyMonths ?? 0) review \(reviewMonths) "
      + "roles \(roles.count) cap \(cap ?? -1) undone \(undoneBonus.rawValue)"
  }
}
