/// What became of one activity in a period's status: a line of the table a status can be checked by.
package struct ActivityFinding: Sendable, Equatable {
  package var activity: Activity
  package var outcome: Outcome
  /// What the activity adds to the period's net money; nil where it adds none.
  package var counted: Money?
  /// What it adds to each of the ladder's measures; nil where it adds nothing.
  package var shares: [Int64?] = []
  /// By which its money was turned into the program's; nil where it is in that already.
  package var rate: ExchangeRate?

  package init(activity: Activity, outcome: Outcome, counted: Money? = nil) {
    self.activity = activity
    self.outcome = outcome
    self.counted = counted
  }

  /// Counted, or the reason why not.
  package enum Outcome: Sendable, Hashable {
    /// It stands, whole.
    case counted
    /// A sale that stands less what was taken back, in minor units.
    case countedInPart(takenBack: Int64)
    /// It occurred in the period and does not count.
    case excluded(TierStatus.Exclusion)
    /// A refund or chargeback; its sale's line carries the effect.
    case takesBack(sale: Activity.ID)
    /// A refund or chargeback after the status was final, which the ladder keeps.
    case takesBackLate(sale: Activity.ID)
    /// A refund or chargeback that was itself reversed.
    case takeBackReversed
    /// A refund or chargeback whose sale is not among the partner's activities.
    case saleUnknown
    /// Of a month outside of every window that counts.
    case otherMonth(Month)
    /// At the clock or later.
    case afterClock
    /// A kind that the ladder does not count.
    case otherKind
  }
}
