/// Why a message cannot be written.
///
/// Never holds an address, a name or a text of the message.
package struct MessageError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The rule that was broken.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// CR, LF, NUL or another control character, which could start a header of its own.
    case controlCharacter
    /// A bidirectional override, or an isolate that is never closed.
    case displayControl
    /// The text part has nothing but white space.
    case emptyText
    /// Bytes that are no UTF-8.
    case invalidUTF8
    /// A value that does not have its header's form.
    case malformed
    /// Longer than its header can carry in lines of at most 998 bytes (RFC 5322 2.1.1).
    case tooLong
    /// An extra header that the message itself or a transport writes, or one that is given twice.
    case reservedHeader
    /// A local part outside ASCII, which a 7-bit message cannot name (RFC 6532).
    case needsSMTPUTF8
  }

  package let kind: Kind
  /// The header by its name, such as `Subject`, or `text part` or `HTML part`.
  package let place: String
  /// What is wrong, as a sentence without the value.
  package let reason: String

  package init(_ kind: Kind, in place: String, _ reason: String) {
    self.kind = kind
    self.place = place
    self.reason = reason
  }

  package var description: String { "\(place): \(reason)" }
}
