/// A partner and where the partner stands, worked out once.
package struct Recipient: Sendable, Equatable {
  package var partner: Partner
  package var status: TierStatus
  /// Where the partner stood in the period before: in the month before, where the window does not reset.
  package var previous: TierStatus
  /// Whether no period before reached the present tier, by what is known at the clock.
  ///
  /// The first tier, which nobody has to reach, is new in the month of joining only.
  package var reachedFirstTime: Bool
  /// Sales ever made that stand, up to the clock.
  package var lifetimeSales: Int
  /// What happened to the partner and is told now; nil where the mail is about nothing that happened.
  package var moment: PartnerMoment?
  /// What the partner is owed and when it is paid; nil for recipients that no activity was read for.
  package var account: PartnerAccount?

  /// Whether the tier is a higher one than in the period before.
  package var hasRisen: Bool {
    // Tiers that stand in no ladder have their bounds alone.
    status.tier.rank == previous.tier.rank
      ? status.tier.from > previous.tier.from : status.tier.rank > previous.tier.rank
  }

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
