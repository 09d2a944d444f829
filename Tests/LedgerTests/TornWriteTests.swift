import Foundation
import Mail
import Testing

@testable import Ledger

/// What power loss can do to the end of the write-ahead log.
struct TornWriteTests {
  enum Damage: CaseIterable {
    case cut
    case flipped
    case zeroed
  }

  @Test(arguments: Damage.allCases) func `a torn end of the log gives the old state or the new one`(
    damage: Damage
  ) throws {
    let folder = try TestFolder()
    let ledger = try folder.open()
    let edition = try ledger.planned(30)
    let claims = try ledger.claim(edition)
    try ledger.record(claims[..<10].map { Sample.accepted($0.id) }, upstream: "a", now: Sample.noon)
    let old = try Data(contentsOf: URL(filePath: folder.ledger + "-wal")).count
    try ledger.record(claims[10..<20].map { Sample.accepted($0.id) }, upstream: "a", now: Sample.noon)
    let killed = try folder.copyAsKilled()
    let log = try Data(contentsOf: URL(filePath: killed.ledger + "-wal"))
    #expect(log.count > old)

    var seen: Set<Int> = []
    // The last page byte-wise sparsely, the rest of the last commit more so; the commit before is never touched.
    let offsets =
      Array(stride(from: log.count - 1, to: log.count - 4_096, by: -251))
      + Array(stride(from: log.count - 4_097, to: old, by: -1_999))
    for offset in offsets {
      var torn = log
      switch damage {
      case .cut: torn = log[..<offset]
      case .flipped: torn[offset] ^= 0x41
      case .zeroed: torn.resetBytes(in: offset..<log.count)
      }
      let copy = try TestFolder()
      try FileManager.default.copyItem(atPath: killed.ledger, toPath: copy.ledger)
      try torn.write(to: URL(filePath: copy.ledger + "-wal"))
      let reopened = try copy.open()
      let accepted = try reopened.summary(edition)[.accepted] ?? 0
      seen.insert(accepted)
      #expect(accepted == 10 || accepted == 20, "at \(offset)")
      let check = try reopened.read { connection throws(LedgerError) in
        let query = try connection.query("PRAGMA quick_check")
        defer { query.reset() }
        return try query.step() ? query.text(0) : ""
      }
      #expect(check == "ok", "at \(offset)")
    }
    #expect(seen.contains(10))
    #expect(try killed.open().summary(edition)[.accepted] == 20)
  }
}
