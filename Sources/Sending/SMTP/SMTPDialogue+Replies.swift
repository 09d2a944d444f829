import Mail

/// What each reply means: the one place that decides what becomes of an envelope.
extension SMTPDialogue {
  mutating func handle(_ mark: ReplyReader.Mark, into events: inout [Event]) {
    guard let step = expected.removeFirst() else { return unexpected(reader.reply(mark), into: &events) }
    precondition(current != nil, "a reply is expected only within a transaction")
    let kind = mark.code / 100
    if kind == 4 { noteSlowDown(mark, step, into: &events) }
    switch step {
    case .reset:
      guard kind == 2 else { return end(with: reader.reply(mark), step, into: &events) }
      if let transaction = current, transaction.level == .none {
        sayPath(of: transaction.parcel.content, .none)
      }
    case .mail, .recipient, .data:
      if kind >= 4, refusesSession(mark, step, into: &events) { return }
      current?.isUnanswered = false
      if step == .mail, kind == 2 { current?.isOpen = true }
      let isWelcome = step == .data ? mark.code == 354 : kind == 2
      if !isWelcome {
        guard kind >= 4 else {
          return loseStep("the server answered \(mark.code) out of step", into: &events)
        }
        if current?.failure == nil { current?.failure = reader.reply(mark) }
      }
      proceed(after: step, mark, into: &events)
    case .finalDot:
      settle(mark, into: &events)
    case .loneDot:
      needsReset = false
      finish(answer: mark, into: &events)
    }
  }

  private mutating func noteSlowDown(_ mark: ReplyReader.Mark, _ step: Step, into events: inout [Event]) {
    guard step == .recipient || step == .data || step == .finalDot else { return }
    guard let transaction = current, transaction.failure == nil, reader.reply(mark).asksToSlowDown else {
      return
    }
    events.append(.slowedDown(transaction.parcel.domain))
  }

  /// The command, body or end that follows a reply to MAIL, RCPT or DATA.
  private mutating func proceed(
    after step: Step, _ mark: ReplyReader.Mark, into events: inout [Event]
  ) {
    let hasFailed = current?.failure != nil
    if step == .data {
      needsReset = current?.isOpen == true
      if mark.code != 354 { return finish(answer: mark, into: &events) }
      guard outgoing.isEmpty else { return loseStep("the server answered DATA too early", into: &events) }
      if hasFailed {
        // RFC 2920 section 3.1: DATA was taken though no recipient was; a lone dot ends it.
        outgoing.append(".\r\n")
        expected.append(.loneDot)
      } else if let body = current?.parcel.content.body {
        needsReset = false
        current?.phase = .body
        outgoing.hold(body)
      }
      return
    }
    if mark.code == 421 { return finish(answer: mark, into: &events) }
    guard current?.level == PipeliningLevel.none else { return }
    if hasFailed {
      needsReset = current?.isOpen == true
      return finish(answer: mark, into: &events)
    }
    if step == .recipient {
      sayData()
    } else if let content = current?.parcel.content {
      sayRecipient(of: content)
    }
  }

  /// A reply to the final dot.
  private mutating func settle(_ mark: ReplyReader.Mark, into events: inout [Event]) {
    guard let parcel = current?.parcel else { return }
    guard outgoing.dotTaken else {
      return loseStep("the server answered before the final dot", into: &events)
    }
    let reply = reader.reply(mark)
    switch mark.code / 100 {
    case 2:
      answered += 1
      events.append(.settled(parcel, .accepted(reply)))
      current = upcoming
      upcoming = nil
    case 4, 5:
      current?.failure = reply
      finish(answer: mark, into: &events)
    default:
      loseStep("the server answered \(mark.code) to the final dot and is not understood", into: &events)
    }
  }

  /// The dialogue has lost its footing; what was under way gets the value that its phase allows.
  private mutating func loseStep(_ cause: String, into events: inout [Event]) {
    events.append(.misbehaved(cause))
    lose(cause, isTimeout: true, into: &events)
  }

  /// The transaction ends with the failure it has; the connection too after a 421 (RFC 5321 section 3.8).
  private mutating func finish(answer mark: ReplyReader.Mark, into events: inout [Event]) {
    guard let transaction = current else { return }
    answered += mark.code == 421 ? 0 : 1
    let failure = transaction.failure ?? reader.reply(mark)
    events.append(.settled(transaction.parcel, failure.asFailure))
    current = upcoming
    upcoming = nil
    if mark.code == 421 {
      if let next = current { events.append(.returned(next.parcel)) }
      current = nil
      isOver = true
    }
  }

  /// Replies that are about the session and not about this envelope.
  ///
  /// True when the connection is over.
  private mutating func refusesSession(
    _ mark: ReplyReader.Mark, _ step: Step, into events: inout [Event]
  ) -> Bool {
    guard let transaction = current, transaction.failure == nil else { return false }
    switch mark.code {
    case 421 where step == .mail && transaction.isReuse:
      events.append(.returned(transaction.parcel))
    case 530, 534, 535, 538:
      let reply = reader.reply(mark)
      let cause = "the server takes no mail from us as we are: \(reply.code) \(reply.text)"
      events.append(.outage(Outage(kind: .authentication, cause: cause, isPermanent: true)))
      events.append(
        .settled(transaction.parcel, .deferred(.local(cause, code: reply.code, status: (4, 7, 0)))))
    case 500, 502, 503:
      let reply = reader.reply(mark)
      let cause = "the server answered \(reply.code) \(reply.text)"
      events.append(.misbehaved(cause))
      if transaction.level > .none {
        // It announced PIPELINING and lost count: the same envelope again, one command at a time.
        events.append(.returned(transaction.parcel))
      } else {
        events.append(.settled(transaction.parcel, .deferred(.local(cause, code: reply.code))))
      }
    default: return false
    }
    current = nil
    giveBackUpcoming(into: &events)
    isOver = true
    return true
  }

  /// RSET was not taken: this envelope has not begun, the connection is of no use.
  private mutating func end(with reply: Delivery.Reply, _ step: Step, into events: inout [Event]) {
    if let current { events.append(.returned(current.parcel)) }
    current = nil
    giveBackUpcoming(into: &events)
    if reply.code != 421 { events.append(.misbehaved("the server answered \(reply.code) to RSET")) }
    isOver = true
  }

  /// A reply to nothing: a farewell (421 while idle), or a refusal while the body is on its way.
  private mutating func unexpected(_ reply: Delivery.Reply, into events: inout [Event]) {
    isOver = true
    if reply.code / 100 < 4 || (current == nil && reply.code != 421) {
      events.append(.misbehaved("the server answered \(reply.code) to nothing"))
    }
    guard let transaction = current else { return }
    current = nil
    isCutShort = true
    let outcome: Delivery.Outcome =
      reply.code / 100 >= 4
      ? reply.asFailure
      : .deferred(.local("the server answered \(reply.code) out of step", status: (4, 5, 0)))
    events.append(.settled(transaction.parcel, outcome))
  }
}
