import GRDB
import GRDBSQLite

/// A prepared statement: values are bound by place from 1, columns read by place from 0.
struct Query {
  private let statement: Statement
  private let path: String
  let raw: OpaquePointer

  init(_ statement: Statement, path: String) {
    self.statement = statement
    self.path = path
    raw = statement.sqliteStatement
    // A cached statement may have been left in the middle by whoever threw.
    sqlite3_reset(raw)
  }

  /// Moves to the next row; false, and ready for the next run, after the last one.
  func step() throws(LedgerError) -> Bool {
    let code = sqlite3_step(raw)
    if code == SQLITE_ROW { return true }
    let failure = code == SQLITE_DONE ? SQLITE_OK : sqlite3_extended_errcode(sqlite3_db_handle(raw))
    sqlite3_reset(raw)
    guard failure == SQLITE_OK else { throw LedgerError(sqlite: failure, path: path) }
    return false
  }

  /// Runs a statement that gives no rows, or none of interest.
  func run() throws(LedgerError) {
    while try step() {}
  }

  /// Ends the reading of rows before the last one.
  func reset() { sqlite3_reset(raw) }

  func bind(_ value: Int64?, at index: Int) {
    if let value {
      sqlite3_bind_int64(raw, CInt(index), value)
    } else {
      sqlite3_bind_null(raw, CInt(index))
    }
  }

  func bind(_ value: Int, at index: Int) { sqlite3_bind_int64(raw, CInt(index), Int64(value)) }

  func bind(_ text: String?, at index: Int) {
    guard var text else {
      sqlite3_bind_null(raw, CInt(index))
      return
    }
    text.withUTF8 { bytes in
      // The empty string may have no address, and SQLite takes nil for NULL.
      _ = UnsafeRawBufferPointer(bytes).withMemoryRebound(to: CChar.self) {
        sqlite3_bind_text(raw, CInt(index), $0.baseAddress ?? Self.empty, CInt($0.count), Self.copied)
      }
    }
  }

  func bind(blob bytes: [UInt8], at index: Int) {
    _ = bytes.withUnsafeBytes {
      $0.isEmpty
        ? sqlite3_bind_zeroblob(raw, CInt(index), 0)
        : sqlite3_bind_blob(raw, CInt(index), $0.baseAddress, CInt($0.count), Self.copied)
    }
  }

  func isNull(_ column: Int) -> Bool { sqlite3_column_type(raw, CInt(column)) == SQLITE_NULL }

  func int64(_ column: Int) -> Int64 { sqlite3_column_int64(raw, CInt(column)) }

  func optionalInt64(_ column: Int) -> Int64? { isNull(column) ? nil : int64(column) }

  func int(_ column: Int) -> Int { Int(int64(column)) }

  /// The bytes of a text or blob, valid until the next step; none for NULL.
  func bytes(_ column: Int) -> UnsafeBufferPointer<UInt8> {
    // Asked in this order, the count is that of the bytes at the address.
    let start = sqlite3_column_blob(raw, CInt(column))
    let count = Int(sqlite3_column_bytes(raw, CInt(column)))
    return UnsafeBufferPointer(
      start: start?.assumingMemoryBound(to: UInt8.self), count: start == nil ? 0 : count)
  }

  func text(_ column: Int) -> String { String(decoding: bytes(column), as: UTF8.self) }

  func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }

  /// An address for texts of no bytes; never read.
  // It is set once, before any use, and what it points to is never written.
  nonisolated(unsafe) private static let empty: UnsafePointer<CChar> = UnsafePointer(
    UnsafeMutablePointer<CChar>.allocate(capacity: 1))

  /// SQLITE_TRANSIENT, a cast that C's importer does not bring over: SQLite copies the bytes before it returns.
  static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}
