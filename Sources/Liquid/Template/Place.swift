/// A stretch of bytes of one template.
struct Place: Sendable, Hashable {
  /// Index into the list of sources of a compilation (0 is the template, the others its partials).
  var source: Int32
  var start: Int32
  var end: Int32

  init(source: Int32, start: Int, end: Int) {
    self.source = source
    self.start = Int32(clamping: start)
    self.end = Int32(clamping: end)
  }
}

extension TemplateSource {
  /// The error at the bytes `start..<end`, told as line and column of the file somebody wrote.
  func error(
    _ kind: TemplateError.Kind, _ start: Int, _ end: Int, _ message: String, help: String? = nil
  ) -> TemplateError {
    let (file, bytes, offset) = resolve(min(start, self.bytes.count))
    var lineStart = 0
    var line = 1
    for position in 0..<offset where bytes[position] == Ascii.newline {
      line += 1
      lineStart = position + 1
    }
    var lineEnd = offset
    while lineEnd < bytes.count, bytes[lineEnd] != Ascii.newline { lineEnd += 1 }
    // A line of a hostile template can be a megabyte: only its neighbourhood is shown.
    let shownStart = max(lineStart, offset - 200)
    let shownEnd = min(lineEnd, offset + 200)
    func text(_ from: Int, _ to: Int) -> String {
      String(decoding: bytes[from..<max(from, to)], as: UTF8.self)
    }
    let lead = (shownStart > lineStart ? "…" : "") + text(shownStart, offset)
    var rest = text(offset, shownEnd)
    if rest.utf8.last == Ascii.carriageReturn { rest.unicodeScalars.removeLast() }
    let marked = text(offset, min(shownEnd, offset + end - start))
    return TemplateError(
      kind: kind, file: file, line: line, column: text(lineStart, offset).count + 1, sourceLine: lead + rest,
      caretLength: max(1, marked.count), message: message, help: help, caret: lead.count + 1)
  }
}
