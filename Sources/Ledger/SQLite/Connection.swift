import GRDB
import GRDBSQLite

/// One of GRDB's connections, driven by SQLite's own calls, which are several times faster per row.
///
/// Used on GRDB's queue only, within one `read` or `write`.
struct Connection {
  let database: Database
  let path: String

  /// The statement of that text, prepared once for each connection.
  ///
  /// Not to be used twice at a time.
  func query(_ sql: String) throws(LedgerError) -> Query {
    do {
      return Query(try database.cachedStatement(sql: sql), path: path)
    } catch {
      throw LedgerError(error, path: path)
    }
  }

  /// Runs statements that take and give no values.
  func run(_ sql: String) throws(LedgerError) {
    let code = sqlite3_exec(database.sqliteConnection, sql, nil, nil, nil)
    guard code == SQLITE_OK else {
      throw LedgerError(sqlite: sqlite3_extended_errcode(database.sqliteConnection), path: path)
    }
  }

  /// Ends every reading that was left before its last row: it would hold the connection's snapshot, and later readings
  /// would see the past.
  func endReadings() {
    var statement = sqlite3_next_stmt(database.sqliteConnection, nil)
    while let present = statement {
      if sqlite3_stmt_busy(present) != 0 { sqlite3_reset(present) }
      statement = sqlite3_next_stmt(database.sqliteConnection, present)
    }
  }

  /// Rows the last statement inserted, updated or deleted.
  var changes: Int { Int(sqlite3_changes(database.sqliteConnection)) }

  /// The rowid of the last insertion.
  var insertedID: Int64 { sqlite3_last_insert_rowid(database.sqliteConnection) }

  /// Runs `body` in a transaction that holds the write lock from its start, so that it never has to be repeated.
  func transaction<T>(_ body: () throws -> T) throws -> T {
    try run("BEGIN IMMEDIATE")
    do {
      let value = try body()
      try run("COMMIT")
      return value
    } catch {
      // A full disk may have ended the transaction already.
      if sqlite3_get_autocommit(database.sqliteConnection) == 0 { try? run("ROLLBACK") }
      throw error
    }
  }
}
