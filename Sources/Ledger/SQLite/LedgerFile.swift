import Glibc

/// The ledger's file before SQLite opens it.
enum LedgerFile {
  /// Makes sure that there is a file that can be written and that is no stranger's.
  ///
  /// A new file is readable by its owner only, for it will hold names and addresses; SQLite gives its companions the same mode.
  static func prepare(at path: String) throws(LedgerError) {
    try makeFolder(of: path)
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw LedgerError(errno: errno, doing: "opening the ledger", path: path) }
    defer { close(descriptor) }
    try refuse(descriptor, path: path)
  }

  /// Reads the header: a file of another program or a newer version must not even be switched to WAL.
  private static func refuse(_ descriptor: Int32, path: String) throws(LedgerError) {
    var header = [UInt8](repeating: 0, count: 100)
    let count = pread(descriptor, &header, header.count, 0)
    guard count > 0 else { return }
    guard count == header.count, header.starts(with: Array("SQLite format 3\0".utf8)) else {
      throw LedgerError(.corrupt, "\(path): this file is not a ledger")
    }
    func number(at place: Int) -> Int { header[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) } }
    let application = number(at: 68)
    // A ledger whose creation was cut short has its number in the write-ahead log only.
    let isBegun = application == 0 && access(path + "-wal", F_OK) == 0
    guard application == LedgerSchema.applicationID || isBegun else {
      throw LedgerError(.corrupt, "\(path): this is an SQLite file, but not a ledger")
    }
    try LedgerSchema.refuseNewer(number(at: 60), path: path)
  }

  private static func makeFolder(of path: String) throws(LedgerError) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true).dropLast()
    var folder = path.hasPrefix("/") ? "" : "."
    for part in parts {
      folder += "/" + part
      // Not `mkdir` first: on a read-only file system it fails for folders that are there.
      if access(folder, F_OK) == 0 || mkdir(folder, 0o700) == 0 || errno == EEXIST { continue }
      throw LedgerError(errno: errno, doing: "creating the folder", path: folder)
    }
  }
}
