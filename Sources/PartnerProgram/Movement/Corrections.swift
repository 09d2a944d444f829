package import Mail

/// Compares what the log says with what a replay over the figures known now says.
///
/// The log keeps what it holds. What is no longer so is said by an event of its own, once.
package struct Corrections: Sendable {
  package let policy: MovementPolicy

  package init(policy: MovementPolicy) { self.policy = policy }

  /// The events to record: those of the replay that are new, and one for each known one that the replay has no more.
  ///
  /// - Parameters:
  ///   - known: a partner's events as the log has them.
  ///   - replayed: the same partner's history as worked out now.
  ///   - day: the day on which the difference was found.
  /// - Returns: in the order in which they are to be recorded.
  package func events(known: [StandingEvent], replayed: [StandingEvent], on day: CivilDate) -> [StandingEvent]
  {
    let keys = Set(known.map(\.key))
    let now = Set(replayed.map(\.key))
    var events = replayed.filter { !keys.contains($0.key) }
    for event in known where !now.contains(event.key) {
      guard let correction = correction(of: event, on: day), !keys.contains(correction.key) else { continue }
      events.append(correction)
    }
    return events
  }

  private func correction(of event: StandingEvent, on day: CivilDate) -> StandingEvent? {
    var correction = event
    correction.on = day
    switch event.kind {
    case .advanced, .dropped:
      correction.kind = .corrected
      correction.evidence.reason =
        "by the figures known now it is not so that on \(event.on) \(event.from) became \(event.to)"
      // The tier that is not held after all.
      correction.from = event.to
      correction.to = event.from
    case .bonusGranted:
      guard policy.undoneBonus == .reverse else { return nil }
      correction.kind = .bonusReversed
      correction.evidence.reason = "by the figures known now \(event.to) was not reached"
    default: return nil
    }
    return correction
  }
}
