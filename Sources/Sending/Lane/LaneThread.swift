import Glibc

/// The one thread on which a lane and all its connections live.
enum LaneThread {
  /// Runs a lane to its end, on a thread of its own.
  static func start(_ run: @escaping @Sendable () -> Void) {
    _ = ignoresBrokenPipes
    var thread = pthread_t()
    // The thread takes over the retain and gives it back when the lane has ended.
    let context = Unmanaged.passRetained(Work(run: run)).toOpaque()
    let failure = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Work>.fromOpaque(context).takeRetainedValue().begin()
        return nil
      }, context)
    precondition(failure == 0, "a thread for the lane cannot be made: \(String(cString: strerror(failure)))")
    pthread_detach(thread)
  }

  /// SCHED_BATCH of sched(7), a macro that Swift does not import.
  private static let batch: Int32 = 3

  /// A reply that comes in need not be answered this microsecond: a server on this machine, or the next message's rendering,
  /// ends its turn on the processor first, and the lane finds more replies when it wakes.
  private static func doNotPreempt() {
    var parameters = sched_param()
    // Of the calling thread only; where the system refuses, nothing is lost but some speed.
    _ = sched_setscheduler(0, batch, &parameters)
  }

  /// Something that a pointer can lead to.
  private final class Work: Sendable {
    private let run: @Sendable () -> Void
    init(run: @escaping @Sendable () -> Void) { self.run = run }

    func begin() {
      LaneThread.doNotPreempt()
      run()
    }
  }

  /// A broken pipe is then an error of the write: OpenSSL writes without MSG_NOSIGNAL, and libcurl no longer
  /// guards it under CURLOPT_NOSIGNAL.
  ///
  /// For the process, and only where nobody has decided otherwise: a mask of this thread would pass to
  /// threads, and so to child processes, that are born from it.
  private static let ignoresBrokenPipes: Bool = {
    var current = sigaction()
    guard sigaction(SIGPIPE, nil, &current) == 0 else { return false }
    // The handler's address, compared only: null is the default action.
    if unsafeBitCast(current.__sigaction_handler.sa_handler, to: Int.self) == 0 { signal(SIGPIPE, SIG_IGN) }
    return true
  }()
}
