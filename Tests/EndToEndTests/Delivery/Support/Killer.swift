import Foundation
import Synchronization

/// Ends a run when its server has heard so many commands.
final class Killer: Sendable {
  private struct State {
    var left = 0
    var run: TierpostRun?
  }

  private let state = Mutex(State())
  private let number: Int32

  init(with number: Int32 = SIGKILL) { self.number = number }

  /// Starts a run and counts from then on.
  func start(afterCommands count: Int, _ body: () throws -> TierpostRun) throws -> TierpostRun {
    // Under the lock, so that the first command waits until there is somebody to end.
    try state.withLock { state in
      let run = try body()
      state.run = run
      state.left = count
      return run
    }
  }

  /// One command: the server calls it before it answers.
  func hear() {
    let run: TierpostRun? = state.withLock { state in
      state.left -= 1
      return state.left == 0 ? state.run : nil
    }
    run?.signal(number)
  }

  /// The next run may finish.
  func rest() { state.withLock { $0.run = nil } }
}

/// Numbers by chance, the same for the same seed.
struct SeededChance {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// From 0 to below `limit`, by the splitmix64 generator.
  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
  }
}
