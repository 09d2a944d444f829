package import Mail

/// Compares what the log says with what a replay over the figures known now says.
///
/// The log keeps what it holds. What is no longer so is said by an event of its own; what is so again after that is said
/// once more.
package struct Corrections: Sendable {
  package let policy: MovementPolicy

  package init(policy: MovementPolicy) { self.policy = policy }

  /// The events to record: those of the replay that the log does not hold to, and one for each that it holds to and the
  /// replay has no more.
  ///
  /// - Parameters:
  ///   - known: a partner's events as the log has them.
  ///   - replayed: the same partner's history as worked out now.
  ///   - day: the day on which the difference was found.
  /// - Returns: in the order in which they are to be recorded, each with a key that the log does not have.
  package func events(known: [StandingEvent], replayed: [StandingEvent], on day: CivilDate) -> [StandingEvent]
  {
    var held: [String: Int] = [:]
    var used: [String: Int] = [:]
    for event in known {
      used[event.name, default: 0] += 1
      if let subject = event.retracted(among: known) {
        held[subject, default: 0] -= 1
      } else {
        held[event.name, default: 0] += 1
      }
    }
    var events: [StandingEvent] = []
    func add(_ event: StandingEvent) {
      var event = event
      event.occurrence = used[event.name, default: 0]
      used[event.name, default: 0] += 1
      events.append(event)
    }
    var wanted: [String: Int] = [:]
    for event in replayed {
      wanted[event.name, default: 0] += 1
      if wanted[event.name, default: 0] > held[event.name, default: 0] { add(event) }
    }
    for event in known {
      guard let correction = correction(of: event, on: day),
        held[event.name, default: 0] > wanted[event.name, default: 0]
      else { continue }
      held[event.name, default: 0] -= 1
      add(correction)
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

extension StandingEvent {
  /// The name of the event that this one takes back; nil for one that takes nothing back.
  fileprivate func retracted(among known: [StandingEvent]) -> String? {
    switch kind {
    case .bonusReversed: "\(Kind.bonusGranted.rawValue) \(to)"
    case .corrected:
      known.first {
        ($0.kind == .advanced || $0.kind == .dropped) && $0.period == period && $0.to == from && $0.from == to
      }?.name
    default: nil
    }
  }
}
