import Glibc
import Synchronization

/// Set by SIGINT or SIGTERM: what is on the wire is finished, nothing new begins.
enum StopSignal {
  private static let flag = Atomic<Bool>(false)

  static var isSet: Bool { flag.load(ordering: .relaxed) }

  /// Takes the signals over; the second one ends the process at once.
  static func listen() {
    // The flag exists before a handler can run: making it inside one would not be safe.
    flag.store(false, ordering: .relaxed)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        StopSignal.flag.store(true, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
    }
  }
}
