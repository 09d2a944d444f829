/// Writes a Markdown tree as HTML for mail: an inline style on every element, tables that screen readers can read.
struct HTMLForm {
  private let stripped: StrippedMarkdown
  private let placement: TagPlacement
  private let styles: [String: String]
  private let places: SourcePlaces
  private var pieces = TemplatePieces()
  /// Tags that stand between blocks, as they were written.
  private var lineTags: [Range<Int>] = []
  private var attributes = 0
  private var openTags: [(range: Range<Int>, name: String, parent: [Int])] = []

  init(
    _ stripped: StrippedMarkdown, placement: TagPlacement, styles: [String: String], places: SourcePlaces
  ) {
    self.stripped = stripped
    self.placement = placement
    self.styles = styles
    self.places = places
  }

  mutating func render(_ tree: MarkdownNode) -> TemplatePieces {
    children(of: tree, at: [])
    return pieces
  }

  private mutating func children(of node: MarkdownNode, at path: [Int], inTightList: Bool = false) {
    for (index, child) in node.children.enumerated() {
      tags(in: path, before: index)
      write(child, at: path + [index], inTightList: inTightList)
    }
    tags(in: path, before: node.children.count)
  }

  private mutating func tags(in path: [Int], before index: Int) {
    for range in placement.tags(in: path, before: index) {
      pieces.append(liquid: range)
      pieces.append("\n")
      lineTags.append(range)
    }
  }

  /// Tags must come out in the file's order, or a pair would hold what it did not hold.
  func checkOrder() {
    for (first, second) in zip(lineTags, lineTags.dropFirst()) where first.lowerBound > second.lowerBound {
      places.fail(
        at: second, "this tag and those around it wrap lists in a way that cannot be told apart",
        help: "put blank lines before and after each of these tags")
    }
  }

  private mutating func write(_ node: MarkdownNode, at path: [Int], inTightList: Bool) {
    switch node.kind {
    case .document: children(of: node, at: path)
    case .blockQuote: element("blockquote", node, path, isBlock: true)
    case .paragraph:
      if inTightList { children(of: node, at: path) } else { element("p", node, path, isBlock: true) }
    case .heading(let level): element("h\(level)", node, path, isBlock: true)
    case .thematicBreak: pieces.append("<hr\(style("hr"))>\n")
    case .list(let start):
      let attributes = start.map { $0 == 1 ? "" : " start=\"\($0)\"" } ?? ""
      element(start == nil ? "ul" : "ol", node, path, attributes, isBlock: true, tight: node.isTight)
    case .item: element("li", node, path, isBlock: true, tight: inTightList)
    case .codeBlock:
      pieces.append("<pre\(style("pre"))><code>")
      text(node.literal, at: path + [0])
      pieces.append("</code></pre>\n")
    case .table: table(node, path)
    case .tableRow, .tableCell: children(of: node, at: path)
    case .text: text(node.literal, at: path)
    case .softBreak: pieces.append("\n")
    case .lineBreak: pieces.append("<br>\n")
    case .code:
      pieces.append("<code\(style("code"))>")
      text(node.literal, at: path + [0])
      pieces.append("</code>")
    case .emphasis: element("em", node, path)
    case .strong: element("strong", node, path)
    case .strikethrough: element("s", node, path)
    case .link(let url, let title):
      pieces.append("<a")
      attribute("href", url, at: path)
      attribute("title", title, at: path)
      pieces.append("\(style("a"))>")
      children(of: node, at: path)
      pieces.append("</a>")
    case .image(let url, let title):
      pieces.append("<img")
      attribute("src", url, at: path)
      attribute("alt", node.plainText, at: path, always: true)
      attribute("title", title, at: path)
      pieces.append("\(style("img"))>")
    case .html:
      places.fail(
        atLine: stripped.fileLine(of: node.lines.lowerBound), "HTML does not belong in a Markdown body",
        help: "write it as a component and use {% render 'name' %}")
    case .unknown(let name):
      places.fail(
        atLine: stripped.fileLine(of: node.lines.lowerBound),
        "Markdown of the sort '\(name)' is not supported")
    }
  }

  private mutating func element(
    _ name: String, _ node: MarkdownNode, _ path: [Int], _ attributes: String = "", isBlock: Bool = false,
    tight: Bool = false
  ) {
    pieces.append("<\(name)\(attributes)\(style(name))>")
    if case .list = node.kind { pieces.append("\n") }
    children(of: node, at: path, inTightList: tight)
    pieces.append("</\(name)>\(isBlock ? "\n" : "")")
  }

  private mutating func table(_ node: MarkdownNode, _ path: [Int]) {
    pieces.append("<table\(style("table"))>\n")
    for (index, row) in node.children.enumerated() {
      tags(in: path, before: index)
      let isHeader = row.kind == .tableRow(header: true)
      pieces.append("<tr>")
      for (column, cell) in row.children.enumerated() {
        let name = isHeader ? "th" : "td"
        pieces.append("<\(name)\(isHeader ? " scope=\"col\"" : "")\(alignment(of: cell))\(style(name))>")
        children(of: cell, at: path + [index, column])
        pieces.append("</\(name)>")
      }
      pieces.append("</tr>\n")
    }
    tags(in: path, before: node.children.count)
    pieces.append("</table>\n")
  }

  private func alignment(of cell: MarkdownNode) -> String {
    switch cell.kind {
    case .tableCell(.left): " align=\"left\""
    case .tableCell(.center): " align=\"center\""
    case .tableCell(.right): " align=\"right\""
    default: ""
    }
  }

  private mutating func attribute(_ name: String, _ value: String, at path: [Int], always: Bool = false) {
    guard always || !value.isEmpty || name == "href" else { return }
    pieces.append(" \(name)=\"")
    // A pair may not begin in one attribute and end elsewhere, so each attribute is a place of its own.
    attributes += 1
    text(value, at: path + [-attributes, 0])
    pieces.append("\"")
  }

  private func style(_ name: String) -> String {
    styles[name].map { " style=\"\(HTMLForm.escaped($0))\"" } ?? ""
  }

  /// Literal text with the Liquid that stands in it.
  private mutating func text(_ string: String, at path: [Int]) {
    for (literal, token) in stripped.parts(of: string) {
      pieces.append(Self.escaped(literal))
      guard let token else { continue }
      check(token, at: Array(path.dropLast()))
      pieces.append(liquid: token.range)
    }
  }

  /// A pair inside a block must begin and end in the same element.
  private mutating func check(_ token: LiquidToken, at parent: [Int]) {
    guard case .tag(let name) = token.kind else { return }
    if TagPlacement.openers.contains(name) {
      openTags.append((token.range, name, parent))
    } else if name.hasPrefix("end") || TagPlacement.middles.contains(name), let open = openTags.last {
      if name.hasPrefix("end") { openTags.removeLast() }
      if open.parent != parent {
        places.fail(
          at: open.range, "'\(open.name)' begins and ends in different elements and would cut one in half",
          help: "begin and end it inside the same emphasis, link, cell or paragraph")
      }
    }
  }

  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      // Two of them would begin Liquid that nobody wrote.
      case "{": escaped += "&#123;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

extension MarkdownNode {
  /// The text of all text nodes below.
  var plainText: String { literal + children.map(\.plainText).joined() }
}
