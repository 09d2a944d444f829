import Foundation

/// Case files beside the tests, and the repository they stand in.
enum CaseFiles {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")
  /// The repository's root.
  static let root = folder.appending(path: "../../..").standardizedFileURL

  static func names(in part: String, suffix: String) -> [String] {
    let all = try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: part).path)
    return (all ?? []).filter { $0.hasSuffix(suffix) }.sorted()
  }

  static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: path)), as: UTF8.self)
  }

  /// Whether a text is what a file expects, byte for byte; `RECORD=1` writes the file.
  static func matches(_ shown: String, _ path: String) throws -> Bool {
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(shown.utf8).write(to: folder.appending(path: path))
    }
    let expected = try text(path)
    guard Array(shown.utf8) != Array(expected.utf8) else { return true }
    print("--- \(path) expected\n\(expected)--- got\n\(shown)---")
    return false
  }
}
