import Mail

/// Limits: what may begin, what may go, and what waits.
extension Lane {
  /// A limit that opens later than this is an outage; a distance between two messages is at most a minute.
  private static let patience: Int64 = 65_000_000

  /// The time of day at this turn, in microseconds since 1970.
  var wallTime: Int64 { inbox.clock.time(at: now) }

  /// Whether envelopes wait that a connection could take now or soon.
  var hasWork: Bool { !queue.isEmpty || room.nextTurn <= wallTime }

  /// Asks whether a message may go at this moment; until when it is held, if not.
  func holding(_ parcel: Parcel) -> Instant? {
    // Not the turn's time: what came in between would bring two messages closer together on the wire.
    let instant = Instant.now
    switch inbox.pace.admit(parcel.domain, at: inbox.clock.time(at: instant), begun: parcel.isCounted) {
    case .go: return nil
    case .upstreamWaits(let until), .domainWaits(let until):
      return min(inbox.clock.instant(at: until), instant + .seconds(1))
    }
  }

  /// Sets a parcel aside until its domain takes more, or turns it away where that takes long.
  func wait(_ parcel: Parcel, until opening: Int64) {
    let spacing = inbox.pace.domains.spacing(parcel.domain)
    guard let turn = room.admit(parcel, opening: opening, spacing: spacing, at: wallTime) else { return }
    let reply = Delivery.Reply.local("the recipient's domain takes no more for now", status: (4, 7, 0))
    settle(
      parcel, .deferred(reply),
      notBefore: Timestamp(seconds: (min(turn, .max - 999_999) + 999_999) / 1_000_000))
  }

  /// The upstream's own limits: a short wait is waited for, a long one is an outage.
  func pause(until opening: Int64) {
    pausedUntil = opening
    let wait = opening - wallTime
    guard wait > Self.patience else { return }
    let end = opening == .max ? nil : Timestamp(seconds: (opening + 999_999) / 1_000_000)
    let rest = end == nil ? "" : "; the next message may go in \(Self.words(seconds: wait / 1_000_000))"
    let outage = Outage(
      kind: end == nil ? .storage : .quota,
      cause: "\(upstream.name): \(inbox.pace.explanation(until: opening))\(rest)", isPermanent: end == nil,
      until: end)
    quota = outage
    inbox.report(.unavailable(outage))
    handBack(outage.reply) { _ in true }
  }

  /// A limit that was used up opens again.
  func endQuota() {
    guard quota != nil, pausedUntil <= wallTime else { return }
    quota = nil
    inbox.report(breaker.outage.map { .unavailable($0) } ?? .ready)
  }

  private static func words(seconds: Int64) -> String {
    let minutes = (seconds + 59) / 60
    return minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
  }
}

extension Parcel {
  /// The same after its message was counted as gone.
  var counted: Parcel {
    var parcel = self
    parcel.isCounted = false
    return parcel
  }
}
