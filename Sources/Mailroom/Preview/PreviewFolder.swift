internal import FoundationEssentials

/// The folder of a preview, which knows the files that an earlier preview left in it.
struct PreviewFolder {
  let path: String

  /// Lists the files this page made, one a line.
  private static let manifest = ".preview-files"

  /// Prepares the folder for these files.
  ///
  /// The manifest names old and new files before any is written, so that nothing is forgotten when the writing
  /// is broken off.
  ///
  /// - Returns: files of earlier previews that are not among `paths`.
  func begin(writing paths: [String]) throws -> [String] {
    for folder in [path, "\(path)/mails", "\(path)/pages"] { try createFolder(folder) }
    let new = Set(paths)
    let stale = try earlierFiles().filter { !new.contains($0) }
    try writeManifest(paths + stale)
    return stale
  }

  /// Replaces one file whole.
  func write(_ bytes: [UInt8], to name: String) throws {
    let file = "\(path)/\(name)"
    do {
      try Data(bytes).write(to: URL(filePath: file), options: .atomic)
    } catch {
      throw PreviewError(kind: .cannotWrite, path: file, cause: String(describing: error))
    }
  }

  /// Removes the stale files and ends the manifest with the files that are there.
  func finish(wrote paths: [String], removing stale: [String]) throws {
    for name in stale {
      let file = "\(path)/\(name)"
      guard FileManager.default.fileExists(atPath: file) else { continue }
      do {
        try FileManager.default.removeItem(atPath: file)
      } catch {
        throw PreviewError(kind: .cannotRemove, path: file, cause: String(describing: error))
      }
    }
    try writeManifest(paths)
  }

  private func createFolder(_ folder: String) throws {
    do {
      // The mails are about people's earnings: for the owner's eyes unless the owner decides otherwise.
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw PreviewError(kind: .cannotCreateFolder, path: folder, cause: String(describing: error))
    }
  }

  private func earlierFiles() throws -> [String] {
    let file = "\(path)/\(Self.manifest)"
    guard FileManager.default.fileExists(atPath: file) else { return [] }
    do {
      let text = String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
      return text.split(separator: "\n").map(String.init).filter(Self.isOurs)
    } catch {
      throw PreviewError(kind: .cannotRead, path: file, cause: String(describing: error))
    }
  }

  private func writeManifest(_ paths: [String]) throws {
    try write(Array(paths.map { $0 + "\n" }.joined().utf8), to: Self.manifest)
  }

  /// Whether this is a name that the page gives: an edited manifest must not remove anything else.
  private static func isOurs(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0] == "mails" || parts[0] == "pages", parts[1].hasSuffix(".html") else {
      return false
    }
    let number = parts[1].utf8.dropLast(".html".utf8.count)
    return number.count >= 3 && number.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
  }
}
