import Mail

/// An envelope on its way through a lane: what it carries, and where it stands.
struct Parcel: Sendable, BoundForDomain {
  /// Where its outcome belongs: which batch of the lane, which place in it.
  struct Slot: Sendable, Hashable {
    var batch = 0
    var index = 0
  }

  var slot = Slot()
  /// When the caller was last asked whether it still goes.
  var askedAt: Instant?
  /// Its `begin` was counted by the pace, and it has not gone yet.
  var isCounted = false
  let content: ParcelContent

  init(_ envelope: Envelope) { content = ParcelContent(envelope) }

  var id: Envelope.ID { content.id }
  var domain: DomainKey { content.domain }
}

/// An envelope made ready for an SMTP connection: checked, with its dots stuffed.
///
/// An object, as a parcel is handed on many times.
final class ParcelContent: Sendable {
  let id: Envelope.ID
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
    let scan = WireForm(of: envelope.bytes)
    needsSMTPUTF8 = !Self.isASCII(sender) || !Self.isASCII(recipient) || scan.hasEightBitHeader
    needs8BitMIME = scan.hasEightBit
    refusal = Self.objection(to: envelope) ?? scan.flaw.map { .local($0, status: (5, 6, 0)) }
    body = refusal == nil ? scan.stuffed(envelope.bytes) : []
  }

  private static func objection(to envelope: Envelope) -> Delivery.Reply? {
    if !isSafe(envelope.sender) {
      return .local("the envelope's sender has a character that is not allowed there", status: (5, 1, 7))
    }
    if !isSafe(envelope.recipient) {
      return .local("the envelope's recipient has a character that is not allowed there", status: (5, 1, 3))
    }
    // A domain goes as A-labels (RFC 5891), which every server takes.
    if !isASCII(envelope.sender.domain) || !isASCII(envelope.recipient.domain) {
      return .local("the envelope has a domain that is not in its ASCII form", status: (5, 6, 7))
    }
    return nil
  }

  private static func isASCII(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0x80 } }

  /// Both parts there, and no control character, no space, no angle bracket: nothing that could end the path or the
  /// command line.
  private static func isSafe(_ address: EmailAddress) -> Bool {
    !address.localPart.isEmpty && !address.domain.isEmpty && !address.domain.utf8.contains(UInt8(ascii: "@"))
      && [address.localPart, address.domain].allSatisfy { part in
        part.utf8.allSatisfy {
          $0 >= 0x21 && $0 != 0x7f && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">")
        }
          && !part.unicodeScalars.contains {
            (0x80...0x9f).contains($0.value) || $0.value == 0x2028 || $0.value == 0x2029
          }
      }
  }
}
