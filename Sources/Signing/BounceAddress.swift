package import Mail

/// Where bounces go, with the delivery in it (variable envelope return path): `bounces+TOKEN@acme.example`.
package struct BounceAddress: Sendable {
  private let base: EmailAddress
  private let keys: KeyRing

  /// Throws where the local part of `base` leaves no room for a token (RFC 5321 4.5.3.1.1: 64 octets), is not ASCII
  /// or is quoted.
  package init(_ base: EmailAddress, keys: KeyRing) throws(SigningError) {
    if let reason = BounceAddress.problem(with: base) { throw SigningError(.tooLong, reason) }
    self.base = base
    self.keys = keys
  }

  /// Why tokens cannot be put in an address; nil where they can.
  package static func problem(with base: EmailAddress) -> String? {
    let room = 64 - 1 - BounceToken.length
    guard !base.needsSMTPUTF8, base.localPart.utf8.first != UInt8(ascii: "\"") else {
      return "a token can only follow a local part of plain ASCII"
    }
    guard base.localPart.utf8.count <= room, base.description.utf8.count <= 254 - 1 - BounceToken.length
    else { return "the part before the @ must have at most \(room) bytes, to leave room for a token" }
    return nil
  }

  /// The envelope sender of a delivery.
  package func address(for delivery: Envelope.ID) -> EmailAddress {
    let token = BounceToken(delivery: delivery).text(signedBy: keys)
    return EmailAddress(uncheckedLocalPart: "\(base.localPart)+\(token)", domain: base.domain)
  }

  /// The delivery that a bounce to this address is about; nil where the address is another or was forged.
  ///
  /// Upper and lower case are one, as relays may fold either part.
  package func delivery(of recipient: EmailAddress) -> Envelope.ID? {
    let local = Array(recipient.localPart.utf8)
    let prefix = Array(base.localPart.utf8) + [UInt8(ascii: "+")]
    guard recipient.domain.lowercased() == base.domain.lowercased(),
      local.count == prefix.count + BounceToken.length
    else { return nil }
    let folded = { (bytes: ArraySlice<UInt8>) in
      bytes.map { byte in (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
    }
    guard folded(local.prefix(prefix.count)) == folded(prefix[...]) else { return nil }
    let token = String(decoding: local.suffix(BounceToken.length), as: UTF8.self)
    return BounceToken(verifying: token, with: keys)?.delivery
  }
}
