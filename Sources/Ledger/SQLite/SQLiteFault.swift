import GRDB
import GRDBSQLite
import Glibc

extension LedgerError {
  /// What an SQLite result code means to whoever keeps the ledger at `path`.
  ///
  /// Only the code is read: SQLite's own texts may quote values.
  init(sqlite code: CInt, path: String) {
    switch code & 0xFF {
    // Where its companion files find no room, SQLite calls it a failure to open or write them.
    case SQLITE_FULL,
      SQLITE_CANTOPEN where Self.isDiskFull(path),
      SQLITE_IOERR where Self.isDiskFull(path):
      self.init(.diskFull, "\(path): no room left on the disk; what was recorded before stands")
    case SQLITE_BUSY, SQLITE_LOCKED:
      self.init(.busy, "\(path): another process is writing to the ledger; try again")
    case SQLITE_CORRUPT:
      self.init(.corrupt, "\(path): the ledger is damaged (SQLite \(code))")
    case SQLITE_NOTADB:
      self.init(.corrupt, "\(path): this file is not a ledger")
    case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
      self.init(.readOnly, "\(path): the ledger cannot be written")
    case SQLITE_CANTOPEN:
      self.init(.io, "\(path): the ledger cannot be opened")
    case SQLITE_IOERR:
      self.init(.io, "\(path): reading or writing the ledger failed (SQLite \(code))")
    default:
      self.init(.fault, "\(path): a statement of the ledger failed (SQLite \(code))")
    }
  }

  /// Whether there is less room beside the ledger than its smallest companion file takes.
  private static func isDiskFull(_ path: String) -> Bool {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return false }
    return UInt64(status.f_bavail) * UInt64(status.f_frsize) < 65_536
  }

  /// The same for whatever GRDB threw.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as LedgerError: self = error
    case let error as DatabaseError:
      self.init(sqlite: error.extendedResultCode.rawValue, path: path)
    default: self.init(.fault, "\(path): the ledger failed")
    }
  }

  /// What a failed system call means.
  init(errno code: Int32, doing what: String, path: String) {
    switch code {
    case ENOSPC, EDQUOT: self.init(.diskFull, "\(path): no room left on the disk (\(what))")
    case EROFS, EACCES, EPERM: self.init(.readOnly, "\(path): no right to write here (\(what))")
    default: self.init(.io, "\(path): \(what) failed: \(String(cString: strerror(code)))")
    }
  }
}
