package import Mail

extension SQLiteLedger {
  private static let columns = "id, campaign, edition, as_of, opened"

  package func openEdition(
    campaign: String, edition: String, asOf: Timestamp, now: Timestamp
  ) throws(LedgerError) -> EditionRecord {
    try write { connection throws(LedgerError) in
      if let known = try Self.find(campaign, edition, connection) { return known }
      let insertion = try connection.query(
        "INSERT INTO edition (campaign, edition, as_of, opened) VALUES (?, ?, ?, ?)")
      insertion.bind(campaign, at: 1)
      insertion.bind(edition, at: 2)
      insertion.bind(asOf.seconds, at: 3)
      insertion.bind(now.seconds, at: 4)
      try insertion.run()
      return EditionRecord(
        id: EditionRecord.ID(rawValue: connection.insertedID), campaign: campaign, edition: edition,
        asOf: asOf,
        opened: now)
    }
  }

  package func edition(campaign: String, edition: String) throws(LedgerError) -> EditionRecord? {
    try read { connection throws(LedgerError) in try Self.find(campaign, edition, connection) }
  }

  package func editions() throws(LedgerError) -> [EditionRecord] {
    try read { connection throws(LedgerError) in
      let query = try connection.query("SELECT \(Self.columns) FROM edition ORDER BY opened DESC, id DESC")
      var editions: [EditionRecord] = []
      while try query.step() { editions.append(Self.record(query)) }
      return editions
    }
  }

  package func plan(
    _ deliveries: [PlannedDelivery], in edition: EditionRecord.ID, asOf: Timestamp, now: Timestamp
  ) throws(LedgerError) -> PlanResult {
    try write { connection throws(LedgerError) in
      try Self.require(edition, connection)
      let insertion = try connection.query(
        """
        INSERT INTO delivery (id, edition, partner, state, reason, planned, entered, updated)
          SELECT ?7, ?1, number, ?3, ?4, ?5, ?6, ?6 FROM partner WHERE id = ?2 ON CONFLICT (edition, partner) DO NOTHING
        """)
      let known = try connection.query(
        """
        SELECT delivery.id, state, reason FROM partner
          LEFT JOIN delivery ON edition = ? AND partner = partner.number WHERE partner.id = ?
        """)
      let entering = try connection.query("UPDATE delivery SET entered = ? WHERE id = ?")
      let writer = try DeliveryWriter(connection, now: now)
      var number = try Self.numberAfterErased(connection)
      var result = PlanResult(new: 0, known: 0)
      for delivery in deliveries {
        insertion.bind(edition.rawValue, at: 1)
        insertion.bind(delivery.partner, at: 2)
        insertion.bind(delivery.intent.state.rawValue, at: 3)
        insertion.bind(delivery.intent.reason, at: 4)
        insertion.bind(asOf.seconds, at: 5)
        insertion.bind(now.seconds, at: 6)
        insertion.bind(number, at: 7)
        try insertion.run()
        if connection.changes == 1 {
          number = nil
          result.new += 1
          continue
        }
        known.bind(edition.rawValue, at: 1)
        known.bind(delivery.partner, at: 2)
        guard try known.step() else {
          throw LedgerError(.notFound, "\(path): there is no partner \(delivery.partner)")
        }
        let id = known.int64(0)
        let isSame =
          known.text(1) == delivery.intent.state.rawValue && known.optionalText(2) == delivery.intent.reason
        known.reset()
        if !isSame, try writer.apply(delivery.intent.event, to: id, reason: delivery.intent.reason) {
          // It has been waiting from now on only.
          entering.bind(now.seconds, at: 1)
          entering.bind(id, at: 2)
          try entering.run()
        }
        result.known += 1
      }
      return result
    }
  }

  /// The number for the next delivery where the last ones were erased; nil where SQLite's own choice is new.
  private static func numberAfterErased(_ connection: Connection) throws(LedgerError) -> Int64? {
    let query = try connection.query(
      """
      SELECT value + 1 FROM meta WHERE key = 'last_delivery' AND value > (SELECT ifnull(max(id), 0) FROM delivery)
      """)
    defer { query.reset() }
    return try query.step() ? query.int64(0) : nil
  }

  /// Throws where there is no such edition.
  static func require(_ edition: EditionRecord.ID, _ connection: Connection) throws(LedgerError) {
    let query = try connection.query("SELECT 1 FROM edition WHERE id = ?")
    defer { query.reset() }
    query.bind(edition.rawValue, at: 1)
    guard try query.step() else {
      throw LedgerError(.notFound, "\(connection.path): there is no edition \(edition.rawValue)")
    }
  }

  private static func find(
    _ campaign: String, _ edition: String, _ connection: Connection
  ) throws(LedgerError) -> EditionRecord? {
    let query = try connection.query("SELECT \(columns) FROM edition WHERE campaign = ? AND edition = ?")
    defer { query.reset() }
    query.bind(campaign, at: 1)
    query.bind(edition, at: 2)
    return try query.step() ? record(query) : nil
  }

  private static func record(_ row: Query) -> EditionRecord {
    EditionRecord(
      id: EditionRecord.ID(rawValue: row.int64(0)), campaign: row.text(1), edition: row.text(2),
      asOf: Timestamp(seconds: row.int64(3)), opened: Timestamp(seconds: row.int64(4)))
  }
}

extension PlannedDelivery.Intent {
  var event: DeliveryEvent {
    switch self {
    case .planned: .planned
    case .skipped: .skipped
    }
  }

  var state: DeliveryState {
    switch self {
    case .planned: .planned
    case .skipped: .skipped
    }
  }

  var reason: String? {
    switch self {
    case .planned: nil
    case .skipped(let reason): reason
    }
  }
}
