import Liquid

/// Declares the data of a case as a host would: text as text, lists of records as records, the rest as values.
enum ValueSchema {
  static func schema(of data: Value) -> Schema<Value> {
    var schema = Schema<Value>()
    declare(data, [], in: &schema)
    return schema
  }

  private static func declare(_ value: Value, _ path: [String], in schema: inout Schema<Value>) {
    guard case .object(let object) = value else { return }
    let prefix = path.joined(separator: ".")
    // What the data does not have is missing, as it is in data that is not declared.
    schema.dynamic(prefix) { root, name in read(root, path)[name] }
    for (name, field) in object.fields where !name.contains(".") {
      let full = prefix.isEmpty ? name : "\(prefix).\(name)"
      let inner = path + [name]
      switch field {
      case .string: schema.string(full) { read($0, inner).text }
      case .bool: schema.bool(full) { if case .bool(let truth) = read($0, inner) { truth } else { nil } }
      case .int: schema.int(full) { if case .int(let number) = read($0, inner) { Int(number) } else { nil } }
      case .array(let elements) where !elements.isEmpty && elements.allSatisfy { $0.text != nil }:
        schema.list(full) { read($0, inner).list.compactMap(\.text) }
      default: schema.value(full) { read($0, inner) }
      }
    }
  }

  private static func read(_ root: Value, _ path: [String]) -> Value {
    path.reduce(root) { $0[$1] ?? .null }
  }
}
