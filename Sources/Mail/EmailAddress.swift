/// An address that is safe on the wire: no control characters, a domain in ASCII form.
package struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
  /// The part before the last `@`, in the form with the least quoting (RFC 5321 4.1.2), otherwise as given.
  package let localPart: String
  /// The domain in lower case, as A-labels (RFC 5890), or an address literal in square brackets.
  package let domain: String

  /// Takes parts that are known to be valid, such as those of an address read before.
  package init(uncheckedLocalPart localPart: String, domain: String) {
    self.localPart = localPart
    self.domain = domain
  }

  /// Reads an addr-spec as RFC 5321 4.1.2 allows it in an envelope, extended by RFC 6531.
  ///
  /// An international domain becomes A-labels. Refused, never repaired: comments, white space (in quotes too),
  /// control and display-changing characters, and what RFC 5322 keeps for obsolete mail only.
  package init(_ text: String) throws(AddressError) {
    var text = text
    text.makeContiguousUTF8()
    let bytes = Array(text.utf8)
    try AddressReader.refuseForbiddenCharacters(in: text)
    let (local, at) = try AddressReader.localPart(of: bytes)
    localPart = local
    domain = try DomainName.wireForm(of: bytes[(at + 1)...])
    // A path is at most 256 octets with its angle brackets (RFC 5321 4.5.3.1.3).
    guard localPart.utf8.count + 1 + domain.utf8.count <= 254 else {
      throw AddressError(.tooLong, "is longer than 254 bytes")
    }
  }

  /// True where the local part is not ASCII: only a server that offers SMTPUTF8 (RFC 6531) takes it.
  package var needsSMTPUTF8: Bool { localPart.utf8.contains { $0 >= 0x80 } }

  /// The local part in Unicode normalization form C: what a key for look-ups is made of.
  package var normalizedLocalPart: String { UnicodeForm.composed(localPart) }

  /// The local part in lower case and normalization form C, for those who take `Ada@` and `ada@` for one person.
  package var foldedLocalPart: String { UnicodeForm.composed(normalizedLocalPart.lowercased()) }

  package var description: String { "\(localPart)@\(domain)" }
}
