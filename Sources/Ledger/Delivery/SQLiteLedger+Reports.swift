package import Mail

extension SQLiteLedger {
  package func summary(_ edition: EditionRecord.ID) throws(LedgerError) -> [DeliveryState: Int] {
    try read { connection throws(LedgerError) in
      try Self.require(edition, connection)
      let query = try connection.query(
        "SELECT state, count(*) FROM delivery WHERE edition = ? GROUP BY state")
      query.bind(edition.rawValue, at: 1)
      var counts: [DeliveryState: Int] = [:]
      while try query.step() { counts[try Self.state(query.text(0))] = query.int(1) }
      let erased = try connection.query("SELECT state, count FROM erased WHERE edition = ?")
      erased.bind(edition.rawValue, at: 1)
      while try erased.step() { counts[try Self.state(erased.text(0)), default: 0] += erased.int(1) }
      return counts
    }
  }

  package func nextDue(_ edition: EditionRecord.ID) throws(LedgerError) -> Timestamp? {
    try read { connection throws(LedgerError) in
      let query = try connection.query("SELECT min(due) FROM delivery WHERE edition = ? AND state = ?")
      query.bind(edition.rawValue, at: 1)
      query.bind(DeliveryState.deferred.rawValue, at: 2)
      defer { query.reset() }
      return try query.step() ? query.optionalInt64(0).map { Timestamp(seconds: $0) } : nil
    }
  }

  package func delivery(
    _ id: Envelope.ID
  ) throws(LedgerError) -> (row: DeliveryRow, edition: EditionRecord.ID)? {
    try read { connection throws(LedgerError) in
      let query = try connection.query(
        "SELECT \(Self.rowColumns), edition FROM delivery JOIN partner ON partner.number = partner WHERE delivery.id = ?"
      )
      query.bind(id.rawValue, at: 1)
      guard try query.step() else { return nil }
      return (try Self.row(query), EditionRecord.ID(rawValue: query.int64(8)))
    }
  }

  private static let rowColumns =
    "delivery.id, partner.id, state, attempts, reason, planned, delivery.updated, due"

  private static func row(_ query: Query) throws(LedgerError) -> DeliveryRow {
    DeliveryRow(
      id: Envelope.ID(rawValue: query.int64(0)), partner: query.text(1), state: try state(query.text(2)),
      attempts: query.int(3), reason: query.optionalText(4), planned: Timestamp(seconds: query.int64(5)),
      updated: Timestamp(seconds: query.int64(6)), due: query.optionalInt64(7).map { Timestamp(seconds: $0) })
  }

  package func deliveries(
    in edition: EditionRecord.ID, state: DeliveryState, after cursor: Envelope.ID?, limit: Int
  ) throws(LedgerError) -> [DeliveryRow] {
    try read { connection throws(LedgerError) in
      try Self.require(edition, connection)
      // Only deferred ones have a time; for all others the index gives the order.
      let query = try connection.query(
        """
        SELECT \(Self.rowColumns)
          FROM delivery CROSS JOIN partner ON partner.number = partner
          WHERE edition = ? AND state = ? AND due IS \(state == .deferred ? "NOT NULL" : "NULL") AND delivery.id > ?
          ORDER BY delivery.id LIMIT ?
        """)
      query.bind(edition.rawValue, at: 1)
      query.bind(state.rawValue, at: 2)
      query.bind(cursor?.rawValue ?? 0, at: 3)
      query.bind(limit, at: 4)
      var rows: [DeliveryRow] = []
      while try query.step() { rows.append(try Self.row(query)) }
      return rows
    }
  }

  package func attempts(_ id: Envelope.ID) throws(LedgerError) -> [Attempt] {
    try read { connection throws(LedgerError) in
      let query = try connection.query(
        "SELECT number, state, code, status, text, upstream, at FROM attempt WHERE delivery = ? ORDER BY number"
      )
      query.bind(id.rawValue, at: 1)
      var attempts: [Attempt] = []
      while try query.step() {
        let reply = Delivery.Reply(
          code: query.int(2), status: try Self.status(query.text(3)), text: query.text(4))
        attempts.append(
          Attempt(
            number: query.int(0), state: try Self.state(query.text(1)), reply: reply, upstream: query.text(5),
            at: Timestamp(seconds: query.int64(6))))
      }
      return attempts
    }
  }

  private static func state(_ word: String) throws(LedgerError) -> DeliveryState {
    guard let state = DeliveryState(rawValue: word) else {
      throw LedgerError(.corrupt, "the ledger names a delivery state that is none: \(word)")
    }
    return state
  }

  private static func status(_ text: String) throws(LedgerError) -> EnhancedStatus {
    let parts = text.split(separator: ".")
    guard parts.count == 3, let category = UInt8(parts[0]), let subject = UInt16(parts[1]),
      let detail = UInt16(parts[2])
    else { throw LedgerError(.corrupt, "the ledger names an enhanced status that is none: \(text)") }
    return EnhancedStatus(category, subject, detail)
  }
}
