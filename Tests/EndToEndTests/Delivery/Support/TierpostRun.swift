import Foundation
import Glibc
import Synchronization

/// A run of the real binary that can be waited for, and be ended by whoever hears of it, without blocking a test.
final class TierpostRun: Sendable {
  struct End: Sendable {
    /// Nil where a signal ended it.
    let code: Int32?
    let signal: Int32?
    let output: String
    let errors: String
  }

  private let process: TierpostProcess
  private let isOver = Mutex(false)

  /// The binary beside the tests, or the one that `TIERPOST_BINARY` names.
  private static let binary = ProcessInfo.processInfo.environment["TIERPOST_BINARY"] ?? TierpostProcess.path

  var pid: pid_t { process.id }

  init(_ arguments: [String], in folder: String, environment: [String: String] = [:]) throws {
    process = try TierpostProcess(arguments, in: folder, environment: environment, executable: Self.binary)
  }

  /// Sends a signal, unless the process is known to have ended.
  func signal(_ number: Int32) { isOver.withLock { isOver in if !isOver { process.send(signal: number) } } }

  /// The process's end; one that hangs is killed, and that is an error.
  func end() async throws -> End {
    let outcome: TierpostProcess.Outcome = try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        // A machine with other work may take a minute for what takes a second.
        let result = Result { try self.process.finish(within: 150) }
        self.isOver.withLock { $0 = true }
        continuation.resume(with: result)
      }
    }
    return End(
      code: outcome.signal == nil ? outcome.exitCode : nil, signal: outcome.signal, output: outcome.output,
      errors: outcome.errors)
  }
}
