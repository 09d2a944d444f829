package import Ledger
package import Mail
package import PartnerProgram

/// A change of a standing that waits for approval.
package struct DueChange: Sendable {
  package let partner: Partner
  /// The event with which the waiting began: from and to, the period, the day, the evidence.
  package let event: StandingEvent
  package let ladder: TierLadder
  package let policy: MovementPolicy
  /// The approvals that are there already.
  package let approvals: [StandingDecision]

  /// What waits for a partner at the clock; nil where nothing does.
  ///
  /// - Parameters:
  ///   - record: the partner.
  ///   - history: the partner's, up to the same clock.
  ///   - walk: gives the ladder and the decisions.
  package init?(_ record: PartnerRecord, history: Movement.History, walk: RecipientWalk) {
    let ladder = walk.evaluator.ladder(for: record.partner)
    guard let policy = ladder.terms.movement, let target = history.standings.last?.pending,
      let event = history.events.last(where: { $0.kind == .pending && $0.to == ladder.tiers[target].id })
    else { return nil }
    partner = record.partner
    self.event = event
    self.ladder = ladder
    self.policy = policy
    approvals = (walk.decisions[record.partner.id] ?? []).filter {
      $0.kind == .approve && $0.period == event.period && ($0.tier ?? event.to) == event.to
    }
  }

  /// The roles that have not approved yet.
  package var missingRoles: [String] {
    policy.roles.filter { role in !approvals.contains { $0.role == role } }
  }

  /// The day of the next review.
  package func nextReview(from day: CivilDate) -> CivilDate { policy.review(onOrAfter: day) }

  package var isUp: Bool { rank(event.to) > rank(event.from) }

  private func rank(_ id: Tier.ID) -> Int { ladder.tiers.first { $0.id == id }?.rank ?? 0 }
}
