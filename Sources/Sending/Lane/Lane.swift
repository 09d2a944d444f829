import CCurl
import Glibc
import Mail

/// All connections to one upstream and the loop that drives them, on one thread.
///
/// A turn of the loop: take in batches, give envelopes to idle connections, let go the final dots that are ready
/// (after one word to the ledger for all of them), write, wait, read.
final class Lane {
  /// How long the word holds that a message was not withdrawn.
  static let freshness = Duration.milliseconds(500)

  /// Microseconds that replies are gathered for where they come within `thickness` nanoseconds of each other.
  private static let gathering: UInt32 = 30
  private static let thickness: Int64 = 200_000

  let inbox: SMTPInbox
  let upstream: SMTPUpstream
  /// libcurl's connections, open ones too: a CONNECT_ONLY handle stays in its multi while it is used.
  let multi: UnsafeMutableRawPointer
  let poller: Poller
  /// Those that libcurl still opens.
  var opening: [LaneConnection] = []
  /// Open ones.
  var connections: [LaneConnection] = []
  private var connectionsBySocket: [Int32: LaneConnection] = [:]
  /// Connections that something happened to in this turn: they may have something to let go or to write.
  private var active: [LaneConnection] = []
  /// Whose next message its limits hold.
  private var held: [LaneConnection] = []
  /// A connection was closed and is not swept yet.
  var hasClosed = false
  let patience: Patience
  /// Nothing has waited too long before then.
  private var nextExpiry = Instant.distant
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
  private var events: [SMTPDialogue.Event] = []
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Outgoing.pieceSize, alignment: 16)

  init?(inbox: SMTPInbox) {
    guard let multi = curl_multi_init(), let poller = Poller(wake: inbox.alarm.descriptor) else { return nil }
    self.inbox = inbox
    self.multi = multi
    self.poller = poller
    upstream = inbox.upstream
    patience = Patience(upstream)
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
    for connection in opening + connections { close(connection) }
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
    var round = active
    active.removeAll(keepingCapacity: true)
    if !held.isEmpty {
      round += held.filter { ($0.heldUntil ?? now) <= now && !$0.isActive }
      held.removeAll { ($0.heldUntil ?? now) <= now || $0.state != .ready }
    }
    while !round.isEmpty {
      release(round)
      for connection in round {
        connection.isActive = false
        if connection.state == .ready, !connection.isBlocked { flush(connection) }
        if connection.heldUntil != nil, !held.contains(where: { $0 === connection }) {
          held.append(connection)
        }
      }
      round.removeAll { !$0.isNewlyReleasable }
    }
  }

  /// Has a connection looked at before the next wait.
  func activate(_ connection: LaneConnection) {
    if connection.isActive { return }
    connection.isActive = true
    active.append(connection)
  }

  func flush(_ connection: LaneConnection) {
    if case .lost(let cause) = connection.flush(at: now) { return lose(connection, cause) }
    if connection.isBlocked != connection.watchesWriting {
      connection.watchesWriting = connection.isBlocked
      poller.watch(connection.socket, writing: connection.isBlocked)
    }
  }

  private func wait() {
    let isOpening = !opening.isEmpty
    poller.wait(for: isOpening ? multi : nil, until: nextDeadline(), now: now)
    let slept = now
    now = .now
    if !isOpening, isDense(since: slept) {
      usleep(Self.gathering)
      now = .now
      poller.wait(for: nil, until: now, now: now)
    }
    for event in poller.events {
      guard let connection = connectionsBySocket[event.socket] else { continue }
      activate(connection)
      // A TLS write that was put off may wait for reading: any sign of life repeats it.
      if connection.isBlocked, connection.state == .ready { flush(connection) }
      if event.isReadable, connection.state == .ready { read(connection) }
    }
    if isOpening { hearConnects() }
    if now >= nextExpiry { expire() }
  }

  /// Whether replies come so thick that several will be there in a moment: one waking for all of them costs a third less
  /// than one for each, and the server has others to answer meanwhile.
  private func isDense(since slept: Instant) -> Bool {
    !poller.events.isEmpty && poller.events.count * 8 <= connections.count && now < slept + Self.thickness
  }

  private func read(_ connection: LaneConnection) {
    events.removeAll(keepingCapacity: true)
    let reading = connection.read(with: buffer, at: now, into: &events)
    handle(events, of: connection)
    if case .lost(let cause) = reading, connection.state == .ready { lose(connection, cause) }
  }

  private func nextDeadline() -> Instant? {
    // What a lost connection gave back wants another turn at once.
    if hasClosed { return now }
    var earliest = nextExpiry
    for connection in held { earliest = min(earliest, connection.heldUntil ?? now) }
    if !queue.isEmpty, connectNotBefore > now { earliest = min(earliest, connectNotBefore) }
    if pausedUntil != .min || !room.isEmpty || quota != nil {
      if hasWork || quota != nil, pausedUntil > wallTime {
        earliest = min(earliest, inbox.clock.instant(at: pausedUntil))
      }
      if !room.isEmpty { earliest = min(earliest, inbox.clock.instant(at: max(room.nextTurn, pausedUntil))) }
    }
    return earliest == .distant ? nil : earliest
  }

  /// A connection was begun: it is looked at before any patience with it is over.
  func watchOver(_ connection: LaneConnection) { nextExpiry = min(nextExpiry, now + patience.shortest) }

  /// A connection opened: its socket is ours.
  func adopt(_ connection: LaneConnection) {
    opening.removeAll { $0 === connection }
    connections.append(connection)
    connectionsBySocket[connection.socket] = connection
    poller.add(connection.socket)
  }

  /// A socket's number may be another connection's as soon as libcurl has it back.
  func forget(_ connection: LaneConnection) {
    poller.remove(connection.socket)
    connectionsBySocket[connection.socket] = nil
  }

  /// Ends what has waited too long, and finds when to look again.
  ///
  /// No patience begins before now and ends before the shortest of them is over, as a wait begins with something that
  /// happens on its connection.
  private func expire() {
    for connection in opening + connections where connection.state != .closed {
      let end = connection.patienceEnd(patience)
      if end.at <= now { giveUp(connection, after: end.length) }
    }
    let ends = (opening + connections).lazy.filter { $0.state != .closed }.map {
      $0.patienceEnd(self.patience).at
    }
    nextExpiry = min(
      ends.min() ?? .distant, opening.isEmpty && connections.isEmpty ? .distant : now + patience.shortest)
  }
}
