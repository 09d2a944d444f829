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
    /// Whether a blank line follows it, and the tags below it, in the file.
    var blankFollows: Bool
    /// Columns of white space before it.
    var indent: Int
  }

  /// What the Markdown parser reads.
  private(set) var text: [UInt8] = []
  private(set) var lineTags: [LineTag] = []
  /// The line of the file for each line of `text`.
  private(set) var fileLines: [Int] = []
  let placeholders: Placeholders
  let bytes: [UInt8]

  init(_ bytes: [UInt8], from start: Int) {
    self.bytes = bytes
    let tokens = LiquidScanner.tokens(of: bytes, from: start)
    placeholders = Placeholders(for: tokens.filter { $0.kind != .literal }, in: bytes)
    let lines = MarkdownLine.all(
      of: bytes, tokens: tokens, first: 1 + bytes[..<start].count { $0 == UInt8(ascii: "\n") })
    let outline = MarkdownOutline(lines, of: bytes, placeholders)
    // Blank lines of `text`, by the place in `fileLines`.
    var blank: [Bool] = []
    for (index, line) in lines.enumerated() {
      guard let tag = outline.tags[index] else {
        line.append(to: &text, of: bytes, placeholders)
        fileLines.append(line.number)
        blank.append(line.isBlank)
        continue
      }
      let token = placeholders.tokens[tag]
      lineTags.append(
        LineTag(
          name: LiquidScanner.tagName(in: bytes, from: token.range.lowerBound + 2), range: token.range,
          before: fileLines.count + 1, blankFollows: outline.isBlank(after: index),
          indent: line.indent(in: bytes)))
      // Between two rows of one list or table the tag's line vanishes; elsewhere it parts blocks.
      guard !outline.stands(betweenRowsAt: index) else { continue }
      text.append(UInt8(ascii: "\n"))
      fileLines.append(line.number)
      blank.append(true)
    }
    // A tag before a blank line stands before what follows that.
    for index in lineTags.indices {
      while lineTags[index].before <= blank.count, blank[lineTags[index].before - 1] {
        lineTags[index].before += 1
      }
    }
  }

  /// A string of the parsed text cut at its placeholders.
  func parts(of string: String) -> [(literal: String, token: LiquidToken?)] {
    placeholders.parts(of: string).map { ($0.literal, $0.token.map { placeholders.tokens[$0] }) }
  }

  /// The line of the file behind a line of `text`, both counted from 1.
  func fileLine(of line: Int) -> Int {
    fileLines.isEmpty ? 1 : fileLines[min(max(line, 1), fileLines.count) - 1]
  }
}

extension MarkdownLine {
  /// Writes the line for the Markdown parser, ended by LF.
  func append(to text: inout [UInt8], of bytes: [UInt8], _ placeholders: Placeholders) {
    let start = text.count
    for part in parts {
      switch part {
      case .liquid(let number): placeholders.append(number, to: &text)
      case .text(let range): text += bytes[range]
      }
    }
    if text.count > start, text.last == UInt8(ascii: "\r") { text.removeLast() }
    // A CR inside a line would begin another one for the parser, whose lines would no longer be the file's.
    for position in start..<text.count where text[position] == UInt8(ascii: "\r") {
      text[position] = UInt8(ascii: " ")
    }
    text.append(UInt8(ascii: "\n"))
  }
}
