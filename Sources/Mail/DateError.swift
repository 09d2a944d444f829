/// Why a text is no date or time.
package struct DateError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The rule that was broken.
  package enum Kind: Sendable, Hashable {
    /// Not the form that is asked for.
    case form
    /// The right form, but no such day or time.
    case value
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
