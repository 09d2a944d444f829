import CCurl
import Mail

/// Connections: opened as work and window allow, closed by age, idleness, refusal or loss.
extension Lane {
  /// Opens connections for envelopes that no connection waits for.
  func connect() {
    guard hasWork, breaker.admits(at: now), connectNotBefore <= now, pausedUntil <= wallTime else { return }
    // While the breaker is open and its pause over, one connection is the probe.
    let limit = breaker.outage == nil ? window.limit : 1
    if connections.count + opening.count < limit { open(atMost: limit) }
    if !opening.isEmpty { hearConnects() }
  }

  private func open(atMost limit: Int) {
    // Those that open, and those that stay idle because their next message has its limits.
    var waiting = opening.count + connections.count { $0.state == .ready && $0.dialogue.isIdle }
    let work = queue.count + (room.nextTurn <= wallTime ? room.count : 0)
    while connections.count + opening.count < limit, work > waiting {
      guard let connection = LaneConnection(to: upstream, at: now) else {
        let cause = "\(upstream.name): libcurl does not take the settings of this upstream"
        return trip(Outage(kind: .unreachable, cause: cause, isPermanent: true))
      }
      curl_multi_add_handle(multi, connection.curl.easy)
      opening.append(connection)
      watchOver(connection)
      waiting += 1
    }
  }

  /// Moves libcurl's connections on and takes over those that are open.
  func hearConnects() {
    var running: Int32 = 0
    curl_multi_perform(multi, &running)
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE else { continue }
      let easy = message.pointee.easy_handle
      let code = tp_message_result(message)
      guard let connection = opening.first(where: { $0.curl.easy == easy && $0.state == .connecting })
      else { continue }
      if code != CURLE_OK {
        let outage = Outage.connecting(
          to: upstream, code: code, explanation: connection.curl.explain(code), opening: connection.opening)
        failToConnect(connection, outage)
      } else if upstream.credentials != nil, !connection.opening.capabilities.authentication {
        let cause = "\(upstream.name): the server offers no AUTH, so the credentials cannot be given"
        failToConnect(connection, Outage(kind: .authentication, cause: cause, isPermanent: true))
      } else if connection.becomeReady(at: now) {
        adopt(connection)
      } else {
        let cause = "\(upstream.name): the connection was lost as it opened"
        failToConnect(connection, Outage(kind: .unreachable, cause: cause, isPermanent: false))
      }
    }
    assign()
  }

  private func failToConnect(_ connection: LaneConnection, _ outage: Outage) {
    close(connection)
    window.fail(live: openCount)
    let live = connections.count { $0.state == .ready && $0.dialogue.answered > 0 }
    // Others hold: the server only wants no more of them for now.
    if live > 0, !outage.isPermanent {
      connectNotBefore = now + .seconds(1)
    } else if breaker.fail(outage, at: now) {
      trip(outage, isCounted: true)
    }
  }

  /// Stops: what waits comes back at once with the cause.
  func trip(_ outage: Outage, isCounted: Bool = false) {
    if !isCounted { _ = breaker.fail(outage, at: now) }
    inbox.report(.unavailable(outage))
    handBack(outage.reply) { _ in true }
    for connection in opening { close(connection) }
  }

  /// What a dialogue said about envelopes, server and connection.
  func handle(_ events: [SMTPDialogue.Event], of connection: LaneConnection) {
    var failure: Delivery.Reply?
    for event in events {
      switch event {
      case .settled(let parcel, let outcome):
        settle(parcel, outcome)
        if let reply = outcome.loss { failure = reply } else { noteAnswer() }
        if case .accepted = outcome { inbox.pace.domains.recover(parcel.domain) }
      case .returned(let parcel): putBack(parcel)
      case .slowedDown(let domain):
        inbox.pace.domains.slowDown(domain, at: wallTime)
        window.shrink()
      case .misbehaved: pipelining.misbehave()
      case .outage(let outage):
        let cause = "\(upstream.name): \(outage.cause)"
        trip(Outage(kind: outage.kind, cause: cause, isPermanent: outage.isPermanent))
      }
    }
    guard connection.dialogue.isOver else { return }
    close(connection)
    guard let failure, connection.isFailureOfUpstream(failure) else { return }
    window.fail(live: openCount)
    let outage = Outage(
      kind: .unreachable, cause: "\(upstream.name): \(failure.described)", isPermanent: false)
    if breaker.outage?.isPermanent != true, breaker.fail(outage, at: now) { trip(outage, isCounted: true) }
  }

  private func noteAnswer() {
    window.succeed()
    pipelining.succeed()
    let wasOut = breaker.outage != nil
    if breaker.outage?.isPermanent != true { breaker.succeed() }
    if wasOut, breaker.outage == nil, quota == nil { inbox.report(.ready) }
  }

  func lose(_ connection: LaneConnection, _ cause: String, isTimeout: Bool = false) {
    var events: [SMTPDialogue.Event] = []
    connection.dialogue.lose(cause, isTimeout: isTimeout, into: &events)
    handle(events, of: connection)
  }

  /// Ends a connection that was waited for so long, in nanoseconds.
  func giveUp(_ connection: LaneConnection, after length: Int64) {
    let length = Duration.nanoseconds(length)
    if connection.state == .connecting {
      let stage = connection.curl.isConnected ? "the server did not greet us" : "no connection"
      let cause = "\(upstream.name): \(stage) within \(length)"
      failToConnect(connection, Outage(kind: .unreachable, cause: cause, isPermanent: false))
    } else if connection.dialogue.isIdle {
      close(connection)
    } else {
      lose(connection, "no answer within \(length)", isTimeout: true)
    }
  }

  /// How many connections are open and used.
  var openCount: Int { hasClosed ? connections.count { $0.state == .ready } : connections.count }

  func close(_ connection: LaneConnection) {
    guard connection.state != .closed else { return }
    connection.quit()
    if connection.state == .ready { forget(connection) }
    connection.state = .closed
    hasClosed = true
  }

  /// Gives closed connections back to libcurl; apart, so that no loop loses its footing.
  func sweep() {
    guard hasClosed else { return }
    hasClosed = false
    for connection in opening + connections where connection.state == .closed {
      curl_multi_remove_handle(multi, connection.curl.easy)
    }
    opening.removeAll { $0.state == .closed }
    connections.removeAll { $0.state == .closed }
  }
}

extension Delivery.Outcome {
  /// The reply of an outcome that says nothing of the envelope: silence, a loss, a farewell, lost footing.
  fileprivate var loss: Delivery.Reply? {
    switch self {
    case .inDoubt(let reply): reply
    case .deferred(let reply) where [0, 421, 500, 502, 503].contains(reply.code): reply
    default: nil
    }
  }
}

extension Delivery.Reply {
  fileprivate var described: String { code == 0 ? text : "\(code) \(text)" }
}

extension LaneConnection {
  /// Whether a loss counts against the upstream: always after a final dot; else when the connection never worked.
  fileprivate func isFailureOfUpstream(_ reply: Delivery.Reply) -> Bool {
    dialogue.answered == 0 || reply.status == EnhancedStatus(4, 4, 2)
  }
}
