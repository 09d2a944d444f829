import FoundationEssentials
import Glibc
import Signing

/// The secrets of a workspace, one a line in `Data/keys/workspace.key`.
///
/// The first one keys suppressed addresses and never changes. All verify links to leave, by their line's number; the last
/// one signs them.
struct WorkspaceKey {
  /// The first one.
  let key: SecretKey
  /// Those that were added later.
  let later: [SecretKey]

  /// The keys of links to leave.
  var links: KeyRing {
    get throws {
      let all = [key] + later
      let numbered = zip(1..., all).map { (UInt8($0), $1) }
      return try KeyRing(signing: UInt8(all.count), keys: Dictionary(uniqueKeysWithValues: numbered))
    }
  }

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
      let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
      let keys = lines.map { bytes(ofHex: String($0).trimmingWhitespace) }
      guard let first = keys.first, let first, !keys.contains(where: { $0?.count != 32 }), keys.count <= most
      else {
        throw Failure(
          "Data/keys/workspace.key is not a file of keys, each a line of 64 hexadecimal digits",
          help: restore,
          code: Exit.configuration)
      }
      return WorkspaceKey(
        key: SecretKey(first), later: keys.dropFirst().compactMap { $0.map { SecretKey($0) } })
    }
    guard mayMake else {
      throw Failure(
        "Data/keys/workspace.key is not there, but the ledger is", help: restore, code: Exit.configuration)
    }
    return try make(in: folder, path: path)
  }

  /// A link names its key by one byte.
  private static let most = 255

  /// Adds a key that signs links from now on; the earlier ones keep verifying.
  ///
  /// - Returns: how many keys there are now.
  static func add(in folder: String) throws -> Int {
    let count = try read(in: folder, mayMake: false).later.count + 2
    guard count <= most else {
      throw Failure(
        "there are \(most) keys already, and a link cannot name another", code: Exit.configuration)
    }
    let path = "\(folder)/Data/keys/workspace.key"
    guard let present = FileManager.default.contents(atPath: path) else {
      throw Failure("Data/keys/workspace.key cannot be read", code: Exit.noPermission)
    }
    let part = "\(path).\(getpid())"
    let text = String(decoding: present, as: UTF8.self).trimmingWhitespace + "\n"
    let isDone =
      write(text + hexadecimal(Surroundings.randomBytes(32)) + "\n", to: part) && rename(part, path) == 0
    if !isDone {
      unlink(part)
      throw Failure("Data/keys/workspace.key cannot be written", code: Exit.inputOutput)
    }
    return count
  }

  /// Writes a file that its owner alone may read; false where that failed.
  private static func write(_ text: String, to path: String) -> Bool {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { return false }
    defer { close(file) }
    let bytes = Array(text.utf8)
    return Glibc.write(file, bytes, bytes.count) == bytes.count && fsync(file) == 0
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
    let isWritten = write(hexadecimal(bytes) + "\n", to: part)
    let isMade = isWritten && link(part, path) == 0
    let isThere = isWritten && !isMade && errno == EEXIST
    unlink(part)
    if isThere { return try read(in: folder, mayMake: false) }
    guard isMade else { throw Failure("Data/keys/workspace.key cannot be written", code: Exit.inputOutput) }
    return WorkspaceKey(key: SecretKey(bytes), later: [])
  }

  private static func bytes(ofHex text: String) -> [UInt8]? {
    let digits = text.utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
    guard digits.count.isMultiple(of: 2), !digits.contains(nil) else { return nil }
    let values = digits.compactMap { $0 }
    return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
  }
}
