import FoundationEssentials
import Glibc
import Signing

/// The secret of a workspace: it keys unsubscribe tokens and suppressed addresses.
struct WorkspaceKey {
  let key: SecretKey
  /// Tells one key from another and gives none away.
  var fingerprint: Int64 {
    hmacSHA256(key, Array("tierpost workspace key".utf8)).prefix(8).reduce(0) { $0 << 8 | Int64($1) }
  }

  /// Reads `Data/keys/workspace.key`; makes it, readable by the owner only, where it is not there and may be made.
  static func read(in folder: String, mayMake: Bool) throws -> WorkspaceKey {
    let path = "\(folder)/Data/keys/workspace.key"
    if FileManager.default.fileExists(atPath: path) {
      guard let data = FileManager.default.contents(atPath: path) else {
        throw Failure("Data/keys/workspace.key cannot be read", code: Exit.noPermission)
      }
      guard let bytes = bytes(ofHex: String(decoding: data, as: UTF8.self).trimmingWhitespace),
        bytes.count == 32
      else {
        throw Failure(
          "Data/keys/workspace.key is not a key of 64 hexadecimal digits", help: restore,
          code: Exit.configuration)
      }
      return WorkspaceKey(key: SecretKey(bytes))
    }
    guard mayMake else {
      throw Failure(
        "Data/keys/workspace.key is not there, but the ledger is", help: restore, code: Exit.configuration)
    }
    return try make(in: folder, path: path)
  }

  private static let restore =
    "restore it from your backup: without it suppressed addresses are not known and earlier links to leave stop working"

  private static func make(in folder: String, path: String) throws -> WorkspaceKey {
    let bytes = Surroundings.randomBytes(32)
    do {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/Data/keys", withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw Failure("the folder Data/keys cannot be made", code: Exit.cannotCreate)
    }
    // Whole or not at all, and never over a key that another command made meanwhile.
    let part = "\(path).\(getpid())"
    let file = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw Failure("Data/keys/workspace.key cannot be written", code: Exit.cannotCreate)
    }
    let line = Array((hexadecimal(bytes) + "\n").utf8)
    let isWritten = write(file, line, line.count) == line.count && fsync(file) == 0
    close(file)
    let isMade = isWritten && link(part, path) == 0
    let isThere = isWritten && !isMade && errno == EEXIST
    unlink(part)
    if isThere { return try read(in: folder, mayMake: false) }
    guard isMade else { throw Failure("Data/keys/workspace.key cannot be written", code: Exit.inputOutput) }
    return WorkspaceKey(key: SecretKey(bytes))
  }

  private static func bytes(ofHex text: String) -> [UInt8]? {
    let digits = text.utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
    guard digits.count.isMultiple(of: 2), !digits.contains(nil) else { return nil }
    let values = digits.compactMap { $0 }
    return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
  }
}
