import Foundation
import Glibc

/// The built `tierpost`, run as a person runs it: a process with a folder, an environment and a terminal or none.
///
/// Written on posix_spawn because Foundation's `Process` hands the signal mask of its thread on: a child that has
/// SIGTERM blocked cannot be stopped as a timer stops it.
final class TierpostProcess: Sendable {
  /// What became of a process.
  struct Outcome {
    let exitCode: Int32
    /// The signal that ended it, if one did.
    let signal: Int32?
    let outputBytes: [UInt8]
    let errorBytes: [UInt8]

    var output: String { String(decoding: outputBytes, as: UTF8.self) }
    var errors: String { String(decoding: errorBytes, as: UTF8.self) }
    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The executable beside the test bundle, whatever build folder and configuration were chosen.
  static let path = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "tierpost").path

  let id: pid_t
  private let output: Int32
  private let errors: Int32
  private let command: String

  /// Starts the command.
  ///
  /// - Parameters:
  ///   - arguments: those after `tierpost`.
  ///   - folder: the working folder.
  ///   - environment: put over a small fixed one; the tests' own environment is not handed on.
  ///   - terminal: a descriptor for standard input and standard error; without one, input is empty and talk is kept.
  ///   - executable: another program to run; for helpers of the tests.
  /// - Throws: where it cannot be started.
  init(
    _ arguments: [String], in folder: String, environment: [String: String] = [:], terminal: Int32? = nil,
    executable: String = TierpostProcess.path
  ) throws {
    command = ([URL(filePath: executable).lastPathComponent] + arguments).joined(separator: " ")
    let (outputEnd, outputStart) = try Self.channel()
    let (errorEnd, errorStart) = try Self.channel()
    (output, errors) = (outputEnd, errorEnd)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let terminal {
      posix_spawn_file_actions_adddup2(&actions, terminal, STDIN_FILENO)
    } else {
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, outputStart, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, terminal ?? errorStart, STDERR_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var mask = sigset_t()
    sigemptyset(&mask)
    posix_spawnattr_setsigmask(&attributes, &mask)
    sigfillset(&mask)
    posix_spawnattr_setsigdefault(&attributes, &mask)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    // A clock far from the program's own: what a command prints must not depend on it.
    let base = [
      "PATH": "/usr/bin:/bin:/usr/sbin", "HOME": folder, "LC_ALL": "C.UTF-8", "TZ": "Pacific/Chatham",
      // Nor on when the tests are run.
      "TIERPOST_NOW": "2028-01-01T00:00:00Z",
    ]
    let variables = base.merging(environment) { $1 }.map { "\($0)=\($1)" }
    // env changes the folder and becomes the program: the process id stays.
    var argumentList = (["env", "-C", folder, executable] + arguments).map { strdup($0) } + [nil]
    var variableList = variables.map { strdup($0) } + [nil]
    defer { (argumentList + variableList).forEach { free($0) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, "/usr/bin/env", &actions, &attributes, &argumentList, &variableList)
    close(outputStart)
    close(errorStart)
    id = child
    guard code == 0 else { throw Failure(description: "\(executable) cannot be started: \(code)") }
  }

  deinit {
    close(output)
    close(errors)
  }

  /// Sends a signal, such as SIGTERM or SIGKILL.
  func send(signal: Int32) { kill(id, signal) }

  /// Reads all output, waits for the end, and fails after the time limit, which ends the process.
  func finish(within seconds: Int = 60) throws -> Outcome {
    var collected: [Int32: [UInt8]] = [:]
    var open = [output, errors]
    let clock = ContinuousClock()
    let end = clock.now + .seconds(seconds)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while !open.isEmpty {
      var polls = open.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      let left = Int32((end - clock.now) / .milliseconds(1))
      let ready = left > 0 ? poll(&polls, nfds_t(polls.count), left) : 0
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else {
        kill(id, SIGKILL)
        waitpid(id, nil, 0)
        throw Failure(description: "\(command): not done after \(seconds) s")
      }
      for item in polls where item.revents != 0 {
        let count = read(item.fd, &buffer, buffer.count)
        if count > 0 {
          collected[item.fd, default: []] += buffer[..<count]
        } else {
          open.removeAll { $0 == item.fd }
        }
      }
    }
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return Outcome(
      exitCode: (status >> 8) & 0xFF, signal: signal == 0 ? nil : signal,
      outputBytes: collected[output] ?? [], errorBytes: collected[errors] ?? [])
  }

  /// A way from a child to here.
  ///
  /// Sockets, as a pipe cannot be made closed in other children at once, and one that another test's child kept
  /// open would never end.
  private static func channel() throws -> (Int32, Int32) {
    var ends: [Int32] = [0, 0]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      throw Failure(description: "no sockets: \(errno)")
    }
    return (ends[0], ends[1])
  }
}
