/// What an unsubscribe link says once its signature holds: who leaves what.
///
/// No address is in it.
///
/// The text is base64url of version (1 byte), key number (1), length of the reference (1), reference, topic, and the
/// first 16 bytes of an HMAC-SHA256 over all before. It depends on neither delivery nor time, so that a link never
/// expires and every mail to a partner about a topic holds the same one.
package struct UnsubscribeToken: Sendable, Hashable {
  /// The partner's id, or another name for the partner that is not an address.
  package let partner: String
  /// What is left: the name of a topic or campaign; a token for one is never valid for another.
  package let topic: String

  /// Throws where one is empty, looks like an address, has a control character, or both do not fit.
  package init(partner: String, topic: String) throws(SigningError) {
    try UnsubscribeToken.check(partner, .reference, "partner reference")
    try UnsubscribeToken.check(topic, .topic, "topic")
    guard partner.utf8.count + topic.utf8.count <= UnsubscribeToken.room else {
      throw SigningError(
        .tooLong, "the partner reference and the topic have more than \(UnsubscribeToken.room) bytes together"
      )
    }
    self.partner = partner
    self.topic = topic
  }

  private static let version: UInt8 = 1
  private static let tagLength = 16
  /// 89 bytes are 119 characters; version, key number, length and tag take 19.
  private static let room = 89 - 3 - tagLength
  /// Keeps a signature made for anything else from being one of these.
  private static let purpose = Array("tierpost unsubscribe token\0".utf8)

  /// The token's text: under 120 characters of `A-Z a-z 0-9 - _`.
  package func text(signedBy keys: KeyRing) -> String {
    guard let key = keys[keys.signing] else { preconditionFailure("a key ring has its signing key") }
    var bytes = [UnsubscribeToken.version, keys.signing, UInt8(partner.utf8.count)]
    bytes += partner.utf8
    bytes += topic.utf8
    bytes += UnsubscribeToken.tag(of: bytes, key: key)
    return Base64URL.encode(bytes)
  }

  /// Nil for everything but a text that one of the keys has signed; the reason is told to nobody.
  package init?(verifying text: String, with keys: KeyRing) {
    guard text.utf8.count < 120, let bytes = Base64URL.decode(text),
      bytes.count > 3 + UnsubscribeToken.tagLength,
      bytes[0] == UnsubscribeToken.version
    else { return nil }
    let signed = Array(bytes.dropLast(UnsubscribeToken.tagLength))
    // An unknown key takes as long as a wrong signature.
    guard let key = keys[bytes[1]] ?? keys[keys.signing] else { return nil }
    let expected = UnsubscribeToken.tag(of: signed, key: key)
    let holds = isEqualInConstantTime(Array(bytes.suffix(UnsubscribeToken.tagLength)), expected)
    guard holds, keys[bytes[1]] != nil else { return nil }
    let length = Int(bytes[2])
    guard 3 + length <= signed.count,
      let partner = String(validating: signed[3..<(3 + length)], as: UTF8.self),
      let topic = String(validating: signed[(3 + length)...], as: UTF8.self)
    else { return nil }
    self.partner = partner
    self.topic = topic
  }

  private static func tag(of bytes: [UInt8], key: SecretKey) -> [UInt8] {
    Array(hmacSHA256(key, purpose + bytes).prefix(tagLength))
  }

  private static func check(_ text: String, _ kind: SigningError.Kind, _ what: String) throws(SigningError) {
    guard !text.isEmpty else { throw SigningError(kind, "the \(what) is empty") }
    guard !text.utf8.contains(UInt8(ascii: "@")) else {
      throw SigningError(kind, "the \(what) contains @; an address must not stand in a link")
    }
    guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw SigningError(kind, "the \(what) contains a control character")
    }
  }
}
