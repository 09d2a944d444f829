/// One piece of a Markdown body, seen through Liquid's delimiters.
struct LiquidToken: Equatable {
  enum Kind: Equatable {
    /// Markdown.
    case literal
    /// `{{ … }}`
    case output
    /// `{% name … %}`
    case tag(name: String)
    /// `{% comment %}…{% endcomment %}`, and `raw` where it is wanted, kept whole.
    case opaque(name: String)
  }

  var kind: Kind
  /// The token's bytes in the file.
  var range: Range<Int>
}

/// Finds Liquid in a Markdown body so that the Markdown parser never sees it.
///
/// What stands between `{% raw %}` and `{% endraw %}` is Markdown whose braces mean nothing. An unterminated
/// delimiter is left in the token that it begins: the template compiler reports it with its place.
enum LiquidScanner {
  static func tokens(of bytes: [UInt8], from start: Int, keepsRaw: Bool = false) -> [LiquidToken] {
    var tokens: [LiquidToken] = []
    var literalStart = start
    var position = start

    func flush(to end: Int) {
      if literalStart < end { tokens.append(LiquidToken(kind: .literal, range: literalStart..<end)) }
    }

    while position + 1 < bytes.count {
      guard bytes[position] == UInt8(ascii: "{"),
        bytes[position + 1] == UInt8(ascii: "{") || bytes[position + 1] == UInt8(ascii: "%")
      else {
        position += 1
        continue
      }
      flush(to: position)
      let isOutput = bytes[position + 1] == UInt8(ascii: "{")
      var end = endOfDelimiter(
        isOutput ? UInt8(ascii: "}") : UInt8(ascii: "%"), in: bytes, from: position + 2)
      if isOutput {
        tokens.append(LiquidToken(kind: .output, range: position..<end))
      } else {
        let name = tagName(in: bytes, from: position + 2)
        switch name {
        case "raw" where !keepsRaw:
          if let closing = closingTag("endraw", in: bytes, from: end) {
            if end < closing.lowerBound {
              tokens.append(LiquidToken(kind: .literal, range: end..<closing.lowerBound))
            }
            end = closing.upperBound
          } else {
            tokens.append(LiquidToken(kind: .tag(name: name), range: position..<end))
          }
        case "comment", "raw":
          end = closingTag("end" + name, in: bytes, from: end)?.upperBound ?? bytes.count
          tokens.append(LiquidToken(kind: .opaque(name: name), range: position..<end))
        default:
          tokens.append(LiquidToken(kind: .tag(name: name), range: position..<end))
        }
      }
      position = end
      literalStart = end
    }
    flush(to: bytes.count)
    return tokens
  }

  /// The offset after the next `}}` or `%}`; the end of the bytes where there is none.
  private static func endOfDelimiter(_ first: UInt8, in bytes: [UInt8], from start: Int) -> Int {
    var position = start
    while position + 1 < bytes.count {
      if bytes[position] == first, bytes[position + 1] == UInt8(ascii: "}") { return position + 2 }
      position += 1
    }
    return bytes.count
  }

  static func tagName(in bytes: [UInt8], from start: Int) -> String {
    var position = start
    if position < bytes.count, bytes[position] == UInt8(ascii: "-") { position += 1 }
    while position < bytes.count, isSpace(bytes[position]) { position += 1 }
    let nameStart = position
    if position < bytes.count, bytes[position] == UInt8(ascii: "#") { return "#" }
    while position < bytes.count, isWord(bytes[position]) { position += 1 }
    return String(decoding: bytes[nameStart..<position], as: UTF8.self)
  }

  private static func closingTag(_ name: String, in bytes: [UInt8], from start: Int) -> Range<Int>? {
    var position = start
    while position + 1 < bytes.count {
      if bytes[position] == UInt8(ascii: "{"), bytes[position + 1] == UInt8(ascii: "%"),
        tagName(in: bytes, from: position + 2) == name
      {
        return position..<endOfDelimiter(UInt8(ascii: "%"), in: bytes, from: position + 2)
      }
      position += 1
    }
    return nil
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
