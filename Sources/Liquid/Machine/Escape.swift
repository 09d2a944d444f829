/// Writing text so that it cannot leave the place in which it stands.
enum Escape {
  /// The bytes that stand for a special one, the first in the lowest place, and how many they are.
  @inline(__always)
  static func entity(_ byte: UInt8) -> (bytes: UInt64, length: Int) {
    switch byte {
    case Ascii.ampersand: (0x3B_70_6D_61_26, 5)  // &amp;
    case Ascii.less: (0x3B_74_6C_26, 4)  // &lt;
    case Ascii.greater: (0x3B_74_67_26, 4)  // &gt;
    case Ascii.quote: (0x3B_74_6F_75_71_26, 6)  // &quot;
    default: (0x3B_39_33_23_26, 5)  // &#39;
    }
  }

  @inline(__always)
  static func isSpecial(_ byte: UInt8) -> Bool {
    byte <= 0x3E && (byte | 4 == 0x26 || byte == 0x27 || byte | 2 == 0x3E)
  }

  /// Not zero if one of eight bytes is special: `"` and `&` differ in one bit, as `<` and `>` do.
  @inline(__always)
  static func special(_ bytes: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let first = (bytes | ones << 2) ^ (ones &* 0x26)
    let second = bytes ^ (ones &* 0x27)
    let third = (bytes | ones << 1) ^ (ones &* 0x3E)
    // The highest bit of a byte that is zero stays set where one is taken away and it was not set before.
    return ((first &- ones) & ~first | (second &- ones) & ~second | (third &- ones) & ~third) & ones << 7
  }

  static func html<Sink: ByteSink & ~Copyable>(_ text: [UInt8], into output: inout Sink) {
    html(text, 0, text.count, keepingEntities: false, into: &output)
  }

  static func append<Sink: ByteSink & ~Copyable>(
    _ entity: (bytes: UInt64, length: Int), to output: inout Sink
  ) {
    for shift in 0..<entity.length { output.append(UInt8(truncatingIfNeeded: entity.bytes >> (8 * shift))) }
  }

  /// Escapes `text[from..<to]`; `keepingEntities` leaves `&` as it is (for text that is escaped already).
  static func html<Sink: ByteSink & ~Copyable>(
    _ text: [UInt8], _ from: Int, _ to: Int, keepingEntities: Bool, into output: inout Sink
  ) {
    var run = from
    var position = from
    while position < to {
      let byte = text[position]
      if isSpecial(byte), !(keepingEntities && byte == Ascii.ampersand) {
        if position > run { output.append(from: text, run, position) }
        append(entity(byte), to: &output)
        run = position + 1
      }
      position += 1
    }
    if to > run { output.append(from: text, run, to) }
  }

  /// Percent-encodes everything but unreserved characters (RFC 3986, section 2.3).
  static func url<Sink: ByteSink & ~Copyable>(
    _ text: [UInt8], _ from: Int, _ to: Int, into output: inout Sink
  ) {
    for position in from..<to {
      let byte = text[position]
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
  static func header<Sink: ByteSink & ~Copyable>(
    _ text: [UInt8], _ from: Int, _ to: Int, into output: inout Sink
  ) {
    for position in from..<to {
      let byte = text[position]
      output.append(byte < 0x20 || byte == 0x7F ? Ascii.space : byte)
    }
  }
}
