package import Mail
package import PartnerProgram

/// The history of standings: events and decisions, kept for ever; nothing in it is changed or removed.
///
/// Every function may be called from any thread.
package protocol StandingLog: Sendable {
  /// Adds what is new in one transaction: an event whose partner and key are known is left as it is.
  ///
  /// - Returns: the events that were new, in the order given.
  /// - Throws: an event of an unknown partner, and then nothing was added.
  func record(_ events: [StandingEvent], at moment: Timestamp) throws(LedgerError) -> [StandingEvent]
  /// Adds a decision.
  ///
  /// - Throws: a decision about an unknown partner.
  func record(_ decision: StandingDecision, at moment: Timestamp) throws(LedgerError)
  /// A partner's events in the order in which they were recorded.
  func standingEvents(of partner: Partner.ID) throws(LedgerError) -> [LoggedEvent]
  /// Events of all partners after a place in the log, in the order in which they were recorded.
  func standingEvents(after number: Int64, limit: Int) throws(LedgerError) -> [LoggedEvent]
  /// A partner's decisions in the order in which they were recorded.
  func decisions(of partner: Partner.ID) throws(LedgerError) -> [StandingDecision]
  /// The decisions of all partners, by partner; there are few of them.
  func decisions() throws(LedgerError) -> [Partner.ID: [StandingDecision]]
}

/// An event in its place in the log.
package struct LoggedEvent: Sendable, Equatable {
  /// Grows with every event; never given twice.
  package let number: Int64
  package let event: StandingEvent
  package let recorded: Timestamp

  package init(number: Int64, event: StandingEvent, recorded: Timestamp) {
    self.number = number
    self.event = event
    self.recorded = recorded
  }
}
