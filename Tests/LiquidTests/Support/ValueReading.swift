import Liquid

extension Value {
  subscript(name: String) -> Value? {
    if case .object(let object) = self { object[name] } else { nil }
  }

  var text: String? { if case .string(let text, _) = self { text } else { nil } }
  var list: [Value] { if case .array(let elements) = self { elements } else { [] } }
}
