import Ledger
import Mail
import Mailroom

extension OpenedWorkspace {
  /// Puts the events of standings up to a moment in the log.
  ///
  /// The log is kept for ever, so nothing goes in it that has not happened yet, and a look back at an earlier moment than
  /// one that is recorded, whose figures know less, changes nothing.
  ///
  /// - Returns: how many events were new; nil where the moment is one that nothing is recorded of.
  @discardableResult
  func recordStandings(asOf moment: Timestamp, _ console: Console) throws -> Int? {
    let standings = StandingWalk(try walk(asOf: moment))
    guard standings.isNeeded else { return nil }
    let now = Surroundings.now()
    guard moment <= now, moment.seconds >= (try ledger.note(Self.standingsNote) ?? .min) else { return nil }
    let new = try standings.record(in: ledger, asOf: moment, at: now)
    try ledger.setNote(Self.standingsNote, moment.seconds)
    if new > 0 {
      console.say("\(counted(new, "event")) of standings recorded; `tierpost tiers events` lists them")
    }
    return new
  }

  /// The moment up to which standings are in the log.
  private static var standingsNote: String { "standings" }
}
