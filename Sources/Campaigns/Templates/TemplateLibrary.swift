internal import Liquid
internal import PartnerProgram
package import Settings

/// The templates of a workspace, read; a template is compiled for one language with `compile`.
package struct TemplateLibrary: Sendable {
  /// The program's default language.
  package let defaultLanguage: LanguageTag
  private let files: [String: [TemplateFile]]
  private let layouts: [String: Layout]
  private let components: [String: SourceText]
  private let languages: [LanguageTag: MailLanguage]
  private let fields: Set<String>?
  private let clock: ZoneClock

  /// Reads front matters, layouts and shared words.
  ///
  /// - Parameters:
  ///   - folder: the files.
  ///   - defaultLanguage: for partners whose language no template is written in.
  ///   - fields: the partner fields that the program's data has.
  ///   - timeZone: the IANA name of the zone whose days the program counts; UTC where it is not known.
  /// - Throws: all problems of all files.
  package init(
    _ folder: TemplateFolder, defaultLanguage: LanguageTag, fields: Set<String>?, timeZone: String = "UTC"
  ) throws(Problems) {
    let log = ProblemLog()
    clock = ZoneClock(timeZone) ?? .utc
    self.defaultLanguage = defaultLanguage
    self.fields = fields
    components = folder.components
    for source in folder.misplaced {
      log.add(
        Problem(
          .invalidValue, in: source, line: 0, column: 0, "nothing reads a file of this kind in this place",
          help: "templates are NAME/LANGUAGE.md; layouts and components are .html and .txt, locales .yaml"))
    }
    languages = Self.words(folder, clock, log: log)
    var layouts: [String: Layout] = [:]
    for (name, source) in folder.layouts {
      log.catching { () throws(Problems) in layouts[name] = try Layout(source, log: log) }
    }
    self.layouts = layouts
    var files: [String: [TemplateFile]] = [:]
    for (name, sources) in folder.templates {
      for (language, source) in sources.sorted(by: { $0.key < $1.key }) {
        guard let tag = LanguageTag(language) else {
          log.add(
            Problem(
              .invalidValue, in: source, line: 0, column: 0, "'\(language)' is not a language",
              help: "a template is named by its language: en.md, pt-BR.md"))
          continue
        }
        log.catching { () throws(Problems) in
          if let file = try TemplateFile(source, language: tag, log: log) {
            files[name, default: []].append(file)
          }
        }
      }
    }
    self.files = files
    try log.throwIfAny()
  }

  private static func words(
    _ folder: TemplateFolder, _ clock: ZoneClock, log: ProblemLog
  ) -> [LanguageTag: MailLanguage] {
    var lists: [LanguageTag: WordList] = [:]
    for (name, source) in folder.locales {
      guard let tag = LanguageTag(name) else {
        log.add(Problem(.invalidValue, in: source, line: 0, column: 0, "'\(name)' is not a language"))
        continue
      }
      log.catching { () throws(Problems) in
        let root = try SettingsDocument(source, log: log).root
        lists[tag] = root.map { WordList($0, rules: PluralRules(language: tag)) } ?? WordList()
      }
    }
    let all = lists.values.reduce(into: Set<String>()) { $0.formUnion($1.entries.keys) }
    for (tag, list) in lists {
      let missing = all.subtracting(list.entries.keys).sorted()
      guard !missing.isEmpty, let source = folder.locales.first(where: { LanguageTag($0.key) == tag })?.value
      else { continue }
      log.add(
        Problem(
          .missingKey, in: source, line: 1, column: 1,
          "words that other languages have are missing: \(missing.joined(separator: ", "))"))
    }
    return lists.reduce(into: [:]) { $0[$1.key] = MailLanguage(tag: $1.key, words: $1.value, clock: clock) }
  }

  /// The names of all templates.
  package var names: [String] { files.keys.sorted() }

  /// The languages a template is written in.
  package func languages(of name: String) -> [LanguageTag] { files[name]?.map(\.language) ?? [] }

  /// The language of a template that serves a partner best: RFC 4647 look-up, then the default; nil where the
  /// template is not written in either.
  package func language(of name: String, for partner: LanguageTag?) -> LanguageTag? {
    let available = languages(of: name)
    return partner?.bestMatch(in: available) ?? defaultLanguage.bestMatch(in: available)
  }

  /// Throws where a template is not written in the default language, which serves whoever no other language serves.
  package func requireDefaultLanguage(of name: String) throws(Problems) {
    guard language(of: name, for: nil) == nil else { return }
    let written = languages(of: name).map(\.description).joined(separator: ", ")
    throw Problems([
      Problem(
        .conflict, in: SourceText(name: "Templates/\(name)", text: ""), line: 0, column: 0,
        "the template is not written in \(defaultLanguage), the program's language",
        help: "it is written in \(written)")
    ])
  }

  /// Compiles a template in one of its languages.
  package func compile(_ name: String, _ language: LanguageTag) throws(Problems) -> CompiledTemplate {
    guard let file = files[name]?.first(where: { $0.language == language }) else {
      throw Problems([
        Problem(
          .invalidValue, in: SourceText(name: "Templates/\(name)", text: ""), line: 0, column: 0,
          "there is no template '\(name)' in \(language)",
          help: files[name].map {
            "it is written in \($0.map(\.language.description).joined(separator: ", "))"
          }
            ?? Suggestion.help(for: name, among: names))
      ])
    }
    return try TemplateCompiler(
      file: file, layouts: layouts, components: components,
      language: languages[language] ?? MailLanguage(tag: language, words: WordList(), clock: clock),
      fields: fields
    ).compile()
  }
}
