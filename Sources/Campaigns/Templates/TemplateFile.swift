internal import Liquid
internal import Settings

/// One template in one language: front matter, then Markdown.
struct TemplateFile: Sendable {
  let source: SourceText
  let language: LanguageTag
  let subject: TemplateSource
  let preheader: TemplateSource
  let layout: String
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
    let document = try SettingsDocument(matter.yaml, log: log)
    guard let keys = document.root?.mapping() else {
      if document.root == nil {
        log.add(
          Problem(
            .missingKey, in: source, line: 1, column: 1, "the front matter is empty",
            help: "it needs subject: and preheader:"))
      }
      return nil
    }
    let subject = keys.required("subject")
    let preheader = keys.required("preheader")
    layout = keys.optional("layout")?.string() ?? "partner"
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

  private static func template(_ text: String, at value: SettingsValue, in source: SourceText)
    -> TemplateSource
  {
    let offset = source.offset(line: value.place.line, column: value.place.column + (value.isQuoted ? 1 : 0))
    let origin = TemplateSource.Origin(name: source.name, text: source.text, offset: offset)
    return TemplateSource(name: source.name, pieces: [TemplateSource.Piece(text, origin: origin)])
  }
}

/// The YAML between two lines of `---` at the beginning of a file.
struct FrontMatter {
  /// The YAML with its first `---`, so that its lines count as the file's do.
  let yaml: SourceText
  /// The offset after the closing line, in bytes.
  let end: Int

  init?(_ source: SourceText) {
    let bytes = Array(source.text.utf8)
    guard let first = Self.lineEnd(in: bytes, from: 0), Self.isRule(bytes[..<first]) else { return nil }
    var start = first
    while let next = Self.lineEnd(in: bytes, from: start) {
      if Self.isRule(bytes[start..<next]) {
        yaml = SourceText(name: source.name, text: String(decoding: bytes[..<start], as: UTF8.self))
        end = next
        return
      }
      start = next
    }
    return nil
  }

  /// The offset after the line's LF; nil at the end of the bytes.
  private static func lineEnd(in bytes: [UInt8], from start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    return (bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count - 1) + 1
  }

  private static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
    let dashes = line.prefix { $0 == UInt8(ascii: "-") }
    return dashes.count == 3 && line.dropFirst(3).allSatisfy(LiquidScanner.isSpace)
  }
}

extension SourceText {
  /// The byte offset of a place counted from 1, the column in Unicode scalars.
  func offset(line: Int, column: Int) -> Int {
    var offset = 0
    var lines = 1
    for byte in text.utf8 {
      if lines == line { break }
      if byte == UInt8(ascii: "\n") { lines += 1 }
      offset += 1
    }
    let rest = text.utf8.dropFirst(offset)
    return offset
      + String(decoding: rest, as: UTF8.self).unicodeScalars.prefix(column - 1).reduce(0) {
        $0 + UTF8.width($1)
      }
  }
}
