/// A small strict reader of one JSON object (RFC 8259) without nested values, its storage reused.
///
/// Own code, because a row must keep a number's digits as written (12.345 is refused, not rounded) and a key that
/// stands twice must be seen; Foundation's reader does neither.
struct FlatJSONObject: Sendable {
  struct Member: Sendable {
    /// Where key and value lie in `bytes`, escapes resolved.
    ///
    /// A number is as written; null is empty.
    var key: Range<Int>
    var value: Range<Int>
    /// Where the key begins in the source.
    var offset: Int
  }

  struct Mistake: Error {
    let offset: Int
    let reason: String
    init(at offset: Int, _ reason: String) {
      self.offset = offset
      self.reason = reason
    }
  }

  private(set) var members: [Member] = []
  private(set) var bytes: [UInt8] = []
  private var source: [UInt8] = []
  private var index = 0

  mutating func parse(_ line: [UInt8]) throws(Mistake) {
    members.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    source = line
    index = 0
    guard String(validating: line, as: UTF8.self) != nil else {
      throw Mistake(at: 0, "the bytes are not UTF-8")
    }
    skipBlanks()
    guard next() == "{" else { throw Mistake(at: index, "expected an object in braces") }
    index += 1
    skipBlanks()
    if next() == "}" {
      index += 1
    } else {
      try parseMembers()
    }
    skipBlanks()
    guard index == source.count else { throw Mistake(at: index, "text after the object") }
  }

  private mutating func parseMembers() throws(Mistake) {
    while true {
      skipBlanks()
      let offset = index
      guard next() == "\"" else { throw Mistake(at: index, "expected a key in quotes") }
      let key = try string()
      skipBlanks()
      guard next() == ":" else { throw Mistake(at: index, "expected a colon") }
      index += 1
      skipBlanks()
      members.append(Member(key: key, value: try value(), offset: offset))
      skipBlanks()
      switch next() {
      case ",": index += 1
      case "}":
        index += 1
        return
      default: throw Mistake(at: index, "expected a comma or the closing brace")
      }
    }
  }

  private mutating func value() throws(Mistake) -> Range<Int> {
    switch next() {
    case "\"": return try string()
    case "{", "[": throw Mistake(at: index, "a nested value; a cell is a text, a number, true, false or null")
    case "t": return try word("true", as: "true")
    case "f": return try word("false", as: "false")
    case "n": return try word("null", as: "")
    default: return try number()
    }
  }

  private mutating func word(_ word: StaticString, as text: StaticString) throws(Mistake) -> Range<Int> {
    let letters = Array("\(word)".utf8)
    guard source[index...].starts(with: letters) else { throw Mistake(at: index, "expected a value") }
    index += letters.count
    let start = bytes.count
    bytes.append(contentsOf: "\(text)".utf8)
    return start..<bytes.count
  }

  private mutating func number() throws(Mistake) -> Range<Int> {
    let first = index
    if next() == "-" { index += 1 }
    let leadsWithZero = next() == "0"
    let whole = digits()
    guard whole > 0 else { throw Mistake(at: first, "expected a value") }
    guard !leadsWithZero || whole == 1 else { throw Mistake(at: first, "a number with a leading zero") }
    if next() == "." {
      index += 1
      guard digits() > 0 else { throw Mistake(at: index, "expected a digit") }
    }
    if next() == "e" || next() == "E" {
      index += 1
      if next() == "+" || next() == "-" { index += 1 }
      guard digits() > 0 else { throw Mistake(at: index, "expected a digit") }
    }
    let start = bytes.count
    bytes.append(contentsOf: source[first..<index])
    return start..<bytes.count
  }

  private mutating func digits() -> Int {
    let first = index
    while index < source.count, source[index] >= UInt8(ascii: "0"), source[index] <= UInt8(ascii: "9") {
      index += 1
    }
    return index - first
  }

  private mutating func string() throws(Mistake) -> Range<Int> {
    let start = bytes.count
    index += 1
    while index < source.count {
      let runStart = index
      while index < source.count, source[index] >= 0x20, source[index] != UInt8(ascii: "\""),
        source[index] != UInt8(ascii: "\\")
      { index += 1 }
      bytes.append(contentsOf: source[runStart..<index])
      guard index < source.count else { break }
      switch source[index] {
      case UInt8(ascii: "\""):
        index += 1
        return start..<bytes.count
      case UInt8(ascii: "\\"):
        try escape()
      default:
        throw Mistake(at: index, "a control character in a text; it is written as an escape")
      }
    }
    throw Mistake(at: index, "a text that is never closed")
  }

  private mutating func escape() throws(Mistake) {
    let offset = index
    index += 1
    guard let letter = next() else { throw Mistake(at: offset, "a text that is never closed") }
    index += 1
    switch letter {
    case "\"", "\\", "/": bytes.append(source[index - 1])
    case "b": bytes.append(0x08)
    case "f": bytes.append(0x0c)
    case "n": bytes.append(0x0a)
    case "r": bytes.append(0x0d)
    case "t": bytes.append(0x09)
    case "u": try unicodeEscape(at: offset)
    default: throw Mistake(at: offset, "an unknown escape")
    }
  }

  private mutating func unicodeEscape(at offset: Int) throws(Mistake) {
    var value = try fourHexDigits(at: offset)
    if value == 0 { throw Mistake(at: offset, "a NUL byte") }
    if (0xd800..<0xdc00).contains(value) {
      guard next() == "\\", index + 1 < source.count, source[index + 1] == UInt8(ascii: "u") else {
        throw Mistake(at: offset, "half of a surrogate pair")
      }
      index += 2
      let low = try fourHexDigits(at: offset)
      guard (0xdc00..<0xe000).contains(low) else { throw Mistake(at: offset, "half of a surrogate pair") }
      value = 0x10000 + (value - 0xd800) << 10 + (low - 0xdc00)
    }
    guard let scalar = Unicode.Scalar(value) else { throw Mistake(at: offset, "half of a surrogate pair") }
    bytes.append(contentsOf: String(scalar).utf8)
  }

  private mutating func fourHexDigits(at offset: Int) throws(Mistake) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = next().flatMap({ Character($0).hexDigitValue }) else {
        throw Mistake(at: offset, "an escape without four hexadecimal digits")
      }
      value = value << 4 + UInt32(digit)
      index += 1
    }
    return value
  }

  private mutating func skipBlanks() {
    while let byte = next(), byte == " " || byte == "\t" || byte == "\r" { index += 1 }
  }

  /// The byte at hand as a scalar; nil at the end.
  private func next() -> Unicode.Scalar? { index < source.count ? Unicode.Scalar(source[index]) : nil }
}
