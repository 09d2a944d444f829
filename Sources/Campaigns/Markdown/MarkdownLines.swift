/// One line of a Markdown body; Liquid that spans lines belongs to the line it begins on.
struct MarkdownLine {
  enum Part: Equatable {
    /// Markdown, by its bytes in the file.
    case text(Range<Int>)
    /// Liquid, by its number.
    case liquid(Int)
  }

  var parts: [Part] = []
  /// The line in the file, counted from 1.
  var number: Int
  /// Whether the text on it is white space only.
  var isTextBlank = true

  var isBlank: Bool { isTextBlank && liquid.isEmpty }
  var liquid: [Int] { parts.compactMap { if case .liquid(let number) = $0 { number } else { nil } } }

  /// The number of the tag, where nothing else stands on the line.
  func loneTag(of tokens: [LiquidToken]) -> Int? {
    guard isTextBlank, liquid.count == 1, let number = liquid.first else { return nil }
    if case .output = tokens[number].kind { return nil }
    return number
  }

  /// Columns of white space before the first part that is Liquid.
  func indent(in bytes: [UInt8]) -> Int {
    guard case .text(let range)? = parts.first else { return 0 }
    return bytes[range].prefix { LiquidScanner.isSpace($0) }.reduce(0) {
      $1 == UInt8(ascii: "\t") ? $0 / 4 * 4 + 4 : $0 + 1
    }
  }

  /// Cuts a body into lines.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - tokens: the body's tokens, Markdown and Liquid.
  ///   - first: the number of the first line.
  /// - Returns: the lines, of which a last one without a line end is one too.
  static func all(of bytes: [UInt8], tokens: [LiquidToken], first: Int) -> [MarkdownLine] {
    var lines: [MarkdownLine] = []
    var line = MarkdownLine(number: first)
    var number = first
    var liquid = 0
    for token in tokens {
      guard token.kind == .literal else {
        line.parts.append(.liquid(liquid))
        liquid += 1
        number += bytes[token.range].count { $0 == UInt8(ascii: "\n") }
        continue
      }
      var begin = token.range.lowerBound
      for position in token.range where bytes[position] == UInt8(ascii: "\n") {
        line.add(begin..<position, of: bytes)
        number += 1
        lines.append(line)
        line = MarkdownLine(number: number)
        begin = position + 1
      }
      line.add(begin..<token.range.upperBound, of: bytes)
    }
    if !line.parts.isEmpty { lines.append(line) }
    return lines
  }

  private mutating func add(_ range: Range<Int>, of bytes: [UInt8]) {
    guard !range.isEmpty else { return }
    parts.append(.text(range))
    if !bytes[range].allSatisfy(LiquidScanner.isSpace) { isTextBlank = false }
  }
}
