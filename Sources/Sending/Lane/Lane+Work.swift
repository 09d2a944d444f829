import Mail

/// Envelopes: in from batches, out to connections, back as outcomes.
extension Lane {
  func enter(_ submission: SMTPInbox.Submission) {
    let number = submission.number
    batches[number] = SMTPBatch(submission)
    let obstacle = quota ?? (breaker.admits(at: now) ? nil : breaker.outage)
    for (index, parcel) in submission.items.enumerated() {
      var parcel = parcel
      parcel.slot = Parcel.Slot(batch: number, index: index)
      if let refusal = parcel.content.refusal {
        settle(parcel, .refused(refusal))
      } else if let obstacle {
        settle(parcel, .deferred(obstacle.reply))
      } else {
        queue.append(parcel)
      }
    }
  }

  func settle(_ parcel: Parcel, _ outcome: Delivery.Outcome, notBefore: Timestamp? = nil) {
    if parcel.isCounted { inbox.pace.giveBack(parcel.domain) }
    let number = parcel.slot.batch
    if batches[number]?.settle(parcel.slot.index, outcome, notBefore: notBefore) == true {
      batches[number] = nil
    }
  }

  /// Settles as deferred what waits and matches.
  func handBack(_ reply: Delivery.Reply, where matches: (Parcel) -> Bool) {
    for parcel in queue.removeAll(where: matches) + room.removeAll(where: matches) {
      settle(parcel, .deferred(reply))
    }
  }

  /// Gives waiting envelopes to idle connections.
  func assign() {
    guard hasWork else { return }
    // One that still opens may come to nothing: it is no reason to give up one that works.
    var surplus = openCount - window.limit
    for connection in connections where connection.dialogue.isIdle && connection.state == .ready {
      guard hasWork else { return }
      if surplus > 0 {
        surplus -= 1
        close(connection)
      } else if !hasRoom(connection) {
        close(connection)
      } else if let parcel = nextParcel(for: connection) {
        connection.begin(
          parcel, level: pipelining.level(for: connection.dialogue.capabilities), at: now)
        activate(connection)
      }
    }
  }

  /// Asks the ledger for the final dots that are ready and within the limits, batch by batch, and lets them go.
  func release(_ round: [LaneConnection]) {
    var ready: [(connection: LaneConnection, parcel: Parcel)] = []
    for connection in round where connection.state == .ready && connection.isFlushed {
      guard (connection.heldUntil ?? now) <= now, let parcel = connection.dialogue.awaitsRelease else {
        continue
      }
      if withholdIfWithdrawn(connection, parcel) { continue }
      connection.heldUntil = holding(parcel)
      if connection.heldUntil == nil {
        connection.dialogue.noteCounted()
        ready.append((connection, parcel))
      }
    }
    while let number = ready.first?.parcel.slot.batch {
      let group = ready.filter { $0.parcel.slot.batch == number }
      if group.count == ready.count {
        ready = []
      } else {
        ready.removeAll { $0.parcel.slot.batch == number }
      }
      do {
        try batches[number]?.starting(group.map(\.parcel.id))
        for (connection, _) in group { connection.dialogue.release(next: follower(for: connection)) }
      } catch {
        let reply = Delivery.Reply.local("not begun: \(error)")
        for (connection, parcel) in group {
          connection.dialogue.withhold()
          close(connection)
          settle(parcel.counted, .deferred(reply))
        }
      }
    }
  }

  /// The envelope whose commands may go out right behind a final dot.
  private func follower(for connection: LaneConnection) -> Parcel? {
    guard pipelining.level(for: connection.dialogue.capabilities) == .acrossMessages, hasRoom(connection)
    else { return nil }
    return nextParcel(for: connection)
  }

  private func hasRoom(_ connection: LaneConnection) -> Bool {
    // A new one carries at least one, however long it took to open.
    connection.dialogue.begun == 0
      || connection.dialogue.begun < upstream.limits.messagesPerConnection
        && connection.openedAt + upstream.limits.connectionAge > now
  }

  private func nextParcel(for connection: LaneConnection) -> Parcel? {
    guard breaker.admits(at: now), pausedUntil <= wallTime else { return nil }
    while var parcel = room.takeDue(at: wallTime) ?? queue.take() {
      if let objection = connection.dialogue.capabilities.objection(to: parcel) {
        settle(parcel, .refused(objection))
      } else if isWithdrawn(parcel) {
        settle(parcel, .deferred(.withdrawn))
      } else {
        switch inbox.pace.begin(parcel.domain, at: wallTime) {
        case .go:
          parcel.askedAt = now
          parcel.isCounted = true
          return parcel
        case .domainWaits(let opening): wait(parcel, until: opening)
        case .upstreamWaits(let opening):
          queue.putBack(parcel)
          pause(until: opening)
          return nil
        }
      }
    }
    return nil
  }

  private func isWithdrawn(_ parcel: Parcel) -> Bool {
    batches[parcel.slot.batch]?.isWithdrawn(parcel.id) ?? false
  }

  /// Asks again about a message whose envelope had to wait for the server: a stop counts within a second.
  private func withholdIfWithdrawn(_ connection: LaneConnection, _ parcel: Parcel) -> Bool {
    guard let askedAt = parcel.askedAt, askedAt + Self.freshness < now, isWithdrawn(parcel) else {
      return false
    }
    connection.dialogue.withhold()
    close(connection)
    settle(parcel, .deferred(.withdrawn))
    return true
  }

  /// Back to the queue, uncounted, unless there is no more sending.
  func putBack(_ returned: Parcel) {
    var parcel = returned
    if parcel.isCounted {
      inbox.pace.giveBack(parcel.domain)
      parcel.isCounted = false
    }
    if let outage = quota ?? (breaker.admits(at: now) ? nil : breaker.outage) {
      settle(parcel, .deferred(outage.reply))
    } else if batches[parcel.slot.batch]?.isCancelled == true {
      settle(parcel, .deferred(.local("stopped before it began")))
    } else {
      queue.putBack(parcel)
    }
  }
}

extension Outage {
  /// The answer that an envelope gets which was not tried because of it.
  var reply: Delivery.Reply {
    switch kind {
    case .unreachable: .local(cause, status: (4, 4, 1))
    case .insecure: .local(cause, status: (4, 7, 4))
    case .authentication: .local(cause, status: (4, 7, 0))
    case .storage: .local(cause, status: (4, 3, 0))
    case .quota: .local(cause, status: (4, 4, 5))
    case .closed: .local(cause, status: (4, 3, 2))
    }
  }
}
