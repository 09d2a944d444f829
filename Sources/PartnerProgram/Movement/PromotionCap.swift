/// Which promotions of a period go beyond the cap and wait for approval.
///
/// Who rises higher goes before, then who was there earlier, then the id: the same partners whatever the order of the walk.
package struct PromotionCap: Sendable {
  /// A partner who would rise in the period.
  package struct Candidate: Sendable, Equatable {
    package var partner: Partner.ID
    /// The place of the tier.
    package var target: Int
    /// The day on which the figures reached it, in days since 1970.
    package var day: Int

    package init(partner: Partner.ID, target: Int, day: Int) {
      self.partner = partner
      self.target = target
      self.day = day
    }
  }

  package let cap: Int

  package init(cap: Int) { self.cap = cap }

  /// The partners whose promotion needs approval.
  package func waiting(_ candidates: [Candidate]) -> Set<Partner.ID> {
    let sorted = candidates.sorted { a, b in
      (-a.target, a.day, a.partner) < (-b.target, b.day, b.partner)
    }
    return Set(sorted.dropFirst(cap).map(\.partner))
  }
}
