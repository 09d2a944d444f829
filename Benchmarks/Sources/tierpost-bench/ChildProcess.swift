import FoundationEssentials
import Glibc

/// A program that was started, with its output in files.
struct ChildProcess {
  let name: String
  let identifier: pid_t
  let output: URL
  private let errors: URL
  private let started: ContinuousClock.Instant

  /// What a program used from its start to its end.
  struct Usage {
    var wall: Double
    /// Seconds of all threads, in the program and in the kernel for it.
    var cpu: Double
    /// The most memory that was resident at a time, in KiB.
    ///
    /// Never less than that of the benchmark itself, which Linux
    /// counts until the program takes its place.
    var peak: Int
    var code: Int32
  }

  /// Starts the program at a path; the files with its output are made in `folder`.
  init(_ program: String, _ arguments: [String], in folder: URL) throws {
    name = String(program.split(separator: "/").last ?? "")
    output = folder.appendingPathComponent("\(name).out")
    errors = folder.appendingPathComponent("\(name).err")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output.path, flags, 0o644)
    posix_spawn_file_actions_addopen(&actions, 2, errors.path, flags, 0o644)
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var identifier: pid_t = 0
    started = .now
    let code = posix_spawn(&identifier, program, &actions, nil, &words, environ)
    guard code == 0 else {
      throw BenchFailure("\(program) cannot be started: \(String(cString: strerror(code)))")
    }
    self.identifier = identifier
  }

  func stop() { kill(identifier, SIGTERM) }

  /// Waits for the end.
  func wait() throws -> Usage {
    var usage = rusage()
    var status: Int32 = 0
    while wait4(identifier, &status, 0, &usage) < 0 {
      guard errno == EINTR else { throw BenchFailure("\(name) cannot be waited for") }
    }
    let wall = started.duration(to: .now) / .seconds(1)
    let signal = status & 0x7F
    return Usage(
      wall: wall, cpu: Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime), peak: usage.ru_maxrss,
      code: signal == 0 ? status >> 8 & 0xFF : 128 + signal)
  }

  /// Waits for an end without an error; any other is a failure that says what the program said.
  func finish() throws -> Usage {
    let usage = try wait()
    guard usage.code == 0 else {
      let said = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
      throw BenchFailure("\(name) ended with code \(usage.code)\n\(said.suffix(2_000))")
    }
    return usage
  }

  func outputText() throws -> String { try String(contentsOf: output, encoding: .utf8) }

  private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}
