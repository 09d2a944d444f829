import Foundation
import Glibc
import Synchronization

/// The real binary, started with its signals open, as a shell or a timer would start it.
final class TierpostRun: Sendable {
  struct End: Sendable {
    /// Nil where a signal ended it.
    let code: Int32?
    let signal: Int32?
    let output: String
    let errors: String
  }

  let pid: pid_t
  private let logs: String
  /// The read end of a pipe whose other end only the process holds: it hangs up when the process has ended.
  private let life: Int32
  private let isOver = Mutex(false)

  /// No run of these tests takes as long: one that hangs is killed.
  private static let patience: Int32 = 60_000

  /// The binary beside the tests, or the one that `TIERPOST_BINARY` names.
  static let binary: String = {
    if let path = ProcessInfo.processInfo.environment["TIERPOST_BINARY"] { return path }
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: tests).deletingLastPathComponent().appending(path: "tierpost").path
  }()

  static let environment = ["PATH": "/usr/bin:/bin", "TZ": "UTC", "LANG": "C.UTF-8"]

  /// Starts the program; `logs` is a folder for what it writes.
  init(_ arguments: [String], environment: [String: String] = [:], logs: String) throws {
    var ends: [Int32] = [-1, -1]
    try Self.check(pipe(&ends), "pipe")
    for end in ends { try Self.check(fcntl(end, F_SETFD, FD_CLOEXEC), "fcntl") }
    life = ends[0]
    self.logs = logs + "/\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: self.logs, withIntermediateDirectories: true)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, self.logs + "/output", flags, 0o600)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, self.logs + "/errors", flags, 0o600)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 3)

    // A test's thread blocks signals, and a child inherits that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

    let variables = Self.environment.merging(environment) { $1 }.map { "\($0)=\($1)" }
    var argv = ([Self.binary] + arguments).map { strdup($0) } + [nil]
    var envp = variables.map { strdup($0) } + [nil]
    defer { for text in argv + envp { free(text) } }
    var pid: pid_t = 0
    let failure = posix_spawn(&pid, Self.binary, &actions, &attributes, &argv, &envp)
    close(ends[1])
    guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EIO) }
    self.pid = pid
  }

  deinit { close(life) }

  /// Sends a signal, unless the process has ended: its number may be another's by then.
  func signal(_ number: Int32) { isOver.withLock { isOver in if !isOver { kill(pid, number) } } }

  /// The process's end; one that hangs is killed.
  func end() async -> End {
    let status: Int32 = await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: self.wait()) }
    }
    func text(_ name: String) -> String {
      String(decoding: FileManager.default.contents(atPath: "\(logs)/\(name)") ?? Data(), as: UTF8.self)
    }
    let signal = status & 0x7f
    return End(
      code: signal == 0 ? status >> 8 & 0xff : nil, signal: signal == 0 ? nil : signal,
      output: text("output"),
      errors: text("errors"))
  }

  private func wait() -> Int32 {
    var hangUp = pollfd(fd: life, events: Int16(POLLIN), revents: 0)
    if poll(&hangUp, 1, Self.patience) == 0 { kill(pid, SIGKILL) }
    var status: Int32 = 0
    isOver.withLock { isOver in
      waitpid(pid, &status, 0)
      isOver = true
    }
    return status
  }

  private static func check(_ result: Int32, _ what: String) throws {
    if result < 0 { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
  }
}
