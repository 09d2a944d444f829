import Foundation

/// The files tests read, found from this file.
enum Files {
  static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  static let cases = tests.appendingPathComponent("Cases")
  /// The repository's neighbour with conformance data, if it is there.
  static let conformance =
    tests.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("shared/conformance")

  static func conformanceFile(_ name: String) -> URL? {
    let root = tests.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    for folder in [root, root.deletingLastPathComponent()] {
      let file = folder.appendingPathComponent("shared/conformance/\(name)")
      if FileManager.default.fileExists(atPath: file.path) { return file }
    }
    return nil
  }

  static func bytes(_ file: URL) throws -> [UInt8] { Array(try Data(contentsOf: file)) }
}
