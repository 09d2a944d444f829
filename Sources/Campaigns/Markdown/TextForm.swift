/// Writes a Markdown tree as plain text: the full equal of the HTML, for readers who see no HTML.
struct TextForm {
  private let stripped: StrippedMarkdown
  private let placement: TagPlacement
  private var pieces = TemplatePieces()

  init(_ stripped: StrippedMarkdown, placement: TagPlacement) {
    self.stripped = stripped
    self.placement = placement
  }

  mutating func render(_ tree: MarkdownNode) -> TemplatePieces {
    blocks(of: tree, at: [], indent: "")
    return pieces
  }

  /// Every block ends with a blank line, so that leaving one out leaves no trace.
  private mutating func blocks(of node: MarkdownNode, at path: [Int], indent: String, isTight: Bool = false) {
    for (index, child) in node.children.enumerated() {
      tags(in: path, before: index)
      // The first line of an item stands behind its bullet.
      block(
        child, at: path + [index], indent: indent, isFirstOfItem: node.kind == .item && index == 0, isTight)
    }
    tags(in: path, before: node.children.count)
  }

  private mutating func tags(in path: [Int], before index: Int) {
    for range in placement.tags(in: path, before: index) {
      pieces.append(liquid: range)
      // A component between blocks is a block: it ends with a blank line as all do.
      let name = LiquidScanner.tagName(in: stripped.bytes, from: range.lowerBound + 2)
      if name == "render" || name == "include" { pieces.append("\n\n") }
    }
  }

  private mutating func block(
    _ node: MarkdownNode, at path: [Int], indent: String, isFirstOfItem: Bool, _ isTight: Bool
  ) {
    if !isFirstOfItem, !node.isContainer { pieces.append(indent) }
    switch node.kind {
    case .blockQuote:
      blocks(of: node, at: path, indent: indent + "> ")
    case .list(let start):
      list(node, at: path, indent: indent, start: start, isInTightItem: isTight)
    case .codeBlock:
      pieces.append("    ")
      text(
        node.literal.hasSuffix("\n") ? String(node.literal.dropLast()) : node.literal, indent: indent + "    "
      )
      pieces.append("\n\n")
    case .thematicBreak:
      pieces.append("----------------------------------------\n\n")
    case .table:
      table(node, at: path, indent: indent)
    case .document, .item:
      blocks(of: node, at: path, indent: indent)
    default:
      inlines(of: node, indent: indent)
      pieces.append(isTight ? "\n" : "\n\n")
    }
  }

  private mutating func list(
    _ node: MarkdownNode, at path: [Int], indent: String, start: Int?, isInTightItem: Bool
  ) {
    // Numbers that a loop repeats would lie, so such a list has bullets.
    let isNumbered = start != nil && !placement.hasTags(in: path)
    for (index, item) in node.children.enumerated() {
      tags(in: path, before: index)
      let bullet = isNumbered ? "\((start ?? 1) + index). " : "- "
      pieces.append(indent + bullet)
      if item.children.isEmpty { pieces.append("\n") }
      let deeper = indent + String(repeating: " ", count: bullet.count)
      blocks(of: item, at: path + [index], indent: deeper, isTight: node.isTight)
    }
    tags(in: path, before: node.children.count)
    if node.isTight, !isInTightItem { pieces.append("\n") }
  }

  private mutating func table(_ node: MarkdownNode, at path: [Int], indent: String) {
    for (index, row) in node.children.enumerated() {
      tags(in: path, before: index)
      pieces.append(indent)
      for (column, cell) in row.children.enumerated() {
        if column > 0 { pieces.append(" | ") }
        inlines(of: cell, indent: indent)
      }
      pieces.append("\n")
    }
    tags(in: path, before: node.children.count)
    pieces.append("\n")
  }

  private mutating func inlines(of node: MarkdownNode, indent: String) {
    for child in node.children { inline(child, indent: indent) }
  }

  private mutating func inline(_ node: MarkdownNode, indent: String) {
    switch node.kind {
    case .text, .code: text(node.literal, indent: indent)
    case .softBreak, .lineBreak: pieces.append("\n" + indent)
    case .link(let url, _):
      inlines(of: node, indent: indent)
      guard node.plainText != url, "mailto:" + node.plainText != url else { return }
      pieces.append(" <")
      text(url, indent: indent)
      pieces.append(">")
    case .image: text(node.plainText, indent: indent)
    default: inlines(of: node, indent: indent)
    }
  }

  private mutating func text(_ string: String, indent: String) {
    for (literal, token) in stripped.parts(of: string) {
      let lines = literal.split(separator: "\n", omittingEmptySubsequences: false).joined(
        separator: "\n" + indent)
      // A brace that Liquid follows, or another brace, would begin Liquid that nobody wrote.
      pieces.append(lines.replacingBraces(beforeLiquid: token != nil))
      if let token { pieces.append(liquid: token.range) }
    }
  }
}

extension String {
  /// `{` as Liquid writes it, where it would begin Liquid.
  fileprivate func replacingBraces(beforeLiquid: Bool) -> String {
    guard utf8.contains(UInt8(ascii: "{")) else { return self }
    var result = ""
    var rest = unicodeScalars[...]
    while let scalar = rest.popFirst() {
      let next = rest.first
      if scalar == "{", next == "{" || next == "%" || (next == nil && beforeLiquid) {
        result += "{{ \"{\" }}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
