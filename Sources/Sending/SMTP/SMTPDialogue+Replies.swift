import Mail

/// What each reply means: the one place that decides what becomes of an envelope.
extension SMTPDialogue {
  mutating func handle(_ mark: ReplyReader.Mark, into events: inout [Event]) {
    guard !expected.isEmpty else { return unexpected(reader.reply(mark), into: &events) }
    let step = expected.removeFirst()
    guard var transaction = current else {
      preconditionFailure("a reply is expected only within a transaction")
    }
    let kind = mark.code / 100
    if kind == 4, [.recipient, .data, .finalDot].contains(step), transaction.failure == nil,
      reader.reply(mark).asksToSlowDown
    {
      events.append(.slowedDown(transaction.parcel.domain))
    }
    switch step {
    case .reset:
      guard kind == 2 else { return end(with: reader.reply(mark), step, into: &events) }
      if transaction.level == .none {
        outgoing.append(transaction.opening(capabilities))
        expected.append(.mail)
      }
      return
    case .mail, .recipient, .data:
      if refusesSession(mark, step, into: &events) { return }
    case .finalDot:
      return settle(mark, into: &events)
    case .loneDot:
      needsReset = false
      return finish(transaction, answer: mark, into: &events)
    }
    transaction.isUnanswered = false
    if step == .mail, kind == 2 { transaction.isOpen = true }
    let isWelcome = step == .data ? mark.code == 354 : kind == 2
    if !isWelcome, kind >= 4, transaction.failure == nil { transaction.failure = reader.reply(mark) }
    current = transaction
    if !isWelcome, kind < 4 { return loseStep("the server answered \(mark.code) out of step", into: &events) }
    proceed(transaction, after: step, mark, into: &events)
  }

  /// The command, body or end that follows a reply to MAIL, RCPT or DATA.
  private mutating func proceed(
    _ transaction: Transaction, after step: Step, _ mark: ReplyReader.Mark, into events: inout [Event]
  ) {
    if step == .data {
      needsReset = transaction.isOpen
      if mark.code != 354 { return finish(transaction, answer: mark, into: &events) }
      guard outgoing.isEmpty else { return loseStep("the server answered DATA too early", into: &events) }
      if transaction.failure == nil {
        needsReset = false
        current?.phase = .body
        outgoing.hold(transaction.parcel.content.body)
      } else {
        // RFC 2920 section 3.1: DATA was taken though no recipient was; a lone dot ends it.
        outgoing.append(".\r\n")
        expected.append(.loneDot)
      }
      return
    }
    if mark.code == 421 { return finish(transaction, answer: mark, into: &events) }
    if transaction.level > .none { return }
    if transaction.failure != nil {
      needsReset = transaction.isOpen
      return finish(transaction, answer: mark, into: &events)
    }
    outgoing.append(step == .mail ? transaction.recipient : "DATA\r\n")
    expected.append(step == .mail ? .recipient : .data)
  }

  /// A reply to the final dot.
  private mutating func settle(_ mark: ReplyReader.Mark, into events: inout [Event]) {
    guard var transaction = current else { return }
    guard outgoing.dotTaken else {
      return loseStep("the server answered before the final dot", into: &events)
    }
    let reply = reader.reply(mark)
    switch mark.code / 100 {
    case 2:
      answered += 1
      events.append(.settled(transaction.parcel, .accepted(reply)))
      current = upcoming
      upcoming = nil
    case 4, 5:
      transaction.failure = reply
      finish(transaction, answer: mark, into: &events)
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
  private mutating func finish(
    _ transaction: Transaction, answer mark: ReplyReader.Mark, into events: inout [Event]
  ) {
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
