import Mail

/// One envelope's way through one connection: MAIL, RCPT, DATA, body, final dot (RFC 5321 section 3.3).
struct Transaction {
  enum Phase: Equatable {
    /// MAIL, RCPT and DATA are out or on their way out.
    case envelope
    /// DATA was answered with 354; the last piece of the body is held back.
    case body
    /// The last piece and the final dot were let go.
    case released
  }

  var parcel: Parcel
  let level: PipeliningLevel
  /// The connection had carried a message before: a farewell in answer to MAIL is then no answer to this envelope.
  let isReuse: Bool
  var phase = Phase.envelope
  /// The server has a transaction open: MAIL was taken.
  var isOpen = false
  /// No reply has come for it yet.
  var isUnanswered = true
  /// The first reply that refused it.
  var failure: Delivery.Reply?

  init(parcel: Parcel, level: PipeliningLevel, isReuse: Bool) {
    self.parcel = parcel
    self.level = level
    self.isReuse = isReuse
  }
}

extension ServerCapabilities {
  /// Why this server can never take a parcel, if so: it is refused without a word to the server.
  func objection(to parcel: Parcel) -> Delivery.Reply? {
    if parcel.content.needsSMTPUTF8, !smtpUTF8 {
      return .local(
        "an address or a header is not ASCII, and the server does not take that (SMTPUTF8)", status: (5, 6, 7)
      )
    }
    if parcel.content.needs8BitMIME, !eightBitMIME {
      return .local("the message is 8-bit and the server takes 7-bit only (8BITMIME)", status: (5, 6, 3))
    }
    if let size, size > 0, parcel.content.size > size {
      return .local(
        "the message has \(parcel.content.size) bytes and the server takes \(size)", status: (5, 3, 4))
    }
    return nil
  }
}
