import Mail

/// An envelope made ready for an SMTP connection: checked, with its dots stuffed.
struct Parcel: Sendable, BoundForDomain {
  /// Where its outcome belongs: which batch of the lane, which place in it.
  struct Slot: Sendable, Hashable {
    var batch = 0
    var index = 0
  }

  let id: Envelope.ID
  var slot = Slot()
  /// When the caller was last asked whether it still goes.
  var askedAt: ContinuousClock.Instant?
  /// Its `begin` was counted by the pace, and it has not gone yet.
  var isCounted = false
  let domain: DomainKey
  let sender: String
  let recipient: String
  /// Ends with CRLF; leading dots are doubled (RFC 5321 section 4.5.2).
  ///
  /// Without the final dot.
  let body: [UInt8]
  /// The message's size before stuffing, for SIZE (RFC 1870).
  let size: Int
  let needsSMTPUTF8: Bool
  let needs8BitMIME: Bool
  /// Why it can never be sent, if so.
  let refusal: Delivery.Reply?

  init(_ envelope: Envelope) {
    id = envelope.id
    domain = DomainKey(envelope.recipient.domain)
    sender = envelope.sender.description
    recipient = envelope.recipient.description
    size = envelope.bytes.count
    needsSMTPUTF8 = !Self.isASCII(sender) || !Self.isASCII(recipient)
    let scan = WireForm(of: envelope.bytes)
    needs8BitMIME = scan.hasEightBit
    if !Self.isSafe(sender) {
      refusal = .local("the envelope's sender has a character that is not allowed there", status: (5, 1, 7))
    } else if !Self.isSafe(recipient) {
      refusal = .local(
        "the envelope's recipient has a character that is not allowed there", status: (5, 1, 3))
    } else {
      refusal = scan.flaw.map { .local($0, status: (5, 6, 0)) }
    }
    body = refusal == nil ? scan.stuffed(envelope.bytes) : []
  }

  private static func isASCII(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0x80 } }

  /// No control character, no space, no angle bracket: nothing that could end the path or the command line.
  private static func isSafe(_ address: String) -> Bool {
    address.utf8.allSatisfy {
      $0 >= 0x21 && $0 != 0x7f && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">")
    }
  }
}
