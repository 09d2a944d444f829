import Mail

/// Carries the state machine's decisions into the ledger's rows, within one transaction.
struct DeliveryWriter {
  private let now: Timestamp
  private let rules: OutcomeRules
  private let present: Query
  private let change: Query
  private let outcome: Query
  private let attempt: Query
  private let firstAttempt: Query

  init(_ connection: Connection, now: Timestamp, rules: OutcomeRules = OutcomeRules()) throws(LedgerError) {
    self.now = now
    self.rules = rules
    firstAttempt = try connection.query("SELECT at FROM attempt WHERE delivery = ? AND number = 1")
    present = try connection.query("SELECT state, attempts, due, reason FROM delivery WHERE id = ?")
    change = try connection.query(
      "UPDATE delivery SET state = ?, reason = ?, updated = ?, due = NULL, run = NULL, journal = NULL WHERE id = ?"
    )
    outcome = try connection.query(
      """
      UPDATE delivery SET state = ?, reason = ?, updated = ?, due = ?, attempts = ?, run = NULL, journal = NULL
        WHERE id = ?
      """)
    attempt = try connection.query(
      """
      INSERT INTO attempt (delivery, number, state, code, status, text, upstream, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """)
  }

  /// Lets an event happen to a delivery; false where it means nothing in its state or there is no such delivery.
  ///
  /// `isStarted` says that the journal has it: the ledger's row says claimed then.
  func apply(
    _ event: DeliveryEvent, to id: Int64, isStarted: Bool = false, reason: String? = nil
  ) throws(LedgerError) -> Bool {
    guard let found = try state(of: id) else { return false }
    let state = isStarted && found.state == .claimed ? .started : found.state
    guard let next = state.after(event) else { return false }
    change.bind(next.rawValue, at: 1)
    change.bind(reason, at: 2)
    change.bind(now.seconds, at: 3)
    change.bind(id, at: 4)
    try change.run()
    return true
  }

  /// Enters an attempt's outcome; false where there is no such delivery.
  ///
  /// What was said is kept in any case; the state follows where the state machine lets it. `at` is the attempt's time where
  /// that is not now.
  func record(
    _ said: Delivery.Outcome, for id: Int64, upstream: String, at: Int64? = nil
  ) throws(LedgerError) -> Bool {
    guard let found = try state(of: id) else { return false }
    let number = found.attempts + 1
    let reply = said.reply
    var next = found.state.after(said.event)
    if next == .inDoubt, rules.resendsInDoubt { next = next?.after(.retried) }
    let due = next == .deferred ? try due(afterAttempt: number, of: id) : nil
    outcome.bind((next ?? found.state).rawValue, at: 1)
    outcome.bind(next == nil ? found.reason : reply.text, at: 2)
    outcome.bind(now.seconds, at: 3)
    outcome.bind(next == nil ? found.due : due, at: 4)
    outcome.bind(number, at: 5)
    outcome.bind(id, at: 6)
    try outcome.run()
    attempt.bind(id, at: 1)
    attempt.bind(number, at: 2)
    attempt.bind(said.state.rawValue, at: 3)
    attempt.bind(reply.code, at: 4)
    attempt.bind(reply.status.description, at: 5)
    attempt.bind(reply.text, at: 6)
    attempt.bind(upstream, at: 7)
    attempt.bind(at ?? now.seconds, at: 8)
    try attempt.run()
    return true
  }

  /// The next attempt's time; never after the end of the last one's chance, so that it expires on time.
  private func due(afterAttempt number: Int, of id: Int64) throws(LedgerError) -> Int64 {
    let due = now.seconds + rules.retries.seconds(afterAttempt: number, of: id)
    firstAttempt.bind(id, at: 1)
    defer { firstAttempt.reset() }
    let first = try firstAttempt.step() ? firstAttempt.int64(0) : now.seconds
    return min(due, max(first + rules.retries.maximumAge, now.seconds))
  }

  private struct Found {
    let state: DeliveryState
    let attempts: Int
    let due: Int64?
    let reason: String?
  }

  private func state(of id: Int64) throws(LedgerError) -> Found? {
    present.bind(id, at: 1)
    guard try present.step() else { return nil }
    defer { present.reset() }
    guard let state = DeliveryState(rawValue: present.text(0)) else {
      throw LedgerError(.corrupt, "the row of delivery \(id) is damaged")
    }
    return Found(
      state: state, attempts: present.int(1), due: present.optionalInt64(2), reason: present.optionalText(3))
  }
}
