import CCurl
import Mail

/// Envelopes: in from batches, out in requests.
extension HTTPLane {
  func enter(_ submission: HTTPInbox.Submission) {
    batches[submission.number] = HTTPBatch(submission)
    let isAdmitted = breaker.admits(at: now)
    for (index, envelope) in submission.items.enumerated() {
      let parcel = HTTPParcel(
        batch: submission.number, index: index, envelope: envelope,
        domain: DomainKey(envelope.recipient.domain))
      if let objection = Self.objection(to: envelope) ?? upstream.provider.objection(to: envelope) {
        settle(parcel, .refused(objection))
      } else if !isAdmitted, let outage = breaker.outage {
        settle(parcel, .deferred(outage.reply))
      } else {
        queue.append(parcel)
      }
    }
  }

  /// No control character and no space in either address: nothing that could end the field it stands in.
  private static func objection(to envelope: Envelope) -> Delivery.Reply? {
    let isSafe = "\(envelope.sender)\(envelope.recipient)".utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f }
    return isSafe
      ? nil
      : .local("the envelope has an address with a character that is not allowed there", status: (5, 1, 3))
  }

  func settle(_ parcel: HTTPParcel, _ outcome: Delivery.Outcome, notBefore: Timestamp? = nil) {
    var outcome = outcome
    if case .deferred(var reply) = outcome, reply.code == 0, parcel.turnedAway != 0 {
      reply.code = parcel.turnedAway
      outcome = .deferred(reply)
    }
    if batches[parcel.batch]?.settle(parcel.index, outcome, notBefore: notBefore) == true {
      batches[parcel.batch] = nil
    }
  }

  /// Settles what waits and matches: as deferred what is not begun, as in doubt what would have been repeated.
  func handBack(_ reply: Delivery.Reply, where matches: (HTTPParcel) -> Bool) {
    let waiting = queue
    queue.removeAll(where: matches)
    for parcel in waiting.filter(matches) + room.removeAll(where: matches) {
      settle(parcel, .deferred(reply))
    }
    let open = repetitions
    repetitions.removeAll { $0.work.parcels.contains(where: matches) }
    for repetition in open where repetition.work.parcels.contains(where: matches) {
      for (parcel, outcome) in zip(repetition.work.parcels, repetition.outcomes) { settle(parcel, outcome) }
    }
  }

  /// Begins as many requests as may be under way.
  func begin() {
    while hasRoom, breaker.admits(at: now), hasWork || !repetitions.isEmpty {
      if allowance.needsQuota { return allowance.admits(at: now) ? askForQuota() : () }
      if let index = repetitions.firstIndex(where: { $0.notBefore <= now }) {
        if let work = admit(repetitions.remove(at: index)) { send(work) }
      } else if allowance.left == 0, hasWork {
        stop(Outage(kind: .quota, cause: "\(upstream.name): the quota is used up", isPermanent: false))
      } else if allowance.admits(at: now), pausedUntil <= wallTime, let work = nextWork() {
        send(work)
      } else {
        return
      }
    }
  }

  /// The next request.
  private func nextWork() -> HTTPWork? {
    while true {
      let parcels = gather()
      guard let first = parcels.first else { return nil }
      let request = upstream.provider.request(for: parcels.map(\.envelope))
      guard request.body.count > upstream.provider.limits.bytes else {
        return HTTPWork(parcels: parcels, request: request)
      }
      if parcels.count == 1 {
        settle(first, .refused(.local("the message is too large for the provider", status: (5, 3, 4))))
      } else {
        putBack(parcels, alone: true, stillAdmitted: true)
      }
    }
  }

  /// Envelopes of one batch, as many as fit and the limits let go, those that nobody has withdrawn meanwhile.
  private func gather() -> [HTTPParcel] {
    var limits = upstream.provider.limits
    if let left = allowance.left { limits.count = min(limits.count, left) }
    var parcels: [HTTPParcel] = []
    var bytes = 0
    while var parcel = room.takeDue(at: wallTime) ?? (queue.isEmpty ? nil : queue.removeFirst()) {
      let size = Self.estimate(parcel.envelope)
      if let first = parcels.first {
        guard parcels.count < limits.count, first.batch == parcel.batch, !first.isAlone, !parcel.isAlone,
          bytes + size <= limits.bytes
        else {
          queue.insert(parcel, at: 0)
          break
        }
      }
      if batches[parcel.batch]?.isWithdrawn(parcel.envelope.id) == true {
        settle(parcel, .deferred(.withdrawn))
        continue
      }
      switch parcel.isAdmitted ? .go : inbox.pace.admit(parcel.domain, at: inbox.clock.time(at: .now)) {
      case .go:
        parcel.isAdmitted = true
        parcels.append(parcel)
        bytes += size
      case .domainWaits(let opening): wait(parcel, until: opening)
      case .upstreamWaits(let opening):
        queue.insert(parcel, at: 0)
        pause(until: opening)
        return parcels
      }
    }
    return parcels
  }

  /// What an envelope adds to a request, generously.
  private static func estimate(_ envelope: Envelope) -> Int { envelope.bytes.count * 3 / 2 + 2_000 }

  private func send(_ work: HTTPWork) {
    var work = work
    work.attempts += 1
    work.begunAt = now
    allowance.spend(work.parcels.count, at: now)
    let batch = work.parcels.first.flatMap { batches[$0.batch] }
    let ids = work.parcels.map(\.envelope.id)
    guard
      let transfer = HTTPTransfer(
        work.request, to: upstream, for: work, starting: { try batch?.starting(ids) }),
      curl_multi_add_handle(multi, transfer.curl.easy) == CURLM_OK
    else {
      let outage = Outage(
        kind: .unreachable, cause: "\(upstream.name): a request cannot be made", isPermanent: true)
      for parcel in work.parcels { settle(parcel, .deferred(outage.reply)) }
      return stop(outage)
    }
    transfers.append(transfer)
  }

  private func askForQuota() {
    guard transfers.isEmpty else { return }
    guard let request = upstream.provider.quotaRequest,
      let transfer = HTTPTransfer(request, to: upstream, for: nil),
      curl_multi_add_handle(multi, transfer.curl.easy) == CURLM_OK
    else {
      allowance.needsQuota = false
      return
    }
    transfers.append(transfer)
  }

  /// Back to the front of the queue, uncounted, unless there is no more sending.
  func putBack(
    _ parcels: [HTTPParcel], alone: Bool = false, throttled: Bool = false, stillAdmitted: Bool = false
  ) {
    var waiting: [HTTPParcel] = []
    for parcel in parcels {
      if let outage = breaker.outage, !breaker.admits(at: now) {
        settle(parcel, .deferred(outage.reply))
      } else if batches[parcel.batch]?.isCancelled == true {
        settle(parcel, .deferred(.local("stopped before it began")))
      } else {
        var parcel = parcel
        parcel.isAlone = parcel.isAlone || alone
        parcel.isAdmitted = stillAdmitted
        if throttled { parcel.throttledSince = parcel.throttledSince ?? now }
        waiting.append(parcel)
      }
    }
    queue.insert(contentsOf: waiting, at: 0)
  }
}
