import Glibc

/// A file that is written bit by bit and takes its place only when it is whole.
final class FileSink {
  private let path: String
  private let part: String
  private let descriptor: Int32

  /// Begins a file; what stands there stays until `finish()`.
  init(_ path: String) throws(Failure) {
    self.path = path
    part = "\(path).part"
    descriptor = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.failure(path) }
  }

  /// Appends bytes.
  func write(_ bytes: [UInt8]) throws(Failure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      // The slice outlives the call.
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw Self.failure(path) }
      rest = rest.dropFirst(written)
    }
  }

  /// Puts the file in its place.
  func finish() throws(Failure) {
    guard fsync(descriptor) == 0, rename(part, path) == 0 else { throw Self.failure(path) }
  }

  deinit {
    close(descriptor)
    // Gone already where the file is whole.
    unlink(part)
  }

  private static func failure(_ path: String) -> Failure {
    Failure("\(path) cannot be written", code: errno == ENOSPC ? Exit.inputOutput : Exit.cannotCreate)
  }
}
