import Foundation
import Ledger
import Mail
import Testing

/// A small file system of its own, where the tests may mount one.
enum SmallDisk {
  static let isPossible: Bool = {
    guard getuid() == 0, let folder = try? TestFolder() else { return false }
    guard mount(folder.path, options: "size=64k") else { return false }
    unmount(folder.path)
    return true
  }()

  static func mount(_ path: String, options: String) -> Bool {
    run("mount", ["-t", "tmpfs", "-o", options, "tmpfs", path])
  }

  static func remount(_ path: String, options: String) -> Bool {
    run("mount", ["-o", "remount," + options, path])
  }

  static func unmount(_ path: String) { _ = run("umount", ["-l", path]) }

  private static func run(_ program: String, _ arguments: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}

@Suite(.enabled(if: SmallDisk.isPossible, "mounting a small file system needs root"))
struct FileSystemTests {
  @Test func `a full disk is said clearly and loses nothing recorded`() throws {
    let folder = try TestFolder()
    try #require(SmallDisk.mount(folder.path, options: "size=1m"))
    defer { SmallDisk.unmount(folder.path) }
    let ledger = try folder.open()
    let edition = try ledger.planned(50)
    let claims = try ledger.claim(edition, 20)
    try ledger.record(claims[..<10].map { Sample.accepted($0.id) }, upstream: "a", now: Sample.noon)

    let filler = folder.path + "/filler"
    #expect(FileManager.default.createFile(atPath: filler, contents: nil))
    let handle = try #require(FileHandle(forWritingAtPath: filler))
    let block = Data(count: 512)
    while (try? handle.write(contentsOf: block)) != nil {}
    try handle.close()

    let importing = #expect(throws: LedgerError.self) {
      try ledger.importRows { session in
        for number in 1_000...9_000 { _ = try session.put(Sample.partner(number), line: number) }
        _ = try session.finish()
      }
    }
    #expect(importing?.kind == .diskFull)
    var recording: LedgerError?
    for _ in 1...50 where recording == nil {
      do {
        let text = String(repeating: "x", count: 4_000)
        let reply = Delivery.Reply(code: 250, status: EnhancedStatus(2, 0, 0), text: text)
        try ledger.record(
          [Delivery(id: claims[10].id, outcome: .accepted(reply))], upstream: "a", now: Sample.noon)
      } catch {
        recording = error
      }
    }
    #expect(recording?.kind == .diskFull)
    #expect(throws: LedgerError.self) {
      for _ in 1...1_000 { try ledger.started(claims[11...].map(\.id)) }
    }

    try FileManager.default.removeItem(atPath: filler)
    let accepted = try ledger.summary(edition)[.accepted] ?? 0
    #expect((10...11).contains(accepted))
    try ledger.record([Sample.accepted(claims[19].id)], upstream: "a", now: Sample.noon)
    #expect(try ledger.counts().partners == 50)
    let left = try folder.copyAsKilled()
    let reopened = try left.open()
    #expect(try reopened.summary(edition)[.accepted] == accepted + 1)
  }

  @Test func `a new ledger on a full disk is refused as such`() throws {
    let folder = try TestFolder()
    try #require(SmallDisk.mount(folder.path, options: "size=8k"))
    defer { SmallDisk.unmount(folder.path) }
    let failure = #expect(throws: LedgerError.self) { try folder.open() }
    #expect(failure?.kind == .diskFull)
  }

  @Test func `a ledger that cannot be written is said to be so`() throws {
    let folder = try TestFolder()
    try #require(SmallDisk.mount(folder.path, options: "size=4m"))
    defer { SmallDisk.unmount(folder.path) }
    var ledger: SQLiteLedger? = try folder.open()
    try ledger?.bringIn(partners: 1)
    ledger = nil
    try #require(SmallDisk.remount(folder.path, options: "ro"))
    let failure = #expect(throws: LedgerError.self) { try folder.open() }
    #expect(failure?.kind == .readOnly)
    let new = #expect(throws: LedgerError.self) {
      try SQLiteLedger(path: folder.path + "/new/l.db", bootID: "b", addressKeys: Sample.keys)
    }
    #expect(new?.kind == .readOnly)
  }
}
