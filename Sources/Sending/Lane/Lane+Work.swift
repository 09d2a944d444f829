import Mail

/// Envelopes: in from batches, out to connections, back as outcomes.
extension Lane {
  func enter(_ submission: LaneInbox.Submission) {
    let number = submission.number
    batches[number] = LaneBatch(submission)
    let isAdmitted = breaker.admits(at: now)
    for (index, parcel) in submission.parcels.enumerated() {
      var parcel = parcel
      parcel.slot = Parcel.Slot(batch: number, index: index)
      if let refusal = parcel.refusal {
        settle(parcel, .refused(refusal))
      } else if !isAdmitted, let outage = breaker.outage {
        settle(parcel, .deferred(outage.reply))
      } else {
        queue.append(parcel)
      }
    }
  }

  func settle(_ parcel: Parcel, _ outcome: Delivery.Outcome) {
    let number = parcel.slot.batch
    if batches[number]?.settle(parcel.slot.index, outcome) == true { batches[number] = nil }
  }

  /// Settles as deferred what waits and matches.
  func handBack(_ reply: Delivery.Reply, where matches: (Parcel) -> Bool) {
    for parcel in queue.removeAll(where: matches) { settle(parcel, .deferred(reply)) }
  }

  /// Gives waiting envelopes to idle connections.
  func assign() {
    for connection in connections where connection.state == .ready && connection.dialogue.isIdle {
      guard !queue.isEmpty else { return }
      if !hasRoom(connection) {
        close(connection)
      } else if let parcel = nextParcel(for: connection) {
        connection.dialogue.begin(parcel, level: pipelining.level(for: connection.dialogue.capabilities))
      }
    }
  }

  /// Asks the ledger for all final dots that are ready, batch by batch, and lets them go.
  func release() {
    var ready: [(connection: LaneConnection, parcel: Parcel)] = []
    for connection in connections where connection.state == .ready && connection.isFlushed {
      guard let parcel = connection.dialogue.awaitsRelease else { continue }
      if !withholdIfWithdrawn(connection, parcel) { ready.append((connection, parcel)) }
    }
    while let number = ready.first?.parcel.slot.batch {
      let group = ready.filter { $0.parcel.slot.batch == number }
      ready.removeAll { $0.parcel.slot.batch == number }
      do {
        try batches[number]?.starting(group.map(\.parcel.id))
        for (connection, _) in group { connection.dialogue.release(next: follower(for: connection)) }
      } catch {
        let reply = Delivery.Reply.local("not begun: \(error)")
        for (connection, parcel) in group {
          connection.dialogue.withhold()
          close(connection)
          settle(parcel, .deferred(reply))
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
    connection.dialogue.begun < upstream.limits.messagesPerConnection
      && connection.openedAt + upstream.limits.connectionAge > now
  }

  private func nextParcel(for connection: LaneConnection) -> Parcel? {
    guard breaker.admits(at: now) else { return nil }
    while var parcel = queue.take() {
      if let objection = connection.dialogue.capabilities.objection(to: parcel) {
        settle(parcel, .refused(objection))
      } else if isWithdrawn(parcel) {
        settle(parcel, .deferred(.withdrawn))
      } else {
        parcel.askedAt = now
        return parcel
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
  func putBack(_ parcel: Parcel) {
    if let outage = breaker.outage, !breaker.admits(at: now) {
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
