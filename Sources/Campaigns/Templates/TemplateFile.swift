internal import Liquid
internal import Settings

/// One template in one language: front matter, then Markdown.
struct TemplateFile: Sendable {
  let source: SourceText
  let language: LanguageTag
  let subject: TemplateSource
  let preheader: TemplateSource
  let layout: String
  /// Where the layout is named, counted from 1; the first line where it is the default.
  let layoutPlace: (line: Int, column: Int)
  /// Where the Markdown begins, in bytes.
  let bodyStart: Int

  /// Reads the front matter; problems go to the log.
  init?(_ source: SourceText, language: LanguageTag, log: ProblemLog) throws(Problems) {
    guard let matter = FrontMatter(source) else {
      log.add(
        Problem(
          .syntax, in: source, line: 1, column: 1,
          "a template begins with front matter between two lines of ---",
          help: "with subject: and preheader:"))
      return nil
    }
    let document = try Self.document(matter.yaml, log)
    guard let root = document.root, !root.isEmptyText else {
      log.add(
        Problem(
          .missingKey, in: source, line: 1, column: 1, "the front matter is empty",
          help: "it needs subject: and preheader:"))
      return nil
    }
    guard let keys = root.mapping() else { return nil }
    let subject = keys.required("subject")
    let preheader = keys.required("preheader")
    let layout = keys.optional("layout")
    self.layout = layout?.string() ?? "partner"
    layoutPlace = layout?.place ?? (1, 1)
    keys.finish()
    guard let subject, let preheader, let subjectText = subject.string(),
      let preheaderText = preheader.string()
    else { return nil }
    self.source = source
    self.language = language
    bodyStart = matter.end
    self.subject = Self.template(subjectText, at: subject, in: source)
    self.preheader = Self.template(preheaderText, at: preheader, in: source)
  }

  /// Liquid holds colons and braces, which YAML takes for its own where a text has no quotes.
  private static func document(_ yaml: SourceText, _ log: ProblemLog) throws(Problems) -> SettingsDocument {
    do {
      return try SettingsDocument(yaml, log: log)
    } catch {
      throw Problems(
        error.list.map { problem in
          guard problem.sourceLine.contains("{{") || problem.sourceLine.contains("{%") else { return problem }
          return Problem(
            problem.kind, file: problem.file, line: problem.line, column: problem.column,
            length: problem.length,
            sourceLine: problem.sourceLine, problem.message, help: "put a text with Liquid in quotes")
        })
    }
  }

  /// A text of the front matter as a template.
  ///
  /// Escapes and folded lines make the text differ from what the file holds, so each piece of Liquid is looked up
  /// in the file; one that cannot be found there shows the place of the value.
  private static func template(_ text: String, at value: SettingsValue, in source: SourceText)
    -> TemplateSource
  {
    let bytes = Array(text.utf8)
    let file = Array(source.text.utf8)
    let start = source.offset(line: value.place.line, column: value.place.column)
    var position = start
    let pieces = LiquidScanner.tokens(of: bytes, from: 0, keepsRaw: true).map { token in
      let piece = bytes[token.range]
      var offset = start
      if token.kind != .literal, let found = file[position...].firstRange(of: piece) {
        offset = found.lowerBound
        position = found.upperBound
      }
      return TemplateSource.Piece(
        String(decoding: piece, as: UTF8.self),
        origin: TemplateSource.Origin(name: source.name, text: source.text, offset: offset))
    }
    return TemplateSource(name: source.name, pieces: pieces)
  }
}

extension SettingsValue {
  /// Whether nothing is written here.
  fileprivate var isEmptyText: Bool { isScalar && string() == "" }
}
