/// A password, token or key that prints as `<redacted>` wherever it is shown.
package struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  private let value: String

  package init(_ value: String) { self.value = value }

  /// The secret itself, for the one place that hands it to the wire.
  package func reveal() -> String { value }

  package var isEmpty: Bool { value.isEmpty }
  package var description: String { "<redacted>" }
  package var debugDescription: String { "<redacted>" }
  /// Without children: `dump` and `Mirror` walk past `description` into stored properties.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
