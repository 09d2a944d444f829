import GRDBSQLite

/// The tables of the ledger and how an older ledger becomes one of this version.
enum LedgerSchema {
  /// "TPLG" in the file's header: tells a ledger from any other SQLite file.
  static let applicationID = 0x5450_4C47

  /// The version this program writes: PRAGMA user_version.
  static var version: Int { migrations.count }

  /// The step from version n to n + 1 is the nth; a step that was released is never changed.
  static let migrations = [
    programTables + deliveryTables + suppressionTables, tierTables, DeliverySchema.erasureAndExpiry,
    ImportTotals.table,
  ]

  /// Brings the ledger to this version in one transaction; refuses one of a newer version.
  static func bringUpToDate(_ connection: Connection) throws {
    try connection.transaction {
      let found = try integer("PRAGMA user_version", connection)
      try refuseNewer(found, path: connection.path)
      guard found < version else { return }
      if found == 0, try integer("SELECT count(*) FROM sqlite_schema", connection) > 0 {
        throw LedgerError(.corrupt, "\(connection.path): this is an SQLite file, but not a ledger")
      }
      for step in migrations[found...] { try connection.run(step) }
      try connection.run("PRAGMA application_id = \(applicationID); PRAGMA user_version = \(version)")
    }
  }

  static func refuseNewer(_ found: Int, path: String) throws(LedgerError) {
    guard found > version else { return }
    throw LedgerError(
      .newerVersion(found: found, known: version),
      "\(path): this ledger is of version \(found); this Tierpost knows version \(version) and changed nothing"
    )
  }

  private static func integer(_ sql: String, _ connection: Connection) throws(LedgerError) -> Int {
    let query = try connection.query(sql)
    defer { query.reset() }
    return try query.step() ? query.int(0) : 0
  }

  /// Activities are clustered by partner, so that a partner's are read in one range: see `ActivityKey`.
  ///
  /// Days are days since
  /// 1970-01-01, times seconds since then.
  private static let programTables = """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID, STRICT;
    CREATE TABLE field_name (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE currency (
      number INTEGER PRIMARY KEY, code TEXT NOT NULL, exponent INTEGER NOT NULL, UNIQUE (code, exponent)) STRICT;
    CREATE TABLE partner (
      number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, email TEXT NOT NULL,
      type TEXT, channel TEXT, country TEXT, language TEXT, source TEXT, tags TEXT,
      joined_on INTEGER NOT NULL, left_on INTEGER, time_zone TEXT, fields BLOB) STRICT;
    CREATE TABLE activity (
      key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, occurred INTEGER NOT NULL,
      kind TEXT NOT NULL, status TEXT NOT NULL, currency INTEGER REFERENCES currency (number),
      amount INTEGER, commission INTEGER, customer TEXT, reference TEXT,
      partner INTEGER AS (key >> 32) VIRTUAL REFERENCES partner (number)) STRICT;
    CREATE INDEX activity_by_reference ON activity (reference) WHERE reference IS NOT NULL;

    """

  /// `delivery.run` and `delivery.journal` say which run claimed a delivery and where in the start journal to look from.
  private static let deliveryTables = """
    CREATE TABLE run (number INTEGER PRIMARY KEY, boot TEXT NOT NULL, began INTEGER NOT NULL) STRICT;
    CREATE TABLE edition (
      id INTEGER PRIMARY KEY, campaign TEXT NOT NULL, edition TEXT NOT NULL,
      as_of INTEGER NOT NULL, opened INTEGER NOT NULL, UNIQUE (campaign, edition)) STRICT;
    CREATE TABLE delivery (
      id INTEGER PRIMARY KEY, edition INTEGER NOT NULL REFERENCES edition (id),
      partner INTEGER NOT NULL REFERENCES partner (number), state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
      due INTEGER, reason TEXT, planned INTEGER NOT NULL, updated INTEGER NOT NULL,
      run INTEGER REFERENCES run (number), journal INTEGER, UNIQUE (edition, partner)) STRICT;
    CREATE INDEX delivery_by_state ON delivery (edition, state, due);
    CREATE TABLE attempt (
      delivery INTEGER NOT NULL REFERENCES delivery (id), number INTEGER NOT NULL, state TEXT NOT NULL,
      code INTEGER NOT NULL, status TEXT NOT NULL, text TEXT NOT NULL, upstream TEXT NOT NULL, at INTEGER NOT NULL,
      PRIMARY KEY (delivery, number)) WITHOUT ROWID, STRICT;

    """

  /// Entries are never changed or removed, not by REPLACE either, which fires no trigger on the row it removes.
  private static let suppressionTables = """
    CREATE TABLE suppression (
      key BLOB NOT NULL, scope TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL,
      PRIMARY KEY (key, scope)) WITHOUT ROWID, STRICT;
    CREATE TRIGGER suppression_stays BEFORE UPDATE ON suppression
      BEGIN SELECT RAISE(ABORT, 'suppressions are only ever added'); END;
    CREATE TRIGGER suppression_remains BEFORE DELETE ON suppression
      BEGIN SELECT RAISE(ABORT, 'suppressions are only ever added'); END;
    CREATE TRIGGER suppression_once BEFORE INSERT ON suppression
      WHEN EXISTS (SELECT 1 FROM suppression WHERE key = new.key AND scope = new.scope)
      BEGIN SELECT RAISE(IGNORE); END;
    """
}
