import CMalloc
import FoundationEssentials
import Glibc
import Mail

/// The one place that reads clock, randomness, environment and terminal.
enum Surroundings {
  /// Lets all threads share one pool of memory: each of glibc's further ones keeps what it once had, which costs ten
  /// megabytes and saves no time where mails are made batch by batch.
  ///
  /// Before any thread is started.
  static func keepMemorySmall() {
    mallopt(M_ARENA_MAX, 1)
    // What is free at the end goes back; without a word here glibc keeps ever more of it.
    mallopt(M_TRIM_THRESHOLD, 1 << 19)
    mallopt(M_MMAP_THRESHOLD, 1 << 18)
  }

  /// The present second.
  static func now() -> Timestamp { Timestamp(seconds: Int64(time(nil))) }

  /// The moment up to which something can be known to have happened: the present, or what TIERPOST_NOW says, for rehearsals
  /// with data of another time.
  static func latestMoment() throws -> Timestamp {
    guard let text = environment("TIERPOST_NOW") else { return now() }
    do {
      return try Timestamp(text)
    } catch {
      throw Failure("TIERPOST_NOW: expected a time such as 2026-11-01T09:00:00Z", code: Exit.usage)
    }
  }

  /// Microseconds since 1970-01-01T00:00:00Z.
  static func microseconds() -> Int64 {
    var spec = timespec()
    clock_gettime(CLOCK_REALTIME, &spec)
    return Int64(spec.tv_sec) * 1_000_000 + Int64(spec.tv_nsec) / 1_000
  }

  /// From 0 up to 1.
  static func random() -> Double { .random(in: 0..<1) }

  static func environment(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }

  /// Changes with every boot of the machine.
  static var bootID: String {
    let path = "/proc/sys/kernel/random/boot_id"
    return (try? String(contentsOfFile: path, encoding: .utf8))?.trimmingWhitespace ?? "unknown"
  }

  static var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static func randomBytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  /// Whether talk goes to a person.
  static var talksToTerminal: Bool { isatty(STDERR_FILENO) == 1 }
  /// Whether a person can be asked.
  static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && talksToTerminal }

  static var terminalWidth: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Seconds on a clock that never goes back.
  static func stopwatch() -> Double {
    var spec = timespec()
    clock_gettime(CLOCK_MONOTONIC, &spec)
    return Double(spec.tv_sec) + Double(spec.tv_nsec) / 1e9
  }
}

extension String {
  var trimmingWhitespace: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text = text.dropFirst() }
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return String(text)
  }
}
