import Foundation
import Glibc
import Testing

/// Ledgers and workspaces that cannot be used: said, with the right exit code, and left as they are.
@Suite struct BadLedgerTests {
  private static let commands = [
    ["import"], ["status"], ["send", "monthly-status", "--yes"], ["plan", "advancement"],
  ]

  /// Every command refuses, and the file keeps its bytes.
  private func expectRefused(_ workspace: TestWorkspace, _ code: Int32, _ words: String) throws {
    let before = try workspace.bytes("Data/ledger.sqlite")
    for command in Self.commands {
      try TierpostProcess(command, in: workspace.folder).finish().expect(code, saying: "ledger.sqlite", words)
    }
    #expect(try workspace.bytes("Data/ledger.sqlite") == before)
  }

  @Test func `a ledger from a newer version is refused and not touched`() throws {
    let workspace = try TestWorkspace.ofTwo()
    try workspace.tierpost("import").expect(0)
    // Where SQLite keeps user_version: four bytes at 60, big-endian. No journal is left that could bring it back.
    for name in ["Data/ledger.sqlite-wal", "Data/ledger.sqlite-shm"] { try? workspace.remove(name) }
    var bytes = try workspace.bytes("Data/ledger.sqlite")
    bytes.replaceSubrange(60..<64, with: [0, 0, 0x27, 0x0F])
    try workspace.write(bytes, to: "Data/ledger.sqlite")
    try expectRefused(workspace, 78, "version 9999")
  }

  @Test func `a file that is no ledger is refused and not touched`() throws {
    let workspace = try TestWorkspace.ofTwo()
    try workspace.tierpost("import").expect(0)
    for name in ["Data/ledger.sqlite-wal", "Data/ledger.sqlite-shm"] { try? workspace.remove(name) }
    try workspace.write(String(repeating: "not a ledger at all\n", count: 40), to: "Data/ledger.sqlite")
    try expectRefused(workspace, 74, "not a ledger")
  }

  @Test func `a key that is damaged is refused and not replaced`() throws {
    let workspace = try TestWorkspace.ofTwo()
    try workspace.tierpost("import").expect(0)
    try workspace.write("damaged\n", to: "Data/keys/workspace.key")
    let outcome = try workspace.tierpost("send", "monthly-status", "--yes")
    outcome.expect(78, saying: "workspace.key", "backup")
    #expect(try workspace.read("Data/keys/workspace.key") == "damaged\n")
  }

  @Test func `the key is for its owner alone`() throws {
    let workspace = try Shared.imported()
    let attributes = try FileManager.default.attributesOfItem(
      atPath: workspace.path("Data/keys/workspace.key"))
    #expect((attributes[.posixPermissions] as? Int).map { $0 & 0o077 } == 0)
  }

  @Test func `a file where the folder Data must be is an error that names it`() throws {
    let workspace = try TestWorkspace.ofTwo()
    try workspace.write("x", to: "Data")
    try workspace.tierpost("import").expect(73, saying: "Data")
  }

  /// Whether a process without rights can be had: root may write anywhere.
  private static let canLoseRights =
    getuid() != 0 || FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")

  @Test(.enabled(if: canLoseRights, "skipped: setpriv is missing (apt-get install util-linux)"))
  func `a workspace that may not be written to is refused, and what is in it stays`() throws {
    let workspace = try TestWorkspace(copyOf: Shared.sent().workspace)
    let stranger = try Stranger()
    let folders = ["", "Data", "Data/keys"].map(workspace.path)
    for folder in folders { try stranger.mayRead(folder) }
    defer { folders.forEach(stranger.mayRemove) }
    let before = try workspace.bytes("Data/ledger.sqlite")
    let outcome = try stranger.tierpost(
      ["send", "monthly-status", "--yes", "--as-of", Shared.asOf], in: workspace.folder)
    #expect([73, 77].contains(outcome.exitCode), "\(outcome.errors)")
    #expect(outcome.errors.contains("error: "))
    #expect(try workspace.bytes("Data/ledger.sqlite") == before)

    let fresh = try TestWorkspace.ofTwo()
    try stranger.mayRead(fresh.folder)
    defer { stranger.mayRemove(fresh.folder) }
    let second = try stranger.tierpost(["import"], in: fresh.folder)
    #expect([73, 77].contains(second.exitCode) && second.errors.contains("Data"), "\(second.errors)")
  }
}

/// A user who may read a workspace and write nothing: `nobody` where the tests run as root, otherwise ourselves
/// in folders without the right to write.
private final class Stranger {
  private let program: String

  init() throws {
    guard getuid() == 0 else {
      program = TierpostProcess.path
      return
    }
    // nobody may not look into the build folder of root. Copied by a process of its own: a child that another test
    // starts meanwhile would hold a file that is being written here open, and such a program cannot be run.
    let folder = FileManager.default.temporaryDirectory.path
    program = "\(folder)/tierpost-program-\(UUID().uuidString)"
    try TierpostProcess(
      ["--mode=555", TierpostProcess.path, program], in: folder, executable: "/usr/bin/install"
    ).finish().expect(0)
  }

  deinit {
    if program != TierpostProcess.path { try? FileManager.default.removeItem(atPath: program) }
  }

  func mayRead(_ path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: path)
  }

  /// Gives the right back, so that the folder can be removed.
  func mayRemove(_ path: String) {
    try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  func tierpost(_ arguments: [String], in folder: String) throws -> TierpostProcess.Outcome {
    guard getuid() == 0 else { return try TierpostProcess(arguments, in: folder).finish() }
    return try TierpostProcess(
      ["--reuid=65534", "--regid=65534", "--clear-groups", program] + arguments, in: folder,
      executable: "/usr/bin/setpriv"
    ).finish()
  }
}
