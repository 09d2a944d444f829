/// What stands where in a Markdown body, as far as it decides what a tag alone on its line means.
struct MarkdownOutline {
  /// The tag of each line that holds a tag and nothing else; nil for other lines and for code.
  let tags: [Int?]
  private let lines: [MarkdownLine]
  /// Lines that begin an item or a row of a list or table that began above.
  private let rows: Set<Int>

  init(_ lines: [MarkdownLine], of bytes: [UInt8], _ placeholders: Placeholders) {
    self.lines = lines
    let code = Self.liquidInCode(lines, of: bytes, placeholders)
    let tags = lines.map { $0.loneTag(of: placeholders.tokens).flatMap { code.contains($0) ? nil : $0 } }
    self.tags = tags
    // The body without its lone tags: which lines would be rows of one list or table?
    let kept = lines.indices.filter { tags[$0] == nil }
    var text: [UInt8] = []
    for index in kept { lines[index].append(to: &text, of: bytes, placeholders) }
    var rows: Set<Int> = []
    Self.collectRows(of: MarkdownParser.parse(text), below: nil) { line in
      if line <= kept.count { rows.insert(kept[line - 1]) }
    }
    self.rows = rows
  }

  /// Whether a blank line follows the tags that begin at a line.
  func isBlank(after index: Int) -> Bool {
    lines.indices[(index + 1)...].first { tags[$0] == nil }.map { lines[$0].isBlank } ?? false
  }

  /// Whether the tag of a line stands between two rows of one list or table, without blank lines.
  func stands(betweenRowsAt index: Int) -> Bool {
    guard let above = lines.indices[..<index].last(where: { tags[$0] == nil }), !lines[above].isBlank,
      let below = lines.indices[(index + 1)...].first(where: { tags[$0] == nil })
    else { return false }
    return rows.contains(below)
  }

  /// Liquid inside code.
  ///
  /// An indented block of nothing but tags is no code, but tags that somebody indented.
  private static func liquidInCode(
    _ lines: [MarkdownLine], of bytes: [UInt8], _ placeholders: Placeholders
  ) -> Set<Int> {
    var text: [UInt8] = []
    for line in lines { line.append(to: &text, of: bytes, placeholders) }
    var found: Set<Int> = []
    func walk(_ node: MarkdownNode) {
      if case .codeBlock(let fenced) = node.kind {
        let parts = placeholders.parts(of: node.literal)
        guard fenced || parts.contains(where: { !$0.literal.utf8.allSatisfy(LiquidScanner.isSpace) }) else {
          return
        }
        found.formUnion(parts.compactMap(\.token))
      }
      node.children.forEach(walk)
    }
    walk(MarkdownParser.parse(text))
    return found
  }

  /// Finds the lines that begin rows; `start` is the first line of the outermost list or table around the node.
  private static func collectRows(of node: MarkdownNode, below start: Int?, _ add: (Int) -> Void) {
    switch node.kind {
    case .item, .tableRow:
      if let start, node.lines.lowerBound > start { add(node.lines.lowerBound) }
    default: break
    }
    let outer = start ?? (node.holdsRows ? node.lines.lowerBound : nil)
    for child in node.children { collectRows(of: child, below: outer, add) }
  }
}
