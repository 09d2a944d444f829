import Liquid

/// Reads JSON into values, keeping the order of fields and telling whole numbers from others.
struct JSON {
  struct Wrong: Error { let offset: Int }

  private let bytes: [UInt8]
  private var position = 0

  static func parse(_ text: some Sequence<UInt8>) throws -> Value {
    var reader = JSON(bytes: Array(text))
    let value = try reader.value()
    reader.space()
    guard reader.position == reader.bytes.count else { throw Wrong(offset: reader.position) }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func space() {
    while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) { position += 1 }
  }

  private mutating func take(_ byte: Character) -> Bool {
    space()
    guard position < bytes.count, bytes[position] == byte.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func word(_ text: String, _ value: Value) throws -> Value {
    guard bytes[position...].starts(with: text.utf8) else { throw Wrong(offset: position) }
    position += text.utf8.count
    return value
  }

  private mutating func value() throws -> Value {
    space()
    guard position < bytes.count else { throw Wrong(offset: position) }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", true)
    case UInt8(ascii: "f"): return try word("false", false)
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func object() throws -> Value {
    var fields: [(String, Value)] = []
    position += 1
    if take("}") { return .object(Value.Object()) }
    repeat {
      space()
      let name = try string()
      guard take(":") else { throw Wrong(offset: position) }
      fields.append((name, try value()))
    } while take(",")
    guard take("}") else { throw Wrong(offset: position) }
    return .object(Value.Object(fields))
  }

  private mutating func array() throws -> Value {
    var elements: [Value] = []
    position += 1
    if take("]") { return .array([]) }
    repeat { elements.append(try value()) } while take(",")
    guard take("]") else { throw Wrong(offset: position) }
    return .array(elements)
  }

  private mutating func number() throws -> Value {
    let start = position
    while position < bytes.count, "+-0123456789.eE".utf8.contains(bytes[position]) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if let whole = Int64(text) { return .int(whole) }
    let parts = text.lowercased().split(separator: "e", omittingEmptySubsequences: false)
    let digits = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard var mantissa = Int128(digits.joined()), parts.count <= 2, digits.count <= 2 else {
      throw Wrong(offset: start)
    }
    if parts.count == 1, digits.count == 1 { return .wide(Value.Wide(mantissa: mantissa)) }
    var scale = (digits.count > 1 ? digits[1].count : 0) - (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    while scale < 0, mantissa.magnitude < Int128.max.magnitude / 10 {
      mantissa *= 10
      scale += 1
    }
    // Larger than any number the engine knows: the largest of them.
    guard scale >= 0 else { return .wide(Value.Wide(mantissa: mantissa < 0 ? .min : .max, isDecimal: true)) }
    while scale > 38 {
      mantissa /= 10
      scale -= 1
    }
    return .wide(Value.Wide(mantissa: mantissa, scale: scale, isDecimal: true))
  }

  private mutating func string() throws -> String {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw Wrong(offset: position) }
    position += 1
    var text: [UInt8] = []
    var surrogate: UInt32?
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      guard bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count else {
        text.append(bytes[position])
        position += 1
        continue
      }
      position += 2
      switch bytes[position - 1] {
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "u"):
        guard position + 4 <= bytes.count,
          let unit = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw Wrong(offset: position) }
        position += 4
        if (0xD800..<0xDC00).contains(unit) {
          surrogate = unit
        } else {
          var scalar = unit
          if let high = surrogate { scalar = 0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00) }
          surrogate = nil
          text += Array(String(Character(Unicode.Scalar(scalar) ?? "?")).utf8)
        }
      case let other: text.append(other)
      }
    }
    position += 1
    return String(decoding: text, as: UTF8.self)
  }
}

extension Value {
  subscript(name: String) -> Value? {
    if case .object(let object) = self { object[name] } else { nil }
  }

  var text: String? { if case .string(let text, _) = self { text } else { nil } }
  var list: [Value] { if case .array(let elements) = self { elements } else { [] } }
}
