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
        Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context)
    precondition(failure == 0, "a thread for the lane cannot be made: \(String(cString: strerror(failure)))")
    pthread_detach(thread)
  }

  /// Something that a pointer can lead to.
  private final class Work: Sendable {
    let run: @Sendable () -> Void
    init(run: @escaping @Sendable () -> Void) { self.run = run }
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
