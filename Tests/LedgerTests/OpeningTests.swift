import Foundation
import Mail
import Testing

@testable import Ledger

struct OpeningTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  @Test func `a ledger is created with its folders, for its owner only`() throws {
    let path = folder.path + "/a/b/ledger.db"
    let ledger = try SQLiteLedger(path: path, bootID: "b", addressKeys: Sample.keys)
    try ledger.bringIn(partners: 1)
    for file in ["", "-wal", "-shm"] {
      let mode = try FileManager.default.attributesOfItem(atPath: path + file)[.posixPermissions] as? Int
      #expect(mode == 0o600)
    }
  }

  @Test func `a ledger is durable against power loss`() throws {
    let ledger = try folder.open()
    for (pragma, value) in [("synchronous", "2"), ("journal_mode", "wal"), ("foreign_keys", "1")] {
      let found = try ledger.write { connection throws(LedgerError) in
        let query = try connection.query("PRAGMA \(pragma)")
        defer { query.reset() }
        return try query.step() ? query.text(0) : ""
      }
      #expect(found == value, "\(pragma)")
    }
  }

  @Test func `a ledger of a newer version is refused and left alone`() throws {
    var ledger: SQLiteLedger? = try folder.open()
    try ledger?.bringIn(partners: 2)
    try ledger?.write { connection throws(LedgerError) in try connection.run("PRAGMA user_version = 99") }
    ledger = nil
    let before = try Data(contentsOf: URL(filePath: folder.ledger))
    let failure = #expect(throws: LedgerError.self) { try folder.open() }
    #expect(failure?.kind == .newerVersion(found: 99, known: LedgerSchema.version))
    #expect(try Data(contentsOf: URL(filePath: folder.ledger)) == before)
  }

  @Test(arguments: ["id,name\n", "SQLite format 3\0 and then something else that is no database at all"])
  func `a file that is no ledger is refused and left alone`(content: String) throws {
    let bytes = Data((content + String(repeating: "x", count: 4_096)).utf8)
    try bytes.write(to: URL(filePath: folder.ledger))
    let failure = #expect(throws: LedgerError.self) { try folder.open() }
    #expect(failure?.kind == .corrupt)
    #expect(try Data(contentsOf: URL(filePath: folder.ledger)) == bytes)
  }

  @Test func `a second run is told who is sending`() throws {
    let first = try folder.open()
    let second = try folder.open()
    try first.beginRun()
    let failure = #expect(throws: LedgerError.self) { try second.beginRun() }
    #expect(failure?.kind == .locked(holder: Int(getpid())))
    let again = #expect(throws: LedgerError.self) { try first.beginRun() }
    #expect(again?.kind == .locked(holder: nil))
    first.endRun()
    try second.beginRun()
  }

  @Test func `reading needs no run and goes on beside one`() throws {
    let sender = try folder.open()
    let edition = try sender.planned(3)
    _ = try sender.claim(edition, 1)
    let reader = try folder.open()
    #expect(try reader.summary(edition) == [.planned: 2, .claimed: 1])
    #expect(try reader.counts().partners == 3)
  }

  @Test func `suppressions cannot be changed or removed`() throws {
    let ledger = try folder.open()
    _ = try ledger.suppress(Sample.email("p1"), scope: .all, reason: "first", now: Sample.noon)
    for sql in ["DELETE FROM suppression", "UPDATE suppression SET scope = 'topic:x'"] {
      #expect(throws: LedgerError.self) {
        try ledger.write { connection throws(LedgerError) in try connection.run(sql) }
      }
    }
    try ledger.write { connection throws(LedgerError) in
      try connection.run("REPLACE INTO suppression SELECT key, scope, 'second', at FROM suppression")
    }
    let reasons = try ledger.read { connection throws(LedgerError) in
      let query = try connection.query("SELECT group_concat(DISTINCT reason) FROM suppression")
      defer { query.reset() }
      return try query.step() ? query.text(0) : ""
    }
    #expect(reasons == "first")
  }

  @Test func `errors speak of no address and no name`() throws {
    let ledger = try folder.open()
    try ledger.bringIn(partners: 1)
    let failure = #expect(throws: LedgerError.self) {
      try ledger.write { connection throws(LedgerError) in
        try connection.run(
          "INSERT INTO partner (id, name, email) VALUES ('P1001', 'Name 1', 'p1@mail.example')")
      }
    }
    #expect(failure?.kind == .fault)
    #expect(failure?.message.contains("p1@") == false && failure?.message.contains("Name") == false)
  }
}
