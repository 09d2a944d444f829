internal import CMarkdown

/// A parsed Markdown node, with the lines it stands on.
struct MarkdownNode {
  enum Kind: Equatable {
    case document, blockQuote, item, paragraph, thematicBreak
    case heading(level: Int)
    case list(start: Int?)
    case codeBlock(fenced: Bool)
    case table, tableRow(header: Bool), tableCell(Alignment)
    case html
    case text, code, softBreak, lineBreak, emphasis, strong, strikethrough
    case link(url: String, title: String)
    case image(url: String, title: String)
    case unknown(String)
  }

  enum Alignment: Equatable { case none, left, center, right }

  var kind: Kind
  /// First and last line, counted from 1 in the parsed text; inline nodes hold their block's.
  var lines: ClosedRange<Int>
  /// Where it begins on its first line, counted from 1 in bytes; 0 where the parser does not say.
  var column = 0
  /// The text of a text, code, code block or HTML node.
  var literal: String = ""
  /// Whether a list's items are set without paragraphs.
  var isTight = false
  var children: [MarkdownNode] = []
}

/// Reads Markdown with libcmark-gfm (CommonMark, tables, strikethrough) into values.
enum MarkdownParser {
  // Registered once for the process: a global of the library.
  private static let extensions: [String] = {
    cmark_gfm_core_extensions_ensure_registered()
    return ["table", "strikethrough"]
  }()

  static func parse(_ text: [UInt8]) -> MarkdownNode {
    let parser = cmark_parser_new(CMARK_OPT_DEFAULT)
    defer { cmark_parser_free(parser) }
    for name in extensions {
      if let found = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, found) }
    }
    // The pointer lives for the call only; the parser copies what it keeps.
    text.withUnsafeBytes { buffer in
      cmark_parser_feed(parser, buffer.bindMemory(to: CChar.self).baseAddress, buffer.count)
    }
    guard let root = cmark_parser_finish(parser) else {
      return MarkdownNode(kind: .document, lines: 1...1)
    }
    defer { cmark_node_free(root) }
    return value(of: root, within: 1...1)
  }

  private static func value(of node: OpaquePointer, within: ClosedRange<Int>) -> MarkdownNode {
    let first = Int(cmark_node_get_start_line(node))
    let last = Int(cmark_node_get_end_line(node))
    let lines = first > 0 ? first...max(first, last) : within
    var result = MarkdownNode(kind: kind(of: node), lines: lines)
    result.column = Int(cmark_node_get_start_column(node))
    result.literal = string(cmark_node_get_literal(node))
    result.isTight = cmark_node_get_list_tight(node) != 0
    var child = cmark_node_first_child(node)
    var column = 0
    while let present = child {
      var node = value(of: present, within: lines)
      if case .tableCell = node.kind, let row = cmark_node_parent(present), let table = cmark_node_parent(row)
      {
        node.kind = .tableCell(alignment(of: column, in: table))
      }
      result.children.append(node)
      column += 1
      child = cmark_node_next(present)
    }
    return result
  }

  private static func kind(of node: OpaquePointer) -> MarkdownNode.Kind {
    switch string(cmark_node_get_type_string(node)) {
    case "document": .document
    case "block_quote": .blockQuote
    case "list":
      .list(
        start: cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
          ? Int(cmark_node_get_list_start(node)) : nil)
    case "item": .item
    case "code_block": .codeBlock(fenced: isFenced(node))
    case "html_block", "html_inline": .html
    case "paragraph": .paragraph
    case "heading": .heading(level: Int(cmark_node_get_heading_level(node)))
    case "thematic_break": .thematicBreak
    case "text": .text
    case "softbreak": .softBreak
    case "linebreak": .lineBreak
    case "code": .code
    case "emph": .emphasis
    case "strong": .strong
    case "strikethrough": .strikethrough
    case "link": .link(url: string(cmark_node_get_url(node)), title: string(cmark_node_get_title(node)))
    case "image": .image(url: string(cmark_node_get_url(node)), title: string(cmark_node_get_title(node)))
    case "table": .table
    case "table_header": .tableRow(header: true)
    case "table_row": .tableRow(header: cmark_gfm_extensions_get_table_row_is_header(node) != 0)
    case "table_cell": .tableCell(.none)
    case let other: .unknown(other)
    }
  }

  private static func isFenced(_ node: OpaquePointer) -> Bool {
    // The library writes to all three without asking whether they are there.
    var length: Int32 = 0
    var offset: Int32 = 0
    var letter: CChar = 0
    return cmark_node_get_fenced(node, &length, &offset, &letter) != 0
  }

  private static func alignment(
    of column: Int, in table: OpaquePointer
  ) -> MarkdownNode.Alignment {
    guard let alignments = cmark_gfm_extensions_get_table_alignments(table),
      column < Int(cmark_gfm_extensions_get_table_columns(table))
    else { return .none }
    // The library keeps one letter a column.
    switch alignments[column] {
    case UInt8(ascii: "l"): return .left
    case UInt8(ascii: "c"): return .center
    case UInt8(ascii: "r"): return .right
    default: return .none
    }
  }

  private static func string(_ pointer: UnsafePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }
}
