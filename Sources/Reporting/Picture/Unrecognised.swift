package import PartnerProgram

/// A partner whose figures reach a higher tier than the one held.
package struct Unrecognised: Sendable, Equatable {
  package let partner: Partner.ID
  /// The tier held, and the tier that the figures reach.
  package let held: Tier
  package let reached: Tier
  /// The value of the ladder's own measure.
  package let value: Int64
  /// Whether the promotion is noted and waits for an approval; else it waits for the period's end.
  package let isInReview: Bool

  /// nil where the tier is the one reached or a higher one, or was given by a decision.
  init?(_ recipient: Recipient) {
    let status = recipient.status
    guard status.reached.rank > status.tier.rank, status.standing?.ground != .overridden else { return nil }
    partner = recipient.partner.id
    held = status.tier
    reached = status.reached
    value = status.values.first ?? status.value
    isInReview = status.standing?.pending.map { $0 > status.tier.rank } ?? false
  }

  /// The higher tier first, then the greater value, then the id.
  func precedes(_ other: Unrecognised) -> Bool {
    (-reached.rank, -value, partner) < (-other.reached.rank, -other.value, other.partner)
  }
}
