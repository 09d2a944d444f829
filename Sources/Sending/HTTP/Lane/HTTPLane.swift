import CCurl
import Mail

/// All requests to one provider and the loop that drives them, on one thread.
///
/// A turn of the loop: take in batches, begin requests as far as the provider lets us (each after one word to the
/// ledger), let libcurl work, hear what has been answered, wait.
final class HTTPLane {
  let inbox: HTTPInbox
  let upstream: HTTPUpstream
  let multi: UnsafeMutableRawPointer
  var queue: [HTTPParcel] = []
  /// Parcels whose recipient's domain takes nothing right now.
  var room = WaitingRoom<HTTPParcel>()
  var repetitions: [HTTPRepetition] = []
  var transfers: [HTTPTransfer] = []
  var batches: [Int: HTTPBatch] = [:]
  var window: HTTPWindow
  var breaker: CircuitBreaker
  /// When the present outage began.
  var outageSince: Instant?
  var allowance = HTTPAllowance()
  /// The upstream's own limits admit nothing until then, in microseconds since 1970.
  var pausedUntil: Int64 = 0
  var now: Instant = .now
  private var isClosing = false

  init(inbox: HTTPInbox) {
    self.inbox = inbox
    multi = inbox.alarm.handle
    upstream = inbox.upstream
    window = HTTPWindow(maximum: upstream.requests)
    breaker = CircuitBreaker(threshold: upstream.failuresUntilOutage, random: inbox.random)
    allowance.needsQuota = upstream.provider.quotaRequest != nil
  }

  /// Runs until the inbox is closed and everything under way has its outcome.
  func run() {
    while true {
      now = .now
      takeIn()
      if isClosing, batches.isEmpty { break }
      begin()
      var running: Int32 = 0
      curl_multi_perform(multi, &running)
      now = .now
      if hear() { continue }
      wait()
    }
    // A question about the quota may be left.
    for transfer in transfers { curl_multi_remove_handle(multi, transfer.curl.easy) }
    inbox.finish()
  }

  private func takeIn() {
    let post = inbox.collect()
    for submission in post.submissions { enter(submission) }
    for number in post.cancelled {
      batches[number]?.isCancelled = true
      handBack(.local("stopped before it began")) { $0.batch == number }
    }
    if post.isClosing {
      isClosing = true
      handBack(.local("the transport is closed")) { _ in true }
    }
  }

  /// Hears of the requests that are over; true where there was one.
  private func hear() -> Bool {
    var isAny = false
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
      let result = tp_message_result(message)
      curl_multi_remove_handle(multi, easy)
      guard let index = transfers.firstIndex(where: { $0.curl.easy == easy }) else { continue }
      isAny = true
      finish(transfers.remove(at: index), result)
    }
    return isAny
  }

  private func wait() {
    var timeout: Int32 = 60_000
    if let next = nextMove() {
      timeout = min(now.milliseconds(to: next), 60_000)
    }
    curl_multi_poll(multi, nil, 0, timeout, nil)
  }

  /// When something may begin that may not yet.
  private func nextMove() -> Instant? {
    // The answer about the quota comes first.
    guard hasRoom, !allowance.needsQuota || transfers.isEmpty else { return nil }
    var moves = repetitions.map(\.notBefore)
    // What is left in the queue waits for the time that the provider or a limit gave.
    if !queue.isEmpty { moves.append(max(allowance.opensAt, inbox.clock.instant(at: pausedUntil))) }
    if !room.isEmpty { moves.append(inbox.clock.instant(at: max(room.nextTurn, pausedUntil))) }
    return moves.min()
  }

  /// The time of day at this turn, in microseconds since 1970.
  var wallTime: Int64 { inbox.clock.time(at: now) }

  /// Whether one more request may be under way.
  var hasRoom: Bool {
    // After an outage the first one goes alone.
    transfers.count < (breaker.outage == nil ? window.limit : 1)
  }
}
