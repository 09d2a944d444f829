/// A partner and where the partner stands, worked out once.
package struct Recipient: Sendable, Equatable {
  package var partner: Partner
  package var status: TierStatus
  /// Where the partner stood in the month before.
  package var previous: TierStatus
  /// The months' statuses aside, whether the present tier was never reached before this month.
  package var reachedFirstTime: Bool
  /// Sales ever made that stand, up to the clock.
  package var lifetimeSales: Int

  package init(
    partner: Partner, status: TierStatus, previous: TierStatus, reachedFirstTime: Bool, lifetimeSales: Int
  ) {
    self.partner = partner
    self.status = status
    self.previous = previous
    self.reachedFirstTime = reachedFirstTime
    self.lifetimeSales = lifetimeSales
  }
}
