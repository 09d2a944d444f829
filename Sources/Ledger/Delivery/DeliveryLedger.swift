package import Mail
package import PartnerProgram

/// What was promised to whom, and what became of it.
///
/// Every function may be called from any thread; what a function has
/// returned from is durable, against power loss too, except `started`, which is durable against the end of the process.
///
/// The order that keeps the promise: `claim` before a batch is composed, `started` before the final dot, `answered` and then
/// `record` after the reply, `recover` before the first claim of a run. No message is lost; after a crash at most one delivery
/// of each connection is in doubt, and what is in doubt is held.
package protocol DeliveryLedger: Sendable {
  /// Takes the exclusive right to send; the process's end gives it up too. A second run gets `.locked` with the holder's pid.
  func beginRun() throws(LedgerError)
  func endRun()
  /// Settles what a run before left claimed: not started goes back to planned, started is in doubt. Needs a run.
  func recover(now: Timestamp) throws(LedgerError) -> Recovery

  /// The edition of that name; a new one is created with `asOf`, an existing one keeps its own.
  func openEdition(
    campaign: String, edition: String, asOf: Timestamp, now: Timestamp
  ) throws(LedgerError) -> EditionRecord
  /// The edition of that name; nil where it was never opened.
  func edition(campaign: String, edition: String) throws(LedgerError) -> EditionRecord?
  /// All editions, the newest first.
  func editions() throws(LedgerError) -> [EditionRecord]

  /// Enters who is to hear something; a partner is in an edition once, whatever is planned again.
  ///
  /// What is still planned or skipped follows the later plan, as nothing was sent; every other state stands. `asOf` is the
  /// clock of the content, `now` the one that a campaign's `not_after` counts from.
  func plan(
    _ deliveries: [PlannedDelivery], in edition: EditionRecord.ID, asOf: Timestamp, now: Timestamp
  ) throws(LedgerError) -> PlanResult
  /// Claims deliveries that are planned, or deferred and due. Needs a run.
  ///
  /// Whoever is suppressed becomes suppressed instead and is not returned; what is too old becomes expired. An empty answer
  /// means that nothing is due.
  func claim(_ request: ClaimRequest, now: Timestamp) throws(LedgerError) -> [Claim]
  /// Makes deferred deliveries of an edition due now; returns how many were not.
  ///
  /// Once before a run's first claim: what the run itself defers then waits its time and is not claimed over and over.
  func hasten(in edition: EditionRecord.ID, only: Set<Partner.ID>?, now: Timestamp) throws(LedgerError) -> Int
  /// Gives claimed deliveries back unsent; the attempt is not counted.
  func release(_ ids: [Envelope.ID], now: Timestamp) throws(LedgerError)
  /// Makes claimed deliveries deferred until a moment, unsent and without an attempt.
  func postpone(_ ids: [Envelope.ID], until due: Timestamp, now: Timestamp) throws(LedgerError)
  /// Ends claimed deliveries unsent, with the reason.
  func skip(_ ids: [Envelope.ID], reason: String, now: Timestamp) throws(LedgerError)
  /// Ends claimed deliveries unsent whose address was suppressed meanwhile, with the reason.
  func suppress(claimed ids: [Envelope.ID], reason: String, now: Timestamp) throws(LedgerError)
  /// Notes that final dots are about to go out: called on the transport's thread, takes microseconds. When it throws, the
  /// dots must not be sent.
  func started(_ ids: [Envelope.ID]) throws(LedgerError)
  /// Notes that the upstream answered a started delivery, before `record` has its turn: called on the transport's thread.
  ///
  /// It is written with the next start, so that after the end of the process only what a connection had under way is in
  /// doubt and not everything that waited to be recorded.
  func answered(_ delivery: Delivery)
  /// Records outcomes in one transaction, each with its attempt; `upstream` is that of deliveries that name none.
  func record(_ deliveries: [Delivery], upstream: String, rules: OutcomeRules, now: Timestamp)
    throws(LedgerError)
  /// Makes what is in doubt in an edition deferred and due now; returns how many. Needs a run.
  ///
  /// With a name, only what that upstream had last; with a time, only what was not put in doubt before it.
  func retryInDoubt(
    in edition: EditionRecord.ID, of upstream: String?, since: Timestamp?, now: Timestamp
  ) throws(LedgerError) -> Int

  /// Decides deliveries that are in doubt.
  func settle(_ ids: [Envelope.ID], as settlement: Settlement, now: Timestamp) throws(LedgerError) -> Int
  /// Ends what is planned or deferred in an edition; returns how many.
  func cancel(_ edition: EditionRecord.ID, now: Timestamp) throws(LedgerError) -> Int

  /// How many deliveries of an edition are in each state; states without any are absent.
  func summary(_ edition: EditionRecord.ID) throws(LedgerError) -> [DeliveryState: Int]
  /// When the next deferred delivery of an edition is due; nil where none is deferred.
  func nextDue(_ edition: EditionRecord.ID) throws(LedgerError) -> Timestamp?
  /// A delivery by its number, with the edition it belongs to; nil where there is none.
  func delivery(_ id: Envelope.ID) throws(LedgerError) -> (row: DeliveryRow, edition: EditionRecord.ID)?
  /// Deliveries of an edition in a state, in the order they were planned, after `cursor`.
  func deliveries(
    in edition: EditionRecord.ID, state: DeliveryState, after cursor: Envelope.ID?, limit: Int
  ) throws(LedgerError) -> [DeliveryRow]
  /// Every attempt at one delivery, oldest first.
  func attempts(_ id: Envelope.ID) throws(LedgerError) -> [Attempt]

  /// Removes a partner: row, activity, deliveries with their attempts, and every trace in the ledger's files. Needs a run.
  ///
  /// What stays is the suppression of the address in every stream, by its hashes, and the number of deliveries in each state
  /// of an edition. Partners that are brought in again are not written to.
  func erase(_ partner: Partner.ID, now: Timestamp) throws(LedgerError) -> Erasure
}

extension DeliveryLedger {
  /// Records outcomes by the standard rules.
  package func record(_ deliveries: [Delivery], upstream: String, now: Timestamp) throws(LedgerError) {
    try record(deliveries, upstream: upstream, rules: OutcomeRules(), now: now)
  }
}

/// Who must not be written to.
///
/// Entries are only ever added, and hold keyed hashes, no addresses.
package protocol SuppressionList: Sendable {
  /// Adds an address under all its keys; returns false where that scope had it already.
  func suppress(_ address: EmailAddress, scope: SuppressionScope, reason: String, now: Timestamp)
    throws(LedgerError) -> Bool
  /// The same for keys computed elsewhere, such as those of an unsubscribe token.
  func suppress(keys: [[UInt8]], scope: SuppressionScope, reason: String, now: Timestamp) throws(LedgerError)
    -> Bool
  /// Whether the address is suppressed in one of `scopes` or in `.all`.
  func isSuppressed(_ address: EmailAddress, in scopes: [SuppressionScope]) throws(LedgerError) -> Bool
  /// A number that grows with every entry, whoever makes it: cheap enough to be asked several times a second.
  func suppressionCount() throws(LedgerError) -> Int64
  /// Which of these deliveries go to an address that is suppressed in one of `scopes` or in `.all`, and why.
  func suppressed(among ids: [Envelope.ID], scopes: [SuppressionScope]) throws(LedgerError)
    -> [Envelope.ID: String]
}
