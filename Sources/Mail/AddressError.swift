/// Why a text is no address that mail can go to.
///
/// Never holds the address itself.
package struct AddressError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The rule that was broken.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Nothing was given.
    case empty
    /// No `@`, or nothing behind it.
    case missingDomain
    /// Nothing before the `@`.
    case missingLocalPart
    /// White space, a control character, or a character that changes how the text is displayed.
    case forbiddenCharacter
    /// A comment or folding white space: legal inside a message, never in an envelope.
    case commentOrFolding
    /// The local part is neither a dot-atom nor one quoted string.
    case localPart
    /// The domain is no host name.
    case domain
    /// The domain in square brackets is no IPv4 or IPv6 address literal.
    case addressLiteral
    /// An internationalized label that IDNA2008 (RFC 5892) does not allow.
    case internationalDomain
    /// Longer than RFC 5321 4.5.3.1 allows.
    case tooLong
  }

  package let kind: Kind
  /// What is wrong, as the end of the sentence "the address …".
  package let reason: String
  /// Where, in UTF-8 bytes from the start of the text; nil where it concerns the whole.
  package let offset: Int?

  package init(_ kind: Kind, _ reason: String, at offset: Int? = nil) {
    self.kind = kind
    self.reason = reason
    self.offset = offset
  }

  package var description: String {
    guard let offset else { return "the address \(reason)" }
    return "the address \(reason), at byte \(offset + 1)"
  }
}
