package import Mail

/// Which delivery a bounce belongs to, once its signature holds.
///
/// No address is in it. The text is base32 (RFC 4648 6) in lower case, for relays may fold a local part: key number (1
/// byte), the delivery's number (8) and the first 16 bytes of an HMAC-SHA256 over both, 40 characters.
package struct BounceToken: Sendable, Hashable {
  package let delivery: Envelope.ID

  package init(delivery: Envelope.ID) { self.delivery = delivery }

  /// The text's length in characters.
  package static let length = 40
  private static let signedLength = 9
  private static let tagLength = 16
  /// Keeps a signature made for anything else from being one of these.
  private static let purpose = Array("tierpost bounce token\0".utf8)

  /// The token's text: 40 characters of `a-z 2-7`.
  package func text(signedBy keys: KeyRing) -> String {
    guard let key = keys[keys.signing] else { preconditionFailure("a key ring has its signing key") }
    var bytes = [keys.signing]
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: delivery.rawValue >> Int64(shift)))
    }
    bytes += BounceToken.tag(of: bytes, key: key)
    return Base32.encode(bytes)
  }

  /// Nil for everything but a text that one of the keys has signed, in upper or lower case.
  package init?(verifying text: String, with keys: KeyRing) {
    guard text.utf8.count == BounceToken.length, let bytes = Base32.decode(text) else { return nil }
    let signed = Array(bytes.prefix(BounceToken.signedLength))
    // An unknown key takes as long as a wrong signature.
    guard let key = keys[bytes[0]] ?? keys[keys.signing] else { return nil }
    let expected = BounceToken.tag(of: signed, key: key)
    let holds = isEqualInConstantTime(Array(bytes.suffix(BounceToken.tagLength)), expected)
    guard holds, keys[bytes[0]] != nil else { return nil }
    delivery = Envelope.ID(rawValue: signed.dropFirst().reduce(0) { $0 << 8 | Int64($1) })
  }

  private static func tag(of bytes: [UInt8], key: SecretKey) -> [UInt8] {
    Array(hmacSHA256(key, purpose + bytes).prefix(tagLength))
  }
}
