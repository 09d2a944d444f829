package import Mail
package import PartnerProgram
import Synchronization

extension SQLiteLedger {
  package func erase(_ partner: Partner.ID, now: Timestamp) throws(LedgerError) -> Erasure {
    guard run.withLock({ $0 != nil }) else { throw noRun }
    let erasure: Erasure = try write { connection throws(LedgerError) in
      // What is deleted is overwritten too, in the pages that stay in use.
      try connection.run("PRAGMA secure_delete = ON")
      try Self.restamp(connection)
      let query = try connection.query("SELECT number, email FROM partner WHERE id = ?")
      query.bind(partner, at: 1)
      guard try query.step() else { throw LedgerError(.notFound, "there is no partner '\(partner)'") }
      let number = query.int64(0)
      let email = EmailAddress(stored: query.bytes(1))
      query.reset()
      guard let email else { throw LedgerError(.corrupt, "the row of partner \(partner) is damaged") }
      // First of all: whatever happens next, nobody writes there any more.
      _ = try SuppressionWriter(connection, path: path).add(
        addressKeys(email), scope: .all, reason: "erased", now: now)
      return try remove(number, partner, connection)
    }
    try compact()
    return erasure
  }

  private func remove(
    _ number: Int64, _ id: Partner.ID, _ connection: Connection
  ) throws(LedgerError) -> Erasure {
    func run(_ sql: String) throws(LedgerError) -> Int {
      let query = try connection.query(sql)
      query.bind(number, at: 1)
      try query.run()
      return connection.changes
    }
    let claimed = try connection.query("SELECT 1 FROM delivery WHERE partner = ? AND state = ? LIMIT 1")
    claimed.bind(number, at: 1)
    claimed.bind(DeliveryState.claimed.rawValue, at: 2)
    let isClaimed = try claimed.step()
    claimed.reset()
    if isClaimed {
      throw LedgerError(.busy, "a mail to partner '\(id)' is on its way; try again when it is there")
    }
    _ = try run(
      """
      INSERT INTO erased (edition, state, count)
        SELECT edition, state, count(*) FROM delivery WHERE partner = ? GROUP BY edition, state
        ON CONFLICT (edition, state) DO UPDATE SET count = count + excluded.count
      """)
    _ = try run("DELETE FROM attempt WHERE delivery IN (SELECT id FROM delivery WHERE partner = ?)")
    // A number that was once a delivery's is never another one's: it stands in the journal and in names of files.
    let last = try connection.query(
      """
      INSERT INTO meta SELECT 'last_delivery', max(id) FROM delivery WHERE true HAVING max(id) IS NOT NULL
        ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value)
      """)
    try last.run()
    var erasure = Erasure()
    erasure.deliveries = try run("DELETE FROM delivery WHERE partner = ?")
    for table in try tables(naming: "partner", as: "INTEGER", connection) {
      try withoutGuards(of: table, connection) { () throws(LedgerError) in
        _ = try run("DELETE FROM \"\(table)\" WHERE partner = ?")
      }
    }
    for table in try tables(naming: "partner", as: "TEXT", connection) {
      try withoutGuards(of: table, connection) { () throws(LedgerError) in
        let query = try connection.query("DELETE FROM \"\(table)\" WHERE partner = ?")
        query.bind(id, at: 1)
        try query.run()
      }
    }
    erasure.activities = try run(
      "DELETE FROM activity WHERE key BETWEEN (?1 << 32) AND (?1 << 32) + 4294967295")
    _ = try run("DELETE FROM partner WHERE number = ?")
    return erasure
  }

  /// Runs `body` while a table's triggers are away: a log that only grows gives way to erasing, and to nothing else.
  private func withoutGuards(
    of table: String, _ connection: Connection, _ body: () throws(LedgerError) -> Void
  ) throws(LedgerError) {
    let query = try connection.query(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?")
    query.bind(table, at: 1)
    var triggers: [(name: String, sql: String)] = []
    while try query.step() { triggers.append((query.text(0), query.text(1))) }
    for trigger in triggers { try connection.run("DROP TRIGGER \"\(trigger.name)\"") }
    try body()
    for trigger in triggers { try connection.run(trigger.sql) }
  }

  /// Further tables with a column of that name and type: a partner stands in a table by number or by id.
  private func tables(
    naming column: String, as type: String, _ connection: Connection
  ) throws(LedgerError) -> [String] {
    let query = try connection.query(
      """
      SELECT m.name FROM sqlite_schema m JOIN pragma_table_xinfo(m.name) c
        WHERE m.type = 'table' AND c.name = ? AND c.type = ? AND m.name NOT IN ('delivery', 'activity', 'partner')
      """)
    query.bind(column, at: 1)
    query.bind(type, at: 2)
    var names: [String] = []
    while try query.step() { names.append(query.text(0)) }
    return names
  }
}

/// Adds to the suppression list, within a transaction.
struct SuppressionWriter {
  private let insertion: Query
  private let connection: Connection
  private let path: String

  init(_ connection: Connection, path: String) throws(LedgerError) {
    self.connection = connection
    self.path = path
    insertion = try connection.query(
      "INSERT INTO suppression (key, scope, reason, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
  }

  /// Returns false where the scope had every key already.
  func add(
    _ keys: [[UInt8]], scope: SuppressionScope, reason: String, now: Timestamp
  ) throws(LedgerError) -> Bool {
    guard !keys.isEmpty, !keys.contains([]) else {
      throw LedgerError(.fault, "\(path): an address without a key cannot be suppressed")
    }
    var isNew = false
    for key in keys {
      insertion.bind(blob: key, at: 1)
      insertion.bind(scope.description, at: 2)
      insertion.bind(reason, at: 3)
      insertion.bind(now.seconds, at: 4)
      try insertion.run()
      isNew = isNew || connection.changes > 0
    }
    return isNew
  }
}
