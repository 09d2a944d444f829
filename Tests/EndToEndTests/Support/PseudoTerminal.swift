import Glibc

/// A terminal without a person: what is typed waits, what is shown can be read afterwards.
final class PseudoTerminal {
  private let control: Int32
  /// The end for a process.
  let end: Int32

  init() throws {
    control = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard control >= 0 else { throw TierpostProcess.Failure(description: "no pseudo-terminal: \(errno)") }
    var number: UInt32 = 0
    var lock: Int32 = 0
    // The numbers of linux/tty.h, which Swift does not see: TIOCSPTLCK and TIOCGPTN.
    guard ioctl(control, 0x4004_5431, &lock) == 0, ioctl(control, 0x8004_5430, &number) == 0 else {
      throw TierpostProcess.Failure(description: "the pseudo-terminal cannot be unlocked: \(errno)")
    }
    end = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard end >= 0 else { throw TierpostProcess.Failure(description: "no terminal end: \(errno)") }
  }

  deinit {
    close(control)
    close(end)
  }

  /// Types before or while a process runs; the terminal keeps it until it is read.
  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(control, bytes, bytes.count)
  }

  /// What was shown since it was last asked.
  func screen() -> String {
    var shown: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    var item = pollfd(fd: control, events: Int16(POLLIN), revents: 0)
    while poll(&item, 1, 0) == 1, item.revents & Int16(POLLIN) != 0 {
      let count = read(control, &buffer, buffer.count)
      guard count > 0 else { break }
      shown += buffer[..<count]
    }
    return String(decoding: shown, as: UTF8.self)
  }
}
