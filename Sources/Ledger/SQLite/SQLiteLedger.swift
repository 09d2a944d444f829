import GRDB
package import Mail
import Synchronization

/// The ledger in one SQLite file (WAL, synchronous=FULL), with a start journal and a run lock beside it.
package final class SQLiteLedger: Sendable {
  let path: String
  let bootID: String
  let addressKeys: @Sendable (EmailAddress) -> [[UInt8]]
  /// The run that this process is in, between `beginRun` and `endRun`.
  let run = Mutex<Run?>(nil)
  private let pool: DatabasePool

  /// Opens the ledger at `path`, creating folder and file where they are not there.
  ///
  /// - Parameters:
  ///   - path: the database file; journal and lock stand beside it.
  ///   - bootID: what tells one boot of the machine from the next, such as Linux's `/proc/sys/kernel/random/boot_id`: a
  ///     run of another boot may have lost the end of its journal. Where it is empty, every run may have.
  ///   - addressKeys: the keyed hashes under which an address is suppressed, one for each way of writing it.
  /// - Throws: `LedgerError`, before anything was changed where the file is not a ledger of this version or older.
  package init(
    path: String, bootID: String, addressKeys: @escaping @Sendable (EmailAddress) -> [[UInt8]]
  ) throws(LedgerError) {
    self.path = path
    self.bootID = bootID
    self.addressKeys = addressKeys
    try LedgerFile.prepare(at: path)
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.maximumReaderCount = 3
    // Readers walk from page to page: what they keep of pages read before is of no use.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -256") }
    do {
      pool = try DatabasePool(path: path, configuration: configuration)
      try pool.writeWithoutTransaction { database in
        let connection = Connection(database: database, path: path)
        // GRDB chooses NORMAL for WAL, which may lose the last commits when power fails.
        try connection.run(
          """
          PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;
          PRAGMA temp_store = FILE; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -1024
          """)
        try LedgerSchema.bringUpToDate(connection)
      }
    } catch {
      throw LedgerError(error, path: path)
    }
  }

  /// Runs `body` in one write transaction; durable on return.
  func write<T>(_ body: (Connection) throws(LedgerError) -> T) throws(LedgerError) -> T {
    do {
      return try pool.writeWithoutTransaction { database in
        let connection = Connection(database: database, path: path)
        return try connection.transaction {
          defer { connection.endReadings() }
          return try body(connection)
        }
      }
    } catch {
      throw LedgerError(error, path: path)
    }
  }

  /// The same for an import, which looks up every row's partner itself: asking SQLite again costs a tenth of its time.
  func writeUnreferenced<T>(_ body: (Connection) throws -> T) throws -> T {
    try pool.writeWithoutTransaction { database in
      let connection = Connection(database: database, path: path)
      // Outside of a transaction, for within one the setting stands still. Rows come in any order: 16 MiB of pages are
      // kept while they do, and given back.
      try connection.run("PRAGMA foreign_keys = OFF; PRAGMA cache_size = -16384")
      defer {
        try? connection.run("PRAGMA foreign_keys = ON; PRAGMA cache_size = -1024; PRAGMA shrink_memory")
      }
      return try connection.transaction {
        defer { connection.endReadings() }
        return try body(connection)
      }
    }
  }

  /// Rewrites the file without its free pages and empties the write-ahead log, so that nothing deleted can be read in either.
  func compact() throws(LedgerError) {
    do {
      try pool.writeWithoutTransaction { database in
        let connection = Connection(database: database, path: path)
        connection.endReadings()
        try connection.run("VACUUM")
        let checkpoint = try connection.query("PRAGMA wal_checkpoint(TRUNCATE)")
        let isBusy = try checkpoint.step() && checkpoint.int(0) != 0
        checkpoint.reset()
        if isBusy {
          throw LedgerError(
            .busy, "\(path): another process is reading, so traces are left in the write-ahead log; try again"
          )
        }
      }
    } catch {
      throw LedgerError(error, path: path)
    }
  }

  /// Runs `body` on one snapshot of the ledger, beside any writer.
  func read<T>(_ body: (Connection) throws(LedgerError) -> T) throws(LedgerError) -> T {
    do {
      return try pool.read { database in
        let connection = Connection(database: database, path: path)
        defer { connection.endReadings() }
        return try body(connection)
      }
    } catch {
      throw LedgerError(error, path: path)
    }
  }
}
