extension Value {
  /// Reads JSON (RFC 8259): the values of `[`, `{`, text, numbers, `true`, `false` and `null`.
  ///
  /// Numbers are exact up to 38 digits; of two fields of the same name the later wins.
  /// - Parameters:
  ///   - json: UTF-8.
  ///   - beyond: What a larger number becomes; nil makes it an error.
  /// - Throws: What is wrong with it and at which byte.
  public init(json: [UInt8], beyond: Value? = nil) throws(JSONError) {
    var reader = JSONReader(bytes: json, beyond: beyond)
    self = try reader.document()
  }
}

/// Why text is not JSON.
public struct JSONError: Error, Sendable, Hashable {
  /// What is wrong.
  public let message: String
  /// The byte at which it was found, counted from 0.
  public let offset: Int
}

/// Reads one JSON document.
struct JSONReader {
  let bytes: [UInt8]
  private var position = 0
  /// Names and lists of names that came before, so that records of one kind share them.
  private var names: [String: String] = [:]
  private var shapes: [[String]: [String]] = [:]
  /// Deeper nesting is refused: it would exhaust the stack.
  private static let deepest = 512

  private let beyond: Value?

  init(bytes: [UInt8], beyond: Value? = nil) {
    self.bytes = bytes
    self.beyond = beyond
  }

  mutating func document() throws(JSONError) -> Value {
    let value = try self.value(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw error("there is something after the end of the value") }
    return value
  }

  private func error(_ message: String) -> JSONError { JSONError(message: message, offset: position) }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == Ascii.space || (0x09...0x0A).contains(byte) || byte == 0x0D {
      position += 1
    }
  }

  private mutating func expect(_ byte: UInt8, _ message: String) throws(JSONError) {
    skipSpace()
    guard next == byte else { throw error(message) }
    position += 1
  }

  private mutating func value(depth: Int) throws(JSONError) -> Value {
    guard depth < Self.deepest else { throw error("more than \(Self.deepest) values inside each other") }
    skipSpace()
    switch next {
    case Ascii.leftBrace: return try object(depth)
    case Ascii.leftBracket: return try array(depth)
    case Ascii.quote: return .string(try string(), safe: false)
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case .some(let byte) where byte == Ascii.minus || byte.isDigit: return try number()
    default: throw error("a value is expected")
    }
  }

  private mutating func word(_ word: StaticString, _ value: Value) throws(JSONError) -> Value {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count, bytes[position..<end].elementsEqual(word.description.utf8) else {
      throw error("a value is expected")
    }
    position = end
    return value
  }

  private mutating func array(_ depth: Int) throws(JSONError) -> Value {
    position += 1
    var elements: [Value] = []
    skipSpace()
    if next == Ascii.rightBracket {
      position += 1
      return .array([])
    }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      guard next == Ascii.comma else { break }
      position += 1
    }
    try expect(Ascii.rightBracket, "',' or ']' is expected")
    return .array(elements)
  }

  private mutating func object(_ depth: Int) throws(JSONError) -> Value {
    position += 1
    var keys: [String] = []
    var values: [Value] = []
    skipSpace()
    if next == Ascii.rightBrace {
      position += 1
      return .object(Value.Object())
    }
    while true {
      skipSpace()
      guard next == Ascii.quote else { throw error("a name in quotes is expected") }
      let name = try string()
      keys.append(names[name] ?? name)
      try expect(Ascii.colon, "':' is expected")
      values.append(try value(depth: depth + 1))
      skipSpace()
      guard next == Ascii.comma else { break }
      position += 1
    }
    try expect(Ascii.rightBrace, "',' or '}' is expected")
    if let shape = shapes[keys] { return .object(Value.Object(keys: shape, values: values)) }
    guard Set(keys).count == keys.count else { return .object(Value.Object(zip(keys, values))) }
    // A hostile document has many different ones, of which nothing is gained.
    if shapes.count < 1000 {
      shapes[keys] = keys
      for key in keys { names[key] = key }
    }
    return .object(Value.Object(keys: keys, values: values))
  }
}

