import Foundation

/// A throw-away copy of the repository's own workspace; its folder is gone when nothing refers to it any more.
final class TestWorkspace: Sendable {
  let folder: String

  /// The repository.
  static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// Copies `tierpost.yaml`, `Segments`, `Templates` and `Sample`.
  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "tierpost-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in ["tierpost.yaml", "Segments", "Templates", "Sample"] {
      try FileManager.default.copyItem(atPath: "\(Self.repository)/\(name)", toPath: "\(folder)/\(name)")
    }
  }

  /// Copies a workspace with everything in it, its ledger too; nothing may be running on it.
  init(copyOf other: TestWorkspace) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "tierpost-\(UUID().uuidString)").path
    try FileManager.default.copyItem(atPath: other.folder, toPath: folder)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Runs `tierpost` with these arguments in the workspace.
  @discardableResult
  func tierpost(
    _ arguments: String..., environment: [String: String] = [:], within seconds: Int = 60
  ) throws -> TierpostProcess.Outcome {
    try TierpostProcess(arguments, in: folder, environment: environment).finish(within: seconds)
  }

  // MARK: - Files

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  func read(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }

  func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path(name))))
  }

  func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  func write(_ bytes: [UInt8], to name: String) throws {
    let url = URL(filePath: path(name))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  /// Replaces the one place where a text stands; anything else than one place is an error of the test.
  func edit(_ name: String, _ old: String, _ new: String) throws {
    let parts = try read(name).components(separatedBy: old)
    guard parts.count == 2 else {
      throw TierpostProcess.Failure(description: "\(name) has '\(old)' \(parts.count - 1) times")
    }
    try write(parts.joined(separator: new), to: name)
  }

  /// The names in a folder, sorted; none where it is not there.
  func files(in name: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path(name))) ?? []).sorted()
  }

  /// The `.eml` files of the sender `default`, by name.
  func outbox() -> [String] { files(in: "Data/Outbox").filter { $0.hasSuffix(".eml") } }
}
