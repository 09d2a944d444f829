extension StrippedMarkdown {
  /// One line of the body; a tag that spans lines belongs to the line it begins on.
  struct Line {
    var tokens: [LiquidToken] = []
    /// Line ends in the file that this line covers.
    var newlines = 0
    var isBlank = true
    var isInCode = false
    var isListItem = false
    var isTableRow = false

    /// The tag, where nothing else stands on the line.
    var loneTag: (name: String, range: Range<Int>)? {
      guard !isInCode, tokens.count == 1 || (isBlankAside && !tokens.isEmpty) else { return nil }
      let others = tokens.filter { $0.kind != .literal }
      guard others.count == 1, isBlankAside else { return nil }
      switch others[0].kind {
      case .tag(let name), .opaque(let name): return (name, others[0].range)
      case .literal, .output: return nil
      }
    }

    /// Whether the literal parts are white space only.
    var isBlankAside = true
  }

  static func lines(of bytes: [UInt8], from start: Int, tokens: [LiquidToken]) -> [Line] {
    var lines: [Line] = []
    var line = Line()
    var fence: UInt8?

    func close() {
      let literal = line.tokens.first { $0.kind == .literal }.map { bytes[$0.range] } ?? []
      let lead = literal.drop { LiquidScanner.isSpace($0) }
      let startsWithLiteral = line.tokens.first?.kind == .literal
      if startsWithLiteral, lead.starts(with: Array("```".utf8)) || lead.starts(with: Array("~~~".utf8)),
        let first = lead.first, fence == nil || fence == first
      {
        line.isInCode = true
        fence = fence == nil ? first : nil
      } else {
        line.isInCode = fence != nil
      }
      line.isListItem = startsWithLiteral && beginsItem(lead)
      line.isTableRow = startsWithLiteral && lead.first == UInt8(ascii: "|")
      lines.append(line)
      line = Line()
    }

    for token in tokens {
      guard token.kind == .literal else {
        line.tokens.append(token)
        line.isBlank = false
        line.newlines += bytes[token.range].count { $0 == UInt8(ascii: "\n") }
        continue
      }
      var begin = token.range.lowerBound
      for position in token.range where bytes[position] == UInt8(ascii: "\n") {
        add(begin..<position)
        line.newlines += 1
        close()
        begin = position + 1
      }
      add(begin..<token.range.upperBound)
    }
    if !line.tokens.isEmpty { close() }
    return lines

    func add(_ range: Range<Int>) {
      guard !range.isEmpty else { return }
      line.tokens.append(LiquidToken(kind: .literal, range: range))
      if !bytes[range].allSatisfy(LiquidScanner.isSpace) {
        line.isBlank = false
        line.isBlankAside = false
      }
    }
  }

  /// Whether the tag's line at `index` stands between two lines of one list or table.
  static func joins(_ lines: [Line], at index: Int) -> Bool {
    let above = lines[..<index].last { $0.loneTag == nil }
    let below = lines[(index + 1)...].first { $0.loneTag == nil }
    guard let above, let below else { return false }
    return (above.isListItem && below.isListItem) || (above.isTableRow && below.isTableRow)
  }

  /// `- `, `* `, `+ `, `1. ` or `1) `.
  private static func beginsItem(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first else { return false }
    if [UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+")].contains(first) {
      return line.dropFirst().first.map(LiquidScanner.isSpace) ?? true
    }
    let rest = line.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard rest.count < line.count, let delimiter = rest.first,
      delimiter == UInt8(ascii: ".") || delimiter == UInt8(ascii: ")")
    else { return false }
    return rest.dropFirst().first.map(LiquidScanner.isSpace) ?? true
  }
}
