/// Standings over time: a pure function of what the periods reached, the policy, and what people decided.
///
/// The same input gives the same history, so that a ledger can be replayed and compared.
package struct Movement: Sendable {
  package let ladder: TierLadder
  package let policy: MovementPolicy

  package init(ladder: TierLadder, policy: MovementPolicy) {
    self.ladder = ladder
    self.policy = policy
  }

  /// What became of one partner.
  package struct History: Sendable, Equatable {
    /// One a period, in order.
    package var standings: [Standing] = []
    /// In the order in which they happened.
    package var events: [StandingEvent] = []

    package init() {}
  }

  /// Replays a partner's periods.
  ///
  /// - Parameters:
  ///   - periods: every period from the partner's first one on, without a gap, in order.
  ///   - partner: who, for the events.
  ///   - decisions: in any order.
  /// - Returns: a standing for each period, and the events.
  package func replay(
    _ periods: [PeriodResult], of partner: Partner.ID, decisions: [StandingDecision] = []
  ) -> History {
    var replay = MovementReplay(ladder: ladder, policy: policy, partner: partner, decisions: decisions)
    for period in periods { replay.take(period) }
    return replay.history
  }
}
