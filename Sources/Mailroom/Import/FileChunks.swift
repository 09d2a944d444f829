internal import Glibc

/// Reads a file in pieces into one buffer that is used again: memory does not grow with the file.
final class FileChunks {
  private let descriptor: Int32

  /// Opens a file; nil where it is not there or cannot be read.
  init?(path: String) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// A read that the system refused.
  struct ReadError: Error {}

  /// Hands on every piece, none of them empty.
  func forEach(_ body: (Span<UInt8>) throws -> Void) throws {
    var buffer = [UInt8](repeating: 0, count: 1 << 17)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw ReadError() }
      if count == 0 { return }
      let whole = buffer.span
      try body(whole.extracting(first: count))
    }
  }
}
