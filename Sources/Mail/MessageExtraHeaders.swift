extension Message {
  func writeExtraHeaders(into bytes: inout [UInt8]) throws(MessageError) {
    var seen: Set<String> = []
    for header in extraHeaders {
      let key = header.name.lowercased()
      guard Message.isHeaderName(header.name) else {
        throw MessageError(
          .malformed, in: "extra header", "the name must be up to 60 letters, digits and hyphens")
      }
      guard !Message.isReserved(key) else {
        throw MessageError(
          .reservedHeader, in: header.name, "is written by the message or by those who carry it")
      }
      guard seen.insert(key).inserted else {
        throw MessageError(.reservedHeader, in: header.name, "is given twice")
      }
      // A long word may be a URI, which an encoded-word would break; no line reaches 998 bytes with it.
      try writeText(header.value, as: header.name, longestWord: 900, into: &bytes)
    }
  }

  private static func isHeaderName(_ name: String) -> Bool {
    (1...60).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  /// Headers of which there is one already, that name more recipients, or that only a transport adds.
  private static func isReserved(_ name: String) -> Bool {
    if name.hasPrefix("content-") || name.hasPrefix("resent-") || name.hasPrefix("arc-") { return true }
    return reserved.contains(name)
  }

  private static let reserved: Set<String> = [
    "date", "from", "sender", "reply-to", "to", "cc", "bcc", "subject", "message-id", "mime-version",
    "list-id",
    "list-unsubscribe", "list-unsubscribe-post", "feedback-id", "auto-submitted", "precedence", "return-path",
    "received", "delivered-to", "dkim-signature", "domainkey-signature", "authentication-results",
  ]
}
