import Glibc
import Synchronization

/// SIGINT and SIGTERM while mails go out: what is on the wire is finished, the rest stays for the next run.
enum StopSignal {
  private static let state = Mutex(State())
  /// A pipe: all that a signal handler may do is to write to it.
  private static let wake: (read: Int32, write: Int32) = {
    var ends: [Int32] = [-1, -1]
    return pipe(&ends) == 0 ? (ends[0], ends[1]) : (-1, -1)
  }()
  private static let signals = [SIGINT, SIGTERM]

  private struct State {
    var isListening = false
    var isSet = false
    var action: (@Sendable () -> Void)?
  }

  static var isSet: Bool { state.withLock { $0.isSet } }

  /// Takes the signals over; the second one ends the process at once.
  static func listen() {
    let isFirst = state.withLock { state in
      defer { state.isListening = true }
      return !state.isListening
    }
    // `wake` is made here: making it inside a handler would not be safe.
    guard isFirst, wake.write >= 0, startThread() else { return }
    for number in signals {
      signal(number) { number in
        var one: UInt8 = 1
        _ = write(StopSignal.wake.write, &one, 1)
        signal(number, SIG_DFL)
      }
    }
  }

  /// What to do when a signal comes, at once where one has come; nil for nothing.
  static func whenSet(_ action: (@Sendable () -> Void)?) {
    let isSet = state.withLock { state in
      state.action = action
      return state.isSet
    }
    if isSet { action?() }
  }

  private static func startThread() -> Bool {
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { _ in
        // One thread hears the signals, also where the process was started with them blocked.
        var heard = sigset_t()
        sigemptyset(&heard)
        for number in StopSignal.signals { sigaddset(&heard, number) }
        pthread_sigmask(SIG_UNBLOCK, &heard, nil)
        var byte: UInt8 = 0
        while read(StopSignal.wake.read, &byte, 1) < 0, errno == EINTR {}
        let action = StopSignal.state.withLock { state in
          state.isSet = true
          return state.action
        }
        action?()
        return nil
      }, nil)
    if failure == 0 { pthread_detach(thread) }
    return failure == 0
  }
}
