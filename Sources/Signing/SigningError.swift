/// Why something cannot be signed: a mistake of settings or data, never of a reader.
///
/// Holds no secret.
package struct SigningError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The rule that was broken.
  package enum Kind: Sendable, Hashable {
    /// A key with fewer bytes than its use needs.
    case shortKey
    /// No key has the number that is to sign.
    case unknownKey
    /// A partner reference that cannot stand in a token.
    case reference
    /// A topic that cannot stand in a token.
    case topic
    /// Reference and topic together do not fit into a token.
    case tooLong
  }

  package let kind: Kind
  /// What is wrong and what is expected, as a sentence.
  package let reason: String

  package init(_ kind: Kind, _ reason: String) {
    self.kind = kind
    self.reason = reason
  }

  package var description: String { reason }
}
