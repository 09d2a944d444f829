import Mail

/// Writes one JSON text (RFC 8259) into bytes, in the order it is told.
///
/// Commas are set by the writer; whoever opens an object or a list closes it by returning from the closure.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  /// Whether the next value of the innermost object or list needs a comma before it.
  private var needsComma = false

  init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  mutating func object(_ fill: (inout JSONWriter) -> Void) {
    open(UInt8(ascii: "{"))
    fill(&self)
    close(UInt8(ascii: "}"))
  }

  mutating func list(_ fill: (inout JSONWriter) -> Void) {
    open(UInt8(ascii: "["))
    fill(&self)
    close(UInt8(ascii: "]"))
  }

  /// A key; exactly one value follows.
  mutating func key(_ name: String) {
    separate()
    quote(name.utf8)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  mutating func string(_ text: String) {
    separate()
    quote(text.utf8)
    needsComma = true
  }

  /// Text in UTF-8; bytes that are none become U+FFFD.
  mutating func string(_ text: [UInt8]) {
    separate()
    if String(validating: text, as: UTF8.self) == nil {
      quote(String(decoding: text, as: UTF8.self).utf8)
    } else {
      quote(text)
    }
    needsComma = true
  }

  /// Bytes that need no escape, such as Base64, put in quotes by `append`.
  mutating func plain(_ append: (inout [UInt8]) -> Void) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    append(&bytes)
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  mutating func number(_ number: Int64) { word(String(number)) }
  mutating func bool(_ value: Bool) { word(value ? "true" : "false") }
  mutating func null() { word("null") }

  /// A number or word as it stands in JSON.
  mutating func word(_ word: String) {
    separate()
    bytes.append(contentsOf: word.utf8)
    needsComma = true
  }

  mutating func field(_ name: String, _ text: String) {
    key(name)
    string(text)
  }

  mutating func field(_ name: String, _ text: [UInt8]) {
    key(name)
    string(text)
  }

  mutating func field(_ name: String, _ value: Bool) {
    key(name)
    bool(value)
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  /// RFC 8259 section 7; DEL too, which some readers take for a control character.
  private mutating func quote(_ text: some Sequence<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case UInt8(ascii: "\n"): bytes.append(contentsOf: #"\n"#.utf8)
      case UInt8(ascii: "\r"): bytes.append(contentsOf: #"\r"#.utf8)
      case UInt8(ascii: "\t"): bytes.append(contentsOf: #"\t"#.utf8)
      case 0..<0x20, 0x7f:
        bytes.append(contentsOf: #"\u00"#.utf8)
        bytes.append(Self.digit(byte >> 4))
        bytes.append(Self.digit(byte & 15))
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}

extension JSONWriter {
  /// Bytes as a string of Base64.
  mutating func base64(_ source: [UInt8]) {
    plain { bytes in
      // The pointer is used only within the call.
      source.withUnsafeBufferPointer { Base64.append($0, to: &bytes) }
    }
  }
}
