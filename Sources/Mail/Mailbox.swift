/// Who a message is from or for: an address and the name to show for it (RFC 5322 3.4).
package struct Mailbox: Sendable, Hashable, CustomStringConvertible {
  /// The display name as people read it, neither quoted nor encoded; nil or empty where there is none.
  package var name: String?
  package var address: EmailAddress

  /// Takes any name; one that cannot stand in a header is refused when the message is written.
  package init(name: String? = nil, address: EmailAddress) {
    self.name = name
    self.address = address
  }

  /// Reads `partners@acme.example` or `Acme Partners <partners@acme.example>`; a name with a comma or another
  /// special character stands in quotes.
  ///
  /// Exactly one mailbox, no comments, no encoded-words.
  package init(_ text: String) throws(MailboxError) {
    self = try MailboxReader.mailbox(in: text)
  }

  /// The mailbox as a person would write it, the name in Unicode.
  package var description: String {
    guard let name, !name.isEmpty else { return address.description }
    return "\(MailboxReader.phrase(name)) <\(address)>"
  }
}

/// Why a text is no mailbox.
///
/// Never holds the name or the address.
package struct MailboxError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The part that was wrong.
  package enum Kind: Sendable, Hashable {
    /// The name in front of the angle bracket.
    case name
    /// The angle brackets around the address.
    case brackets
    /// The address itself.
    case address(AddressError.Kind)
  }

  package let kind: Kind
  /// What is wrong and what to do, as a sentence.
  package let reason: String
  /// Where, in UTF-8 bytes from the start of the text; nil where it concerns the whole.
  package let offset: Int?

  package init(_ kind: Kind, _ reason: String, at offset: Int? = nil) {
    self.kind = kind
    self.reason = reason
    self.offset = offset
  }

  package var description: String {
    guard let offset else { return reason }
    return "\(reason), at byte \(offset + 1)"
  }
}
