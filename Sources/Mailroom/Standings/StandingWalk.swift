package import Ledger
package import Mail
internal import PartnerProgram

/// Works out the standings of all partners whose ladder moves, and puts what is new in the log.
package struct StandingWalk: Sendable {
  package let walk: RecipientWalk

  package init(_ walk: RecipientWalk) { self.walk = walk }

  /// Whether any ladder has standings that move; without one there is nothing to walk for.
  package var isNeeded: Bool {
    ([walk.evaluator.ladder] + walk.evaluator.segmentLadders.map(\.ladder))
      .contains { $0.terms.movement != nil }
  }

  /// The changes that wait for approval, by partner id.
  package func due(asOf clock: Timestamp) throws -> [DueChange] {
    guard isNeeded else { return [] }
    var due: [DueChange] = []
    try walk.forEachRecord { record in
      let history = try walk.history(record, asOf: clock)
      if let change = DueChange(record, history: history, walk: walk) { due.append(change) }
    }
    return due
  }

  /// Records every event up to the clock that the log does not know, and corrections of what is no longer so.
  ///
  /// Of the log only what took effect up to the clock's day is compared. The same clock again records nothing.
  ///
  /// - Parameters:
  ///   - log: the log.
  ///   - clock: the clock of the figures.
  ///   - moment: when it is recorded.
  /// - Returns: how many events were new.
  /// - Throws: a sum over 64 bits, or an error of the log.
  package func record(in log: any StandingLog, asOf clock: Timestamp, at moment: Timestamp) throws -> Int {
    guard isNeeded else { return 0 }
    let day = walk.evaluator.calendar.day(of: clock)
    var new = 0
    try walk.forEachPage { records in
      var events: [StandingEvent] = []
      for record in records {
        guard let policy = walk.evaluator.ladder(for: record.partner).terms.movement else { continue }
        let replayed = try walk.history(record, asOf: clock).events.filter { $0.on <= day }
        let known = try log.standingEvents(of: record.partner.id).map(\.event).filter { $0.on <= day }
        events += Corrections(policy: policy).events(known: known, replayed: replayed, on: day)
      }
      if !events.isEmpty { new += try log.record(events, at: moment).count }
    }
    return new
  }
}
