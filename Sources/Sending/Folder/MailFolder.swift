import Glibc
import Mail

/// A folder that takes one file per envelope, each in two steps: written beside its name, then named.
struct MailFolder: Sendable {
  let path: String

  enum File {
    /// Written under `temporary`, to be named `name`.
    case ready(temporary: String, name: String)
    /// Decided already: there is nothing to name.
    case decided(Delivery.Outcome)

    var isReady: Bool {
      if case .ready = self { return true }
      return false
    }
  }

  func prepare(_ envelope: Envelope, as name: String) -> File {
    guard Self.isPlain(name) else {
      return .decided(.refused(.local("not a plain file name: \(name.debugDescription)", status: (5, 3, 0))))
    }
    let temporary = "\(path)/.\(name).\(envelope.id.rawValue).part"
    let final = "\(path)/\(name)"
    var descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
    if descriptor < 0, errno == ENOENT, mkdir(path, 0o700) == 0 || errno == EEXIST {
      descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
    }
    guard descriptor >= 0 else { return .decided(.deferred(failure("cannot write in"))) }
    let problem = Self.write(envelope.bytes, to: descriptor)
    let closed = Glibc.close(descriptor)
    if let problem = problem ?? (closed == 0 ? nil : errno) {
      unlink(temporary)
      return .decided(.deferred(failure("cannot write in", problem)))
    }
    return .ready(temporary: temporary, name: final)
  }

  func finish(_ file: File) -> Delivery.Outcome {
    guard case .ready(let temporary, let name) = file else {
      if case .decided(let outcome) = file { return outcome }
      preconditionFailure("a file is ready or decided")
    }
    defer { unlink(temporary) }
    // link, unlike rename, never replaces what is there.
    if link(temporary, name) == 0 { return .accepted(.local("written", code: 250, status: (2, 0, 0))) }
    guard errno == EEXIST else {
      // Some file systems know no links; there a rename has to do.
      if errno == EPERM, access(name, F_OK) != 0, rename(temporary, name) == 0 {
        return .accepted(.local("written", code: 250, status: (2, 0, 0)))
      }
      return .deferred(failure("cannot name a file in"))
    }
    if Self.sameBytes(temporary, name) {
      return .accepted(.local("already there with the same bytes", code: 250, status: (2, 0, 0)))
    }
    return .refused(.local("a different file of that name is in \(path)", status: (5, 3, 0)))
  }

  func discard(_ file: File) {
    if case .ready(let temporary, _) = file { unlink(temporary) }
  }

  private func failure(_ action: String, _ code: Int32 = errno) -> Delivery.Reply {
    .local("\(action) \(path): \(String(cString: strerror(code)))", status: (4, 3, code == ENOSPC ? 1 : 0))
  }

  /// One visible component that leaves room for the temporary name's additions.
  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".") && name.utf8.count <= 220
      && name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f && $0 != UInt8(ascii: "/") }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    // The pointer is used only within the call.
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 {
          if errno == EINTR { continue }
          return errno
        }
        rest = rest.dropFirst(count)
      }
      return nil
    }
  }

  private static func sameBytes(_ a: String, _ b: String) -> Bool {
    guard let a = contents(a), let b = contents(b) else { return false }
    return a == b
  }

  private static func contents(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { Glibc.close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }
}
