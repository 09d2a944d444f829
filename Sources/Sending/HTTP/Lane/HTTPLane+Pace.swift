import Mail

/// Limits: what waits for its time.
extension HTTPLane {
  /// A limit that opens later than this is an outage; a distance between two messages is at most a minute.
  private static let patience: Int64 = 65_000_000

  /// Whether envelopes wait that could go now or soon.
  var hasWork: Bool { !queue.isEmpty || room.nextTurn <= wallTime }

  /// Sets a parcel aside until its domain takes more, or turns it away where that takes long.
  func wait(_ parcel: HTTPParcel, until opening: Int64) {
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
    guard opening - wallTime > Self.patience else { return }
    let end = opening == .max ? nil : Timestamp(seconds: (opening + 999_999) / 1_000_000)
    stop(
      Outage(
        kind: end == nil ? .storage : .quota,
        cause: "\(upstream.name): \(inbox.pace.explanation(until: opening))", isPermanent: end == nil,
        until: end))
  }

  /// A repetition counts like any other message: what of it the limits let go, and nil as long as that is not all.
  func admit(_ repetition: HTTPRepetition) -> HTTPWork? {
    var work = repetition.work
    for index in work.parcels.indices where !work.parcels[index].isAdmitted {
      let instant = Instant.now
      switch inbox.pace.admit(work.parcels[index].domain, at: inbox.clock.time(at: instant)) {
      case .go: work.parcels[index].isAdmitted = true
      case .upstreamWaits(let opening), .domainWaits(let opening):
        if opening - wallTime > Self.patience {
          for (parcel, outcome) in zip(work.parcels, repetition.outcomes) { settle(parcel, outcome) }
        } else {
          repetitions.append(
            HTTPRepetition(
              work: work, notBefore: max(inbox.clock.instant(at: opening), instant + .milliseconds(1)),
              outcomes: repetition.outcomes))
        }
        return nil
      }
    }
    return work
  }
}
