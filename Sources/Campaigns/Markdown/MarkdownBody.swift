internal import Settings

/// A Markdown body turned into two templates, HTML and text, with the Liquid in its place.
///
/// This runs when a template is compiled, never for a recipient: data can therefore never become markup.
/// A tag alone on its line stands between blocks: around list items it makes one list, around table rows one table.
/// A blank line after the opening tag puts it around the whole list instead. Inside code a tag stays where it is.
struct MarkdownBody {
  let html: TemplatePieces
  let text: TemplatePieces

  /// Converts the body that begins at a byte offset of a file.
  ///
  /// - Parameters:
  ///   - source: the whole file, so that problems show its lines.
  ///   - start: where the body begins.
  ///   - styles: inline styles by element name.
  /// - Throws: what cannot be placed or does not belong in a body, with its place.
  init(_ source: SourceText, from start: Int, styles: [String: String]) throws(Problems) {
    let log = ProblemLog()
    let bytes = Array(source.text.utf8)
    let stripped = StrippedMarkdown(bytes, from: start)
    let tree = MarkdownParser.parse(stripped.text)
    let places = SourcePlaces(source, bytes: bytes, log: log)
    let placement = TagPlacement(stripped, tree: tree, places: places)
    var html = HTMLForm(stripped, placement: placement, styles: styles, places: places)
    var text = TextForm(stripped, placement: placement)
    self.html = html.render(tree)
    self.text = text.render(tree)
    html.checkOrder()
    try log.throwIfAny()
  }
}

/// Turns byte offsets of a file into problems with line and column.
struct SourcePlaces {
  let source: SourceText
  let bytes: [UInt8]
  let log: ProblemLog

  init(_ source: SourceText, bytes: [UInt8], log: ProblemLog) {
    self.source = source
    self.bytes = bytes
    self.log = log
  }

  func fail(at range: Range<Int>, _ message: String, kind: Problem.Kind = .invalidValue, help: String? = nil)
  {
    let before = bytes[..<range.lowerBound]
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let lineStart = (before.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    let column = String(decoding: bytes[lineStart..<range.lowerBound], as: UTF8.self).count + 1
    let length = String(decoding: bytes[range], as: UTF8.self).prefix { !$0.isNewline }.count
    let problem = Problem(kind, in: source, line: line, column: column, length: length, message, help: help)
    if !log.problems.contains(problem) { log.add(problem) }
  }

  /// Reports at a whole line of the file, counted from 1.
  func fail(atLine line: Int, _ message: String, help: String? = nil) {
    let text = source.line(line)
    let indent = text.prefix { $0 == " " }.count
    let problem = Problem(
      .invalidValue, in: source, line: line, column: indent + 1, length: text.count - indent, message,
      help: help)
    // Two elements of one line are one mistake.
    if !log.problems.contains(problem) { log.add(problem) }
  }
}
