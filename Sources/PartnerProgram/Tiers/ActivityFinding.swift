/// What became of one activity in a month's status: a line of the table a status can be checked by.
package struct ActivityFinding: Sendable, Equatable {
  package var activity: Activity
  package var outcome: Outcome
  /// What the activity adds to the month's net money; nil where it adds none.
  package var counted: Money?

  package init(activity: Activity, outcome: Outcome, counted: Money? = nil) {
    self.activity = activity
    self.outcome = outcome
    self.counted = counted
  }

  /// Counted, or the reason why not.
  package enum Outcome: Sendable, Hashable {
    /// A sale that stands, whole.
    case counted
    /// A sale that stands less what was taken back, in minor units.
    case countedInPart(takenBack: Int64)
    /// A sale of the month that does not count.
    case excluded(TierStatus.Exclusion)
    /// A refund or chargeback; its sale's line carries the effect.
    case takesBack(sale: Activity.ID)
    /// A refund or chargeback that was itself reversed.
    case takeBackReversed
    /// A refund or chargeback whose sale is not among the partner's activities.
    case saleUnknown
    /// A sale of another month.
    case otherMonth(Month)
    /// At the clock or later.
    case afterClock
    /// Neither sale nor refund nor chargeback.
    case otherKind
  }
}
