/// A Markdown body without its Liquid: tags alone on a line are taken out and remembered by the line they stood
/// before; everything else is replaced by a word that Markdown leaves alone.
struct StrippedMarkdown {
  /// A tag that stood alone on its line.
  struct LineTag {
    var name: String
    /// The tag's bytes in the file.
    var range: Range<Int>
    /// It stands before this line of `text`, counted from 1.
    var before: Int
    /// Whether a blank line follows it in the file.
    var blankFollows: Bool
  }

  /// What the Markdown parser reads.
  private(set) var text: [UInt8] = []
  private(set) var lineTags: [LineTag] = []
  /// Tokens by the number in their placeholder.
  private(set) var tokens: [LiquidToken] = []
  /// The line of the file for each line of `text`.
  private(set) var fileLines: [Int] = []
  /// The word that begins every placeholder; it stands nowhere in the body.
  let mark: [UInt8]
  let bytes: [UInt8]

  init(_ bytes: [UInt8], from start: Int) {
    self.bytes = bytes
    mark = Self.unusedMark(in: bytes)
    let lines = Self.lines(of: bytes, from: start, tokens: LiquidScanner.tokens(of: bytes, from: start))
    var number = 1 + bytes[..<start].count { $0 == UInt8(ascii: "\n") }
    for (index, line) in lines.enumerated() {
      defer { number += line.newlines }
      if let tag = line.loneTag {
        lineTags.append(
          LineTag(
            name: tag.name, range: tag.range, before: fileLines.count + 1,
            blankFollows: index + 1 < lines.count && lines[index + 1].isBlank))
        // Between two lines of one list or table the tag's line vanishes; elsewhere it parts blocks.
        if !Self.joins(lines, at: index) { appendLine([], number: number) }
      } else {
        appendLine(line.tokens, number: number)
      }
    }
    // A tag whose line became blank stands before the blank line; put it before what follows instead.
    let blank = blankLines()
    for index in lineTags.indices {
      while lineTags[index].before <= fileLines.count, blank.contains(lineTags[index].before) {
        lineTags[index].before += 1
      }
    }
  }

  private func blankLines() -> Set<Int> {
    var blank: Set<Int> = []
    var line = 1
    var empty = true
    for byte in text {
      if byte == UInt8(ascii: "\n") {
        if empty { blank.insert(line) }
        line += 1
        empty = true
      } else if !LiquidScanner.isSpace(byte) {
        empty = false
      }
    }
    return blank
  }

  private mutating func appendLine(_ parts: [LiquidToken], number: Int) {
    fileLines.append(number)
    for part in parts {
      if part.kind == .literal {
        text += bytes[part.range].filter { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
      } else {
        text += mark + Array(String(tokens.count).utf8) + [UInt8(ascii: "z")]
        tokens.append(part)
      }
    }
    text.append(UInt8(ascii: "\n"))
  }

  /// A string of the parsed text cut at its placeholders.
  func parts(of string: String) -> [(literal: String, token: LiquidToken?)] {
    let bytes = Array(string.utf8)
    var parts: [(String, LiquidToken?)] = []
    var start = 0
    var position = 0
    while position + mark.count < bytes.count {
      guard bytes[position] == mark[0], bytes[position..<position + mark.count].elementsEqual(mark) else {
        position += 1
        continue
      }
      var end = position + mark.count
      var number = 0
      while end < bytes.count, bytes[end] != UInt8(ascii: "z") {
        number = number * 10 + Int(bytes[end] &- UInt8(ascii: "0"))
        end += 1
      }
      parts.append((String(decoding: bytes[start..<position], as: UTF8.self), tokens[number]))
      position = min(end + 1, bytes.count)
      start = position
    }
    parts.append((String(decoding: bytes[start...], as: UTF8.self), nil))
    return parts
  }

  private static func unusedMark(in bytes: [UInt8]) -> [UInt8] {
    var mark = Array("Zliquid".utf8)
    while bytes.count >= mark.count, contains(mark, in: bytes) { mark.append(UInt8(ascii: "q")) }
    return mark
  }

  private static func contains(_ word: [UInt8], in bytes: [UInt8]) -> Bool {
    (0...(bytes.count - word.count)).contains { start in
      bytes[start] == word[0] && bytes[start..<start + word.count].elementsEqual(word)
    }
  }
}
