/// Writing text so that it cannot leave the place in which it stands.
enum Escape {
  /// 1 for each byte that HTML escapes.
  static let special: [Bool] = {
    var table = [Bool](repeating: false, count: 256)
    for byte in "&<>\"'".utf8 { table[Int(byte)] = true }
    return table
  }()

  static let ampersand = Array("&amp;".utf8)
  static let less = Array("&lt;".utf8)
  static let greater = Array("&gt;".utf8)
  static let quote = Array("&quot;".utf8)
  static let apostrophe = Array("&#39;".utf8)

  static func entity(_ byte: UInt8) -> [UInt8] {
    switch byte {
    case Ascii.ampersand: ampersand
    case Ascii.less: less
    case Ascii.greater: greater
    case Ascii.quote: quote
    default: apostrophe
    }
  }

  static func html(_ text: [UInt8], into output: inout [UInt8]) {
    html(text, 0, text.count, keepingEntities: false, into: &output)
  }

  static func html(_ text: String, into output: inout [UInt8]) {
    for byte in text.utf8 {
      if isSpecial(byte) { output.append(contentsOf: entity(byte)) } else { output.append(byte) }
    }
  }

  @inline(__always)
  static func isSpecial(_ byte: UInt8) -> Bool {
    byte <= 0x3E && (byte == 0x26 || byte == 0x3C || byte == 0x3E || byte == 0x22 || byte == 0x27)
  }

  /// Escapes `text[from..<to]`; `keepingEntities` leaves `&` as it is (for text that is escaped already).
  static func html(
    _ text: [UInt8], _ from: Int, _ to: Int, keepingEntities: Bool, into output: inout [UInt8]
  ) {
    var run = from
    var position = from
    while position < to {
      let byte = text[position]
      if isSpecial(byte), !(keepingEntities && byte == Ascii.ampersand) {
        if position > run { output.append(from: text, run, position) }
        output.append(contentsOf: entity(byte))
        run = position + 1
      }
      position += 1
    }
    if to > run { output.append(from: text, run, to) }
  }

  /// Percent-encodes everything but unreserved characters (RFC 3986, section 2.3).
  static func url(_ text: [UInt8], _ from: Int, _ to: Int, into output: inout [UInt8]) {
    for byte in text[from..<to] {
      if byte.isLetter || byte.isDigit || byte == 0x2D || byte == 0x2E || byte == 0x5F || byte == 0x7E {
        output.append(byte)
      } else {
        output.append(Ascii.percent)
        output.append(hexadecimal[Int(byte >> 4)])
        output.append(hexadecimal[Int(byte & 15)])
      }
    }
  }

  static let hexadecimal = Array("0123456789ABCDEF".utf8)

  /// Writes a header value: control characters become spaces.
  static func header(_ text: [UInt8], _ from: Int, _ to: Int, into output: inout [UInt8]) {
    for byte in text[from..<to] { output.append(byte < 0x20 || byte == 0x7F ? Ascii.space : byte) }
  }
}
