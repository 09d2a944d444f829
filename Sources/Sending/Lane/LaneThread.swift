import Glibc

/// The one thread on which a lane and all its connections live.
enum LaneThread {
  static func start(inbox: LaneInbox) {
    var thread = pthread_t()
    // The thread takes over the retain and gives it back when the lane has ended.
    let context = Unmanaged.passRetained(inbox).toOpaque()
    let failure = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        let inbox = Unmanaged<LaneInbox>.fromOpaque(context).takeRetainedValue()
        LaneThread.blockSignals()
        guard let lane = Lane(inbox: inbox) else { preconditionFailure("no descriptors are left for a lane") }
        lane.run()
        return nil
      }, context)
    precondition(failure == 0, "a thread for the lane cannot be made: \(String(cString: strerror(failure)))")
    pthread_detach(thread)
  }

  /// All signals: a broken pipe is then an error of the write (OpenSSL writes without MSG_NOSIGNAL, and libcurl
  /// no longer guards it under CURLOPT_NOSIGNAL), and SIGINT and SIGTERM stay with the program's own threads.
  private static func blockSignals() {
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, nil)
  }
}
