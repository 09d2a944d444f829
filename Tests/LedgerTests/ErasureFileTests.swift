import Foundation
import Ledger
import Mail
import PartnerProgram
import Testing

/// What can be read in the ledger's files after a partner was erased.
struct ErasureFileTests {
  @Test func `no file of the ledger holds a byte of an erased partner`() throws {
    let folder = try TestFolder()
    // Keys that do not show the address, as those of the program do not.
    let ledger = try SQLiteLedger(path: folder.ledger, bootID: "boot-1") { address in
      let sum = "\(address)".lowercased().utf8.reduce(UInt64(5_381)) { ($0 &* 33) ^ UInt64($1) }
      return [withUnsafeBytes(of: sum) { Array($0) }]
    }
    var partner = Sample.partner(7)
    partner.name = "Zaphod Beeblebrox"
    partner.email = EmailAddress(uncheckedLocalPart: "zaphod.b", domain: "heart-of-gold.example")
    partner.fields = ["nickname": "Zarniwoop"]
    try ledger.bringIn(partners: 60)
    // Rows that move and grow leave copies in free pages.
    for round in 1...4 {
      partner.fields["note"] = String(repeating: "Zarniwoop \(round) ", count: 40 * round)
      try ledger.importRows { session in
        _ = try session.put(partner, line: 2)
        _ = try session.finish()
      }
    }
    _ = try ledger.bringIn((1...50).map { Sample.sale("milliways-\($0)", of: 7) })
    let edition = try ledger.openEdition(campaign: "m", edition: "1", asOf: Sample.noon, now: Sample.noon).id
    _ = try ledger.plan(Plan.everyone(60), in: edition, now: Sample.noon)
    try ledger.beginRun()
    var request = ClaimRequest(edition: edition, limit: 1)
    request.only = ["P1007"]
    let id = try #require(try ledger.claim(request, now: Sample.noon).first).id
    try ledger.started([id])
    let reply = Delivery.Reply(
      code: 550, status: EnhancedStatus(5, 1, 1), text: "<zaphod.b@heart-of-gold.example> unknown")
    try ledger.record([Delivery(id: id, outcome: .refused(reply))], upstream: "a", now: Sample.noon)
    let words = ["zaphod", "heart-of-gold", "Beeblebrox", "Zarniwoop", "milliways", "P1007"]
    #expect(try !Self.found(words, in: folder).isEmpty, "they are there before")

    _ = try ledger.erase("P1007", now: Sample.noon)
    let left = try Self.found(words, in: folder)
    #expect(left.isEmpty, "\(left)")
    #expect(try ledger.partner("P1008") != nil)
    #expect(try ledger.summary(edition) == [.refused: 1, .planned: 59])
  }

  @Test func `a log that only grows gives way to erasing, and stands afterwards`() throws {
    let folder = try TestFolder()
    try folder.open().bringIn(partners: 2)
    try Self.sql(
      """
      CREATE TABLE event (number INTEGER PRIMARY KEY, partner INTEGER REFERENCES partner (number), word TEXT) STRICT;
      CREATE TABLE remark (partner TEXT, word TEXT) STRICT;
      CREATE TRIGGER event_remains BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'only added'); END;
      INSERT INTO event SELECT NULL, number, 'e-' || id FROM partner;
      INSERT INTO remark SELECT id, 'r-' || id FROM partner;
      INSERT INTO remark VALUES ('1', 'of another');
      """, in: folder)
    let ledger = try folder.open()
    try ledger.beginRun()
    _ = try ledger.erase("P1001", now: Sample.noon)
    let left = try Self.found(["e-P1001", "r-P1001", "e-P1002", "r-P1002", "of another"], in: folder)
    #expect(left == ["ledger.db: e-P1002", "ledger.db: r-P1002", "ledger.db: of another"])
    #expect(throws: (any Error).self) { try Self.sql("DELETE FROM event", in: folder) }
  }

  /// Runs statements by Python's SQLite, as another program would.
  private static func sql(_ text: String, in folder: TestFolder) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    let script =
      "import sqlite3, sys; sqlite3.connect(sys.argv[1], isolation_level=None).executescript(sys.argv[2])"
    process.arguments = ["-c", script, folder.ledger, text]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
  }

  @Test func `every table that names a partner is known to erasing`() throws {
    let folder = try TestFolder()
    let ledger = try folder.open()
    try ledger.bringIn(partners: 2)
    try ledger.beginRun()
    _ = try ledger.erase("P1001", now: Sample.noon)
    // A table that refers to a partner by another column would be missed: it would keep the row from being removed, or
    // hold an id that erasing does not look for.
    let text = try Self.schema(of: folder)
    let referring = text.matches(of: #/(\w+) \w+[^,]*REFERENCES partner/#).map { String($0.1) }
    #expect(Set(referring) == ["partner"], "\(referring)")
  }

  /// Which words are in which files.
  private static func found(_ words: [String], in folder: TestFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().flatMap { name in
      let bytes = try Data(contentsOf: URL(filePath: "\(folder.path)/\(name)"))
      return words.filter { bytes.range(of: Data($0.utf8)) != nil }.map { "\(name): \($0)" }
    }
  }

  /// The schema's text as it stands in the file's first pages.
  private static func schema(of folder: TestFolder) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: folder.ledger)), as: UTF8.self)
  }
}
