import Mail

/// The dialogue on one connection after EHLO and AUTH: envelopes and server bytes in, bytes to write and outcomes out.
///
/// Without I/O and clock, and never copied: a loop looks at it for each connection and each turn. One transaction is current; at level `acrossMessages` the next one's
/// commands may already be out behind the current one's final dot. Replies come in the order of the commands, so a
/// list of what is expected is all there is to know:
///
/// ```
///            begin            354               release              2xx 4xx 5xx
///   idle ───────────► envelope ─────► body held ────────► released ───────────────► idle, or the next one
///                        │ refused: lone dot after 354, RSET before the next MAIL
/// ```
struct SMTPDialogue: ~Copyable {
  enum Event {
    /// The envelope's way is over.
    case settled(Parcel, Delivery.Outcome)
    /// Not begun as far as the server is concerned: to be sent over another connection, without counting.
    case returned(Parcel)
    /// The server will take nothing from us as we are.
    case outage(Outage)
    /// The server takes less than it gets, for this recipient's domain.
    case slowedDown(DomainKey)
    /// The server does not keep to the order of pipelined commands, or to SMTP.
    case misbehaved(String)
  }

  typealias Step = ExpectedReplies.Step

  /// Which of the timeouts runs.
  enum Wait { case nothing, writing, command, data, finalReply }

  let capabilities: ServerCapabilities
  var outgoing = Outgoing()
  var current: Transaction?
  var upcoming: Transaction?
  var expected = ExpectedReplies()
  var reader = ReplyReader()
  var needsReset = false
  /// How many transactions were begun.
  private(set) var begun = 0
  /// How many had an answer of the server's that settled them.
  var answered = 0
  /// A message was broken off in its middle.
  var isCutShort = false
  /// Nothing more can be sent here: the connection is to be closed.
  var isOver = false

  init(capabilities: ServerCapabilities) { self.capabilities = capabilities }

  var isIdle: Bool { current == nil && !isOver }

  /// Whether the current message is out but for its last piece: `release` or `withhold` it.
  var awaitsRelease: Parcel? {
    guard current?.phase == .body, outgoing.awaitsRelease, !isOver else { return nil }
    return current?.parcel
  }

  /// Whether a QUIT would be understood: not within a message.
  var canQuit: Bool { outgoing.isEmpty && current == nil && !isCutShort }

  var wait: Wait {
    if !outgoing.isEmpty { return .writing }
    switch expected.first {
    case nil: return current == nil ? .nothing : .writing
    case .finalDot, .loneDot: return .finalReply
    case .data: return .data
    case .reset, .mail, .recipient: return .command
    }
  }

  /// Begins a transaction; only when idle.
  mutating func begin(_ parcel: Parcel, level: PipeliningLevel) {
    precondition(isIdle, "a transaction is under way")
    current = open(parcel, level: level)
  }

  /// The held message is counted as gone.
  mutating func noteCounted() { current?.parcel.isCounted = false }

  /// Lets the held last piece and the final dot go; `next` begins right behind it.
  mutating func release(next: Parcel? = nil) {
    precondition(current?.phase == .body && outgoing.awaitsRelease && !isOver, "nothing is held")
    outgoing.release()
    expected.append(.finalDot)
    current?.phase = .released
    if let next { upcoming = open(next, level: .acrossMessages) }
  }

  /// The held message must not be sent.
  ///
  /// DATA cannot be taken back, so the connection ends.
  mutating func withhold() {
    current = nil
    isCutShort = true
    isOver = true
  }

  private mutating func open(_ parcel: Parcel, level: PipeliningLevel) -> Transaction {
    let transaction = Transaction(parcel: parcel, level: level, isReuse: begun > 0)
    begun += 1
    if needsReset {
      needsReset = false
      outgoing.append("RSET\r\n")
      expected.append(.reset)
      // Without pipelining, MAIL follows when RSET is answered.
      if level == .none { return transaction }
    }
    sayPath(of: parcel.content, level)
    return transaction
  }

  /// The path commands as one group, or the first of them at level none.
  mutating func sayPath(of content: ParcelContent, _ level: PipeliningLevel) {
    outgoing.append("MAIL FROM:<")
    outgoing.append(content.sender)
    outgoing.append(">")
    if capabilities.size != nil {
      outgoing.append(" SIZE=")
      outgoing.append(String(content.size))
    }
    if content.needs8BitMIME { outgoing.append(" BODY=8BITMIME") }
    if content.needsSMTPUTF8 { outgoing.append(" SMTPUTF8") }
    outgoing.append("\r\n")
    expected.append(.mail)
    if level == .none { return }
    sayRecipient(of: content)
    sayData()
  }

  mutating func sayRecipient(of content: ParcelContent) {
    outgoing.append("RCPT TO:<")
    outgoing.append(content.recipient)
    outgoing.append(">\r\n")
    expected.append(.recipient)
  }

  mutating func sayData() {
    outgoing.append("DATA\r\n")
    expected.append(.data)
  }

  /// Takes what the server sent.
  mutating func receive(_ bytes: UnsafeRawBufferPointer, into events: inout [Event]) {
    reader.append(bytes)
    do {
      while !isOver, let mark = try reader.next() { handle(mark, into: &events) }
    } catch {
      events.append(.misbehaved("the server sent what is no SMTP reply"))
      lose("the server sent what is no SMTP reply", into: &events)
    }
  }

  /// The connection is lost, or given up: what was under way gets its value.
  ///
  /// With `isTimeout` the server was silent, so that a farewell which crossed our MAIL is ruled out.
  mutating func lose(_ cause: String, isTimeout: Bool = false, into events: inout [Event]) {
    isCutShort = true
    if let transaction = current {
      if transaction.phase == .released, outgoing.dotTaken {
        let text = "\(cause) after the final dot: the server may have the message or not"
        events.append(.settled(transaction.parcel, .inDoubt(.local(text, status: (4, 4, 2)))))
      } else if transaction.isReuse, transaction.isUnanswered, !isTimeout {
        events.append(.returned(transaction.parcel))
      } else if let failure = transaction.failure {
        events.append(.settled(transaction.parcel, failure.asFailure))
      } else {
        events.append(.settled(transaction.parcel, .deferred(.local(cause, status: (4, 4, 2)))))
      }
      current = nil
    }
    giveBackUpcoming(into: &events)
    isOver = true
  }

  mutating func giveBackUpcoming(into events: inout [Event]) {
    if let upcoming { events.append(.returned(upcoming.parcel)) }
    upcoming = nil
  }
}

extension Delivery.Reply {
  /// The outcome of a reply that is a refusal: 5xx for good, everything else for now.
  var asFailure: Delivery.Outcome { code / 100 == 5 ? .refused(self) : .deferred(self) }
}
