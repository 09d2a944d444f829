import Glibc

/// The exclusive right to send, held as a lock on a file: the kernel gives it up with the process, however it ends.
final class RunLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock; throws `.locked` where another process, or another ledger of this one, has it.
  init(path: String) throws(LedgerError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw LedgerError(errno: errno, doing: "opening the run lock", path: path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let reason = errno
      let holder = Self.holder(descriptor)
      close(descriptor)
      guard reason == EWOULDBLOCK else { throw LedgerError(errno: reason, doing: "locking", path: path) }
      throw LedgerError(
        .locked(holder: holder),
        "another run is sending" + (holder.map { " (process \($0))" } ?? "") + "; wait for its end or stop it"
      )
    }
    self.descriptor = descriptor
    // Whose lock it is helps a person only; without room on the disk the lock still holds.
    let text = Array("\(getpid())\n".utf8)
    if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, text, text.count, 0) }
  }

  deinit { close(descriptor) }

  private static func holder(_ descriptor: Int32) -> Int? {
    var bytes = [UInt8](repeating: 0, count: 20)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 1 else { return nil }
    return Int(String(decoding: bytes[..<(count - 1)], as: UTF8.self))
  }
}
