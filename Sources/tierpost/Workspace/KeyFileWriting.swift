import FoundationEssentials
import Glibc
import Signing

/// Writes a secret to a file of its own.
enum KeyFileWriting {
  /// Makes the file, readable for its owner only, and never over one that is there.
  ///
  /// `name` is its name in talk.
  static func write(_ secret: SecretKey, to path: String, name: String) throws {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
      separator: "/")
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw errno == EEXIST
        ? Failure(
          "\(name) is there already and is not written over",
          help: "take another selector, such as one with the year",
          code: Exit.cannotCreate)
        : Failure("\(name) cannot be made", code: Exit.cannotCreate)
    }
    let isWritten =
      secret.withBytes { bytes in Glibc.write(file, bytes, bytes.count) == bytes.count } && fsync(file) == 0
    close(file)
    guard isWritten else {
      unlink(path)
      throw Failure("\(name) cannot be written", code: Exit.inputOutput)
    }
  }
}
