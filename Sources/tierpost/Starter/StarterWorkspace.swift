import FoundationEssentials
import Glibc

/// Makes a folder a workspace by writing the files this program carries.
struct StarterWorkspace {
  let folder: String
  /// What stands in place of the starter's own tiers; nil for these.
  var preset: Preset?

  /// A file or folder that could not be made.
  struct WriteError: Error {
    enum Reason { case noPermission, occupied, notAFolder, readOnly, diskFull, other(String) }

    let path: String
    let reason: Reason
  }

  /// Keeps the ledger, the outbox and the workspace's secret key out of version control.
  private static let ignoreFile = StarterFile(path: ".gitignore", literal: "Data/\n")

  /// The starter files' paths at which something is already, a broken link included.
  var taken: [String] {
    (StarterFile.all + [Self.ignoreFile]).map(\.path).filter {
      (try? FileManager.default.attributesOfItem(atPath: place($0))) != nil
    }
  }

  /// Writes every file; folders are made as needed.
  ///
  /// - Parameter replacing: whether a file that is there is replaced. Without it such a file is an error even
  ///   when it came after a look at `taken`, so nobody's work is lost.
  /// - Throws: the first file or folder that cannot be made; those before it are there.
  func write(replacing: Bool) throws(WriteError) {
    try makeFolder(folder)
    for path in StarterFile.all.reduce(into: Set<String>(), { $0.formUnion($1.folders) }).sorted() {
      try makeFolder(place(path))
    }
    for starter in StarterFile.all + [Self.ignoreFile] {
      let file = preset?.fitted(starter) ?? starter
      do {
        try Data(file.bytes).write(
          to: URL(filePath: place(file.path)), options: replacing ? .atomic : .withoutOverwriting)
      } catch {
        throw Self.problem(file.path, error)
      }
    }
  }

  private func place(_ path: String) -> String { "\(folder)/\(path)" }

  private func makeFolder(_ path: String) throws(WriteError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw Self.problem(path, error)
    }
  }

  private static func problem(_ path: String, _ error: any Error) -> WriteError {
    let cocoa = error as? CocoaError
    let reason: WriteError.Reason =
      switch (cocoa?.code, (cocoa?.userInfo["NSUnderlyingError"] as? POSIXError)?.code) {
      case (.fileWriteNoPermission?, _), (_, .EACCES?), (_, .EPERM?): .noPermission
      case (.fileWriteFileExists?, _), (_, .EEXIST?), (_, .EISDIR?), (_, .ENOTEMPTY?): .occupied
      case (.fileNoSuchFile?, _), (_, .ENOTDIR?), (_, .ENOENT?): .notAFolder
      case (.fileWriteVolumeReadOnly?, _), (_, .EROFS?): .readOnly
      case (.fileWriteOutOfSpace?, _), (_, .ENOSPC?), (_, .EDQUOT?): .diskFull
      default: .other("\(error)")
      }
    return WriteError(path: path, reason: reason)
  }
}

extension StarterWorkspace.WriteError.Reason {
  var words: String {
    switch self {
    case .noPermission: "no permission"
    case .occupied: "something else is there already"
    case .notAFolder: "a part of its path is not a folder"
    case .readOnly: "the disk is read-only"
    case .diskFull: "the disk is full"
    case .other(let text): text
    }
  }
}
