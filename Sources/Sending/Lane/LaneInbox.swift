import Mail
import Synchronization

/// What a lane's thread and everyone else share: batches one way, health the other.
final class LaneInbox<Wire: LaneWire>: Sendable {
  /// A batch on its way into the lane.
  struct Submission: Sendable {
    let number: Int
    let items: [Wire.Item]
    let starting: @Sendable ([Envelope.ID]) throws -> Void
    let answered: @Sendable (Delivery) -> Void
    let isWithdrawn: @Sendable (Envelope.ID) -> Bool
    let continuation: CheckedContinuation<[Delivery], Never>
  }

  /// What has come in since the lane last looked.
  struct Post {
    var submissions: [Submission] = []
    /// Numbers of batches whose rest is to be handed back.
    var cancelled: [Int] = []
    var isClosing = false
  }

  let upstream: Wire.Upstream
  let pace: Pace
  let clock: WallClock
  let random: @Sendable () -> Double
  let alarm = Wire.Alarm()
  private let state = Mutex(State())

  private struct State {
    var post = Post()
    var submitted = 0
    var health = TransportHealth.ready
    var isRunning = false
    var isFinished = false
    var closers: [CheckedContinuation<Void, Never>] = []
  }

  init(upstream: Wire.Upstream, pace: Pace, clock: WallClock, random: @escaping @Sendable () -> Double) {
    self.upstream = upstream
    self.pace = pace
    self.clock = clock
    self.random = random
  }

  var health: TransportHealth { state.withLock { $0.health } }

  func submit(
    _ items: [Wire.Item], starting: @escaping @Sendable ([Envelope.ID]) throws -> Void,
    answered: @escaping @Sendable (Delivery) -> Void,
    isWithdrawn: @escaping @Sendable (Envelope.ID) -> Bool
  ) async -> [Delivery] {
    let number = state.withLock { state in
      state.submitted += 1
      return state.submitted
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let submission = Submission(
          number: number, items: items, starting: starting, answered: answered, isWithdrawn: isWithdrawn,
          continuation: continuation)
        let refusal: String? = state.withLock { state in
          if state.post.isClosing || state.isFinished { return "the transport is closed" }
          // Asked under the lock: a cancellation that comes later finds the submission here.
          if Task.isCancelled { return "stopped before it began" }
          state.post.submissions.append(submission)
          startIfNeeded(&state)
          return nil
        }
        guard let refusal else { return wake() }
        let outcome = Delivery.Outcome.deferred(.local(refusal))
        continuation.resume(returning: items.map { Delivery(id: $0.id, outcome: outcome) })
      }
    } onCancel: {
      state.withLock { $0.post.cancelled.append(number) }
      wake()
    }
  }

  func close() async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        state.post.isClosing = true
        state.health = .unavailable(
          Outage(kind: .closed, cause: "the transport is closed", isPermanent: true))
        if state.isFinished || !state.isRunning { return true }
        state.closers.append(continuation)
        return false
      }
      if isOver { continuation.resume() } else { wake() }
    }
  }

  /// The owner is gone: the lane ends by itself.
  func abandon() {
    state.withLock { $0.post.isClosing = true }
    wake()
  }

  // MARK: - The lane's side

  /// Takes what has come in; empty most of the time.
  func collect() -> Post {
    state.withLock { state in
      let post = state.post
      state.post.submissions = []
      state.post.cancelled = []
      return post
    }
  }

  func report(_ health: TransportHealth) {
    state.withLock { state in
      if !state.post.isClosing { state.health = health }
    }
  }

  /// The lane has ended; nothing is taken any more, and what came in before it was closed has been collected.
  func finish() {
    let closers = state.withLock { state in
      state.isFinished = true
      let closers = state.closers
      state.closers = []
      return closers
    }
    for closer in closers { closer.resume() }
  }

  private func startIfNeeded(_ state: inout State) {
    if state.isRunning { return }
    state.isRunning = true
    LaneThread.start { Wire.run(self) }
  }

  private func wake() { alarm.ring() }
}
