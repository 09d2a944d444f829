import Glibc
import Synchronization

/// A file without a name, for what a process need not keep in memory: nothing of it is left when the process ends.
///
/// Any thread may append and read.
final class SpoolFile: Sendable {
  private let descriptor: Int32
  private let room: Int
  private let end = Mutex(0)

  /// Makes one in a folder, for at most `room` bytes; nil where none can be made.
  init?(in folder: String, room: Int) {
    let template = "\(folder)/.spool-XXXXXX"
    var path = Array(template.utf8CString)
    descriptor = path.withUnsafeMutableBufferPointer { name in
      // mkstemp writes the six letters of the name, within the buffer.
      guard let base = name.baseAddress else { return -1 }
      let made = mkstemp(base)
      if made >= 0 {
        unlink(base)
        _ = fcntl(made, F_SETFD, FD_CLOEXEC)
      }
      return made
    }
    self.room = room
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  /// Appends bytes as they are; nil, and nothing appended, where there is no room in the file or on the disk.
  ///
  /// - Returns: the place of the first byte.
  func append(_ bytes: [UInt8]) -> Int? {
    let place: Int? = end.withLock { end in
      guard room - end >= bytes.count else { return nil }
      defer { end += bytes.count }
      return end
    }
    guard let place else { return nil }
    // The pointer is used within the call only.
    let isWritten = bytes.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        let count = pwrite(
          descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written, off_t(place + written))
        guard count > 0 else { return false }
        written += count
      }
      return true
    }
    return isWritten ? place : nil
  }

  /// The bytes from a place on; nil where they cannot be read.
  func bytes(at place: Int, count: Int) -> [UInt8]? {
    var isRead = true
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        // Within the capacity that was asked for.
        let got = pread(
          descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(place + filled))
        guard got > 0 else {
          isRead = false
          return
        }
        filled += got
      }
    }
    return isRead ? bytes : nil
  }
}
