package import Mail

/// An address as the suppression table knows it: two keyed hashes that give the address away to nobody without the key.
///
/// Upper and lower case, composed and decomposed, quoted and unquoted forms and a domain as U-labels or A-labels of
/// one address all share `folded`. The key must never change: nobody would be found any more.
package struct AddressHash: Sendable, Hashable {
  /// HMAC-SHA256 of the address with its local part as given, in normalization form C; 32 bytes.
  package let exact: [UInt8]
  /// The same with the local part in lower case; 32 bytes.
  package let folded: [UInt8]

  /// Throws where the key has fewer than 32 bytes.
  package init(_ address: EmailAddress, key: SecretKey) throws(SigningError) {
    guard key.count >= 32 else {
      throw SigningError(.shortKey, "the suppression key has \(key.count) bytes; at least 32 are needed")
    }
    let domain = address.domain.lowercased()
    let local = address.normalizedLocalPart
    exact = AddressHash.hash(local, domain, form: "exact", key: key)
    folded = AddressHash.hash(address.foldedLocalPart, domain, form: "folded", key: key)
  }

  private static func hash(_ local: String, _ domain: String, form: String, key: SecretKey) -> [UInt8] {
    // The form is part of what is hashed, so that an exact hash never equals a folded one.
    hmacSHA256(key, Array("tierpost address \(form)\0\(local)@\(domain)".utf8))
  }
}
