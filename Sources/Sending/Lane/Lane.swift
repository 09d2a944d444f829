import CCurl
import Glibc
import Mail

/// All connections to one upstream and the loop that drives them, on one thread.
///
/// A turn of the loop: take in batches, give envelopes to idle connections, let go the final dots that are ready
/// (after one word to the ledger for all of them), write, wait, read.
final class Lane {
  typealias Instant = ContinuousClock.Instant

  /// How long the word holds that a message was not withdrawn.
  static let freshness = Duration.milliseconds(500)

  let inbox: SMTPInbox
  let upstream: SMTPUpstream
  /// libcurl's connections, open ones too: a CONNECT_ONLY handle stays in its multi while it is used.
  let multi: UnsafeMutableRawPointer
  let poller: Poller
  var connections: [LaneConnection] = []
  var queue = ParcelQueue()
  /// Parcels whose recipient's domain has its limits.
  var room = WaitingRoom<Parcel>()
  /// The limits of the upstream let nothing go before, in microseconds since 1970.
  var pausedUntil = Int64.min
  /// A limit is used up for so long that nothing waits for it.
  var quota: Outage?
  var batches: [Int: SMTPBatch] = [:]
  var window: ConnectionWindow
  var breaker: CircuitBreaker
  var pipelining: PipeliningPolicy
  var now: Instant = .now
  /// After a connection was refused while others hold, the next attempt waits until then.
  var connectNotBefore: Instant = .now
  private var isClosing = false
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Outgoing.pieceSize, alignment: 16)

  init?(inbox: SMTPInbox) {
    guard let multi = curl_multi_init(), let poller = Poller(wake: inbox.alarm.descriptor) else { return nil }
    self.inbox = inbox
    self.multi = multi
    self.poller = poller
    upstream = inbox.upstream
    window = ConnectionWindow(maximum: upstream.limits.connections)
    breaker = CircuitBreaker(threshold: upstream.limits.failuresUntilOutage, random: inbox.random)
    pipelining = PipeliningPolicy(limit: upstream.limits.pipelining, proof: upstream.limits.proof)
  }

  deinit {
    curl_multi_cleanup(multi)
    buffer.deallocate()
  }

  /// Runs until the inbox is closed and everything under way has its outcome.
  func run() {
    while true {
      now = .now
      endQuota()
      takeIn()
      if isClosing, batches.isEmpty { break }
      assign()
      sweep()
      connect()
      write()
      wait()
    }
    for connection in connections { close(connection) }
    sweep()
    inbox.finish()
  }

  private func takeIn() {
    let post = inbox.collect()
    for submission in post.submissions { enter(submission) }
    for number in post.cancelled {
      batches[number]?.isCancelled = true
      handBack(.local("stopped before it began")) { $0.slot.batch == number }
    }
    if post.isClosing {
      isClosing = true
      handBack(.local("the transport is closed")) { _ in true }
    }
  }

  /// Lets ready final dots go and writes, until nothing more can be written now.
  private func write() {
    var released = 0
    repeat {
      released = release()
      for connection in connections where connection.state == .ready && !connection.isBlocked {
        flush(connection)
      }
    } while released > 0 || connections.contains { $0.isNewlyReleasable }
  }

  func flush(_ connection: LaneConnection) {
    if case .lost(let cause) = connection.flush(at: now) { return lose(connection, cause) }
    if connection.isBlocked != connection.watchesWriting {
      connection.watchesWriting = connection.isBlocked
      poller.watch(connection.socket, writing: connection.isBlocked)
    }
  }

  private func wait() {
    let isConnecting = connections.contains { $0.state == .connecting }
    let events = poller.wait(for: isConnecting ? multi : nil, until: nextDeadline(), now: now)
    now = .now
    for event in events {
      guard let connection = connections.first(where: { $0.socket == event.socket }) else { continue }
      // A TLS write that was put off may wait for reading: any sign of life repeats it.
      if connection.isBlocked, connection.state == .ready { flush(connection) }
      if event.isReadable, connection.state == .ready { read(connection) }
    }
    if isConnecting { hearConnects() }
    expire()
  }

  private func read(_ connection: LaneConnection) {
    var events: [SMTPDialogue.Event] = []
    let reading = connection.read(with: buffer, at: now, into: &events)
    handle(events, of: connection)
    if case .lost(let cause) = reading, connection.state == .ready { lose(connection, cause) }
  }

  private func nextDeadline() -> Instant? {
    // What a lost connection gave back wants another turn at once.
    if connections.contains(where: { $0.state == .closed }) { return now }
    var earliest = connections.lazy.map { min($0.deadline(self.upstream).at, $0.heldUntil ?? .distant) }.min()
    func atLatest(_ instant: Instant) { earliest = min(earliest ?? instant, instant) }
    if !queue.isEmpty, connectNotBefore > now { atLatest(connectNotBefore) }
    if hasWork || quota != nil, pausedUntil > wallTime { atLatest(inbox.clock.instant(at: pausedUntil)) }
    if !room.isEmpty { atLatest(inbox.clock.instant(at: max(room.nextTurn, pausedUntil))) }
    return earliest
  }
}
