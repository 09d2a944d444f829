internal import Liquid
internal import Settings

/// One template in one language, ready to be rendered any number of times.
package struct CompiledTemplate: Sendable {
  package let name: String
  package let language: LanguageTag
  let subject: Program<MailPage>
  let preheader: Program<MailPage>
  let html: Program<MailPage>
  let text: Program<MailPage>
  let mark = Mark()

  /// Tells one compiled template from every other.
  final class Mark: Sendable {}
}

/// Makes the four programs of a template: subject, preheader, HTML in its layout, text in its layout.
struct TemplateCompiler {
  let file: TemplateFile
  let layouts: [String: Layout]
  let components: [String: SourceText]
  let language: MailLanguage
  let fields: Set<String>?

  func compile() throws(Problems) -> CompiledTemplate {
    let log = ProblemLog()
    let htmlLayout = layout("html", log)
    let textLayout = layout("txt", log)
    var body: MarkdownBody?
    log.catching { () throws(Problems) in
      body = try MarkdownBody(file.source, from: file.bodyStart, styles: htmlLayout?.styles ?? [:])
    }
    let schema = MailSchema.schema(fields: fields)
    func program(_ source: TemplateSource?, _ output: OutputKind, _ components: String) -> Program<MailPage>?
    {
      guard let source else { return nil }
      do {
        return try environment(output, components).compile(source, schema: schema)
      } catch {
        error.errors.map(Problem.init).forEach(log.add)
        return nil
      }
    }
    let subject = program(file.subject, .header, "txt")
    let preheader = program(file.preheader, .header, "txt")
    let html = program(body.flatMap { htmlLayout?.template(around: $0.html, of: file.source) }, .html, "html")
    let text = program(body.flatMap { textLayout?.template(around: $0.text, of: file.source) }, .text, "txt")
    // The same mistake shows up in the HTML and the text; it is one mistake.
    try log.withoutRepeats().throwIfAny()
    guard let subject, let preheader, let html, let text else { throw Problems(log.problems) }
    return CompiledTemplate(
      name: file.source.name, language: file.language, subject: subject, preheader: preheader, html: html,
      text: text)
  }

  private func layout(_ form: String, _ log: ProblemLog) -> Layout? {
    if let found = layouts["\(file.layout).\(form)"] { return found }
    let names = Set(layouts.keys.map { String($0.prefix { $0 != "." }) })
    let (line, column) = file.layoutPlace
    let isKnown = names.contains(file.layout)
    let problem = Problem(
      .invalidValue, in: file.source, line: line, column: column, length: file.layout.count,
      isKnown
        ? "the layout '\(file.layout)' lacks its form layouts/\(file.layout).\(form)"
        : "there is no layout '\(file.layout)'",
      help: isKnown ? nil : Suggestion.help(for: file.layout, among: names))
    if !log.problems.contains(problem) { log.add(problem) }
    return nil
  }

  private func environment(_ output: OutputKind, _ form: String) -> Environment {
    let sources = components.reduce(into: [String: TemplateSource]()) { sources, component in
      guard component.key.hasSuffix(".\(form)") else { return }
      let name = String(component.key.dropLast(form.count + 1))
      // A line end that closes the file is not part of what stands between blocks.
      let text = form == "txt" ? Self.withoutLastLineEnd(component.value.text) : component.value.text
      sources[name] = TemplateSource(name: component.value.name, text: text)
    }
    var environment = Environment(
      filters: FilterRegistry.standard.adding(allMailFilters.map { $0.filter(for: language) }),
      dialect: .mail,
      output: output
    ) { sources[$0] }
    environment.partialNames = sources.keys.sorted()
    return environment
  }

  private static func withoutLastLineEnd(_ text: String) -> String {
    var bytes = Array(text.utf8)
    while bytes.last == UInt8(ascii: "\n") || bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Problem {
  /// A mistake that the template language found.
  init(_ error: TemplateError) {
    self.init(
      .template, file: error.file, line: error.line, column: error.column, length: error.caretLength,
      sourceLine: error.sourceLine, error.message, help: error.help)
  }
}
