/// A message's identity on the wire, `<token@domain>` (RFC 5322 3.6.4): the same for every attempt.
package struct MessageID: Sendable, Hashable, CustomStringConvertible {
  /// Unique within the domain for ever; letters, digits, `-`, `_` and single dots.
  package let token: String
  /// A domain of the sender, as A-labels in lower case.
  package let domain: String

  /// Takes a token made elsewhere, from campaign, edition and partner (`Signing.messageToken`).
  ///
  /// Throws where the token is no dot-atom of 16 to 128 letters, digits, `-`, `_` and dots (so that no address
  /// fits in), or the domain is no host name in ASCII.
  package init(token: String, domain: String) throws(MessageError) {
    guard (16...128).contains(token.utf8.count), MessageID.isDotAtom(token) else {
      throw MessageError(
        .malformed, in: "Message-ID", "the token must be 16 to 128 letters, digits, hyphens or underscores")
    }
    let isWireForm =
      DomainName.isWireForm(domain.utf8)
      || (try? DomainName.wireForm(of: Array(domain.utf8)[...])) == domain
    guard isWireForm, !domain.utf8.starts(with: "[".utf8) else {
      throw MessageError(.malformed, in: "Message-ID", "the domain must be a host name in lower-case ASCII")
    }
    self.token = token
    self.domain = domain
  }

  package var description: String { "<\(token)@\(domain)>" }

  private static func isDotAtom(_ text: String) -> Bool {
    let dot = UInt8(ascii: ".")
    var previous = dot
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        break
      case dot where previous != dot: break
      default: return false
      }
      previous = byte
    }
    return previous != dot
  }
}
