/// One JSON value as a provider sent it.
package enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  /// As written: what a number means is the reader's business.
  case number(String)
  case string(String)
  case list([JSONValue])
  /// Of a name that stands twice the last counts.
  case object([String: JSONValue])

  /// Reads a whole JSON text (RFC 8259); nil for anything else, and for nesting deeper than 32.
  package init?(_ bytes: [UInt8]) {
    var reader = JSONReader(bytes)
    guard let value = reader.document() else { return nil }
    self = value
  }

  subscript(_ name: String) -> JSONValue? {
    if case .object(let fields) = self { fields[name] } else { nil }
  }

  /// A text that is not empty.
  var text: String? {
    if case .string(let text) = self, !text.isEmpty { text } else { nil }
  }

  /// A whole number, also one in quotes.
  var integer: Int? {
    switch self {
    case .number(let text), .string(let text): Int(text)
    default: nil
    }
  }

  /// Any number.
  var double: Double? {
    if case .number(let text) = self { Double(text) } else { nil }
  }

  var list: [JSONValue]? {
    if case .list(let values) = self { values } else { nil }
  }

  /// The value under names and places of lists with dots between: `data.0.id`.
  func value(at path: String) -> JSONValue? {
    var value = self
    for step in path.split(separator: ".", omittingEmptySubsequences: false) {
      let next: JSONValue? =
        switch value {
        case .object(let fields): fields[String(step)]
        case .list(let values): Int(step).flatMap { values.indices.contains($0) ? values[$0] : nil }
        default: nil
        }
      guard let next else { return nil }
      value = next
    }
    return value
  }
}
