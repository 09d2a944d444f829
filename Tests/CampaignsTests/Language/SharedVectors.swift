import Foundation

/// Reads case files beside the tests, and larger sets of vectors that a machine may have beside the
/// repository.
enum SharedVectors {
  /// The rows of `Cases/NAME`: lines without comments, split at tabs.
  static func cases(_ name: String) throws -> [[String]] {
    rows(of: try String(contentsOfFile: "\(directory)/Cases/\(name)", encoding: .utf8))
  }

  static func hasShared(_ name: String) -> Bool { sharedPath(name) != nil }

  static func sharedRows(_ name: String) throws -> [[String]] {
    rows(of: String(decoding: try sharedData(name), as: UTF8.self))
  }

  /// The bytes of `shared/data/l10n/NAME`, in a folder `shared` beside the repository or beside its parent.
  static func sharedData(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: sharedPath(name) ?? name))
  }

  private static func sharedPath(_ name: String) -> String? {
    // Up from Language, CampaignsTests, Tests: the repository; then out of it.
    ["/../../../..", "/../../../../.."]
      .map { "\(directory)\($0)/shared/data/l10n/\(name)" }
      .first(where: FileManager.default.isReadableFile(atPath:))
  }

  private static func rows(of text: String) -> [[String]] {
    text.split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
  }

  private static let directory = String(
    decoding: "\(#filePath)".utf8.prefix("\(#filePath)".utf8.count - "/SharedVectors.swift".utf8.count),
    as: UTF8.self)
}
