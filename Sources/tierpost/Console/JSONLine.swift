/// One JSON object on one line, its fields in the order given.
struct JSONLine {
  enum Value {
    case text(String?)
    case number(Int64)
    case bool(Bool)
    case object([(String, Value)])
    case list([Value])
  }

  let fields: [(String, Value)]

  init(_ fields: [(String, Value)]) { self.fields = fields }

  var description: String { Self.write(.object(fields)) }

  private static func write(_ value: Value) -> String {
    switch value {
    case .text(let text): text.map(quoted) ?? "null"
    case .number(let number): String(number)
    case .bool(let bool): bool ? "true" : "false"
    case .object(let fields):
      "{" + fields.map { "\(quoted($0.0)):\(write($0.1))" }.joined(separator: ",") + "}"
    case .list(let values): "[" + values.map(write).joined(separator: ",") + "]"
    }
  }

  /// RFC 8259, section 7.
  private static func quoted(_ text: String) -> String {
    var line = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": line += "\\\""
      case "\\": line += "\\\\"
      case "\n": line += "\\n"
      case "\r": line += "\\r"
      case "\t": line += "\\t"
      case "\u{0}"..."\u{1F}":
        let hex = String(scalar.value, radix: 16)
        line += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line + "\""
  }

  /// Counts by name, sorted by name.
  static func counts(_ counts: [String: Int]) -> Value {
    .object(counts.sorted { $0.key < $1.key }.map { ($0.key, .number(Int64($0.value))) })
  }
}