/// Text and numbers.
extension JSONReader {
  private mutating func string() throws(JSONError) -> String {
    position += 1
    let start = position
    while let byte = next, byte != Ascii.quote, byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
    if next == Ascii.quote {
      position += 1
      return try text(bytes[start..<position - 1])
    }
    var decoded = Array(bytes[start..<position])
    while let byte = next, byte != Ascii.quote {
      guard byte >= 0x20 else { throw error("a control character inside text") }
      position += 1
      if byte == UInt8(ascii: "\\") { try escape(into: &decoded) } else { decoded.append(byte) }
    }
    guard next == Ascii.quote else { throw error("the text does not end") }
    position += 1
    return try text(decoded[...])
  }

  private func text(_ bytes: ArraySlice<UInt8>) throws(JSONError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw error("the text is not UTF-8") }
    return text
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    guard let byte = next else { throw error("the text does not end") }
    position += 1
    switch byte {
    case Ascii.quote, UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      var scalar = try hexadecimal()
      if (0xD800..<0xDC00).contains(scalar), position + 1 < bytes.count,
        bytes[position] == UInt8(ascii: "\\"),
        bytes[position + 1] == UInt8(ascii: "u")
      {
        position += 2
        let low = try hexadecimal()
        guard (0xDC00..<0xE000).contains(low) else { throw error("half of a surrogate pair") }
        scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(scalar) else { throw error("half of a surrogate pair") }
      text.append(contentsOf: String(Character(scalar)).utf8)
    default: throw error("this escape is not known")
    }
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    guard position + 4 <= bytes.count,
      bytes[position..<position + 4].allSatisfy({ $0.isDigit || (0x41...0x46).contains($0 & 0xDF) })
    else { throw error("four hexadecimal digits are expected") }
    defer { position += 4 }
    return UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16) ?? 0
  }

  private mutating func number() throws(JSONError) -> Value {
    let start = position
    if next == Ascii.minus { position += 1 }
    let first = position
    while next?.isDigit ?? false { position += 1 }
    guard position > first, bytes[first] != Ascii.zero || position == first + 1 else {
      throw error("this is no number")
    }
    if next == Ascii.dot {
      position += 1
      guard next?.isDigit ?? false else { throw error("this is no number") }
      while next?.isDigit ?? false { position += 1 }
    }
    let end = position
    var power = 0
    if let byte = next, byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
      position += 1
      let isNegative = next == Ascii.minus
      if isNegative || next == Ascii.plus { position += 1 }
      guard next?.isDigit ?? false else { throw error("this is no number") }
      while let byte = next, byte.isDigit {
        power = min(power * 10 + Int(byte - Ascii.zero), 1000)
        position += 1
      }
      if isNegative { power = -power }
    }
    let isWhole = power == 0 && !bytes[start..<end].contains(Ascii.dot)
    guard var number = Decimals.parse(bytes[start..<end]) else { return try tooLarge() }
    if number.mantissa == 0 { power = 0 }
    while power > 0 {
      if number.scale > 0 {
        number.scale -= 1
      } else {
        let (product, overflow) = number.mantissa.multipliedReportingOverflow(by: 10)
        guard !overflow else { return try tooLarge() }
        number.mantissa = product
      }
      power -= 1
    }
    while power < 0 {
      if number.scale < Decimals.digits { number.scale += 1 } else { number.mantissa /= 10 }
      power += 1
    }
    let scale = number.scale
    guard let small = Int64(exactly: number.mantissa), scale <= 18 else {
      return .wide(Value.Wide(mantissa: number.mantissa, scale: scale, isDecimal: !isWhole))
    }
    return isWhole ? .int(small) : .decimal(Value.Decimal(mantissa: small, scale: scale))
  }

  private func tooLarge() throws(JSONError) -> Value {
    guard let beyond else { throw error("this number has more than \(Decimals.digits) digits") }
    return beyond
  }
}
