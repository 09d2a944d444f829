import Foundation
import Settings
import Testing

@testable import Campaigns

/// Folders of templates with mistakes: `Cases/templates/*.case` holds files that replace some of a right folder's, the
/// text beside it what is reported; `RECORD=1 swift test` rewrites the texts.
@Suite struct TemplateErrorTests {
  static let names = CaseFiles.names(in: "templates", suffix: ".case")

  /// A folder without mistakes.
  static let right: [String: String] = [
    "layouts/partner.html": "<html><body>{{ content }}</body></html>\n",
    "layouts/partner.txt": "{{ content }}\n",
    "components/note.html": "<p>{{ text }}</p>\n",
    "components/note.txt": "{{ text }}\n",
    "locales/en.yaml": "greeting: Hello\n",
    "locales/de.yaml": "greeting: Hallo\n",
    "welcome/en.md": """
    ---
    subject: Hello {{ partner.name }}
    preheader: About {{ tier.name }}
    ---
    {{ 'greeting' | t }}

    {% render 'note', text: tier.name %}
    """,
  ]

  @Test func `the right folder has no mistakes`() {
    #expect(Self.problems(of: [:]) == "")
  }

  @Test func `there are wrong folders`() {
    #expect(Self.names.count >= 10)
  }

  @Test(arguments: names)
  func `every mistake of a folder is told with its place`(name: String) throws {
    let shown = Self.problems(of: try Self.files(name))
    #expect(!shown.isEmpty)
    #expect(try CaseFiles.matches(shown + "\n", "templates/\(name.dropLast(5)).txt"))
  }

  @Test func `a language that a template is not written in is named`() throws {
    let library = try Self.library([:])
    let french = LanguageTag("fr") ?? .undetermined
    #expect(
      Self.problems { () throws(Problems) in _ = try library.compile("welcome", french) }
        == "Templates/welcome: error: there is no template 'welcome' in fr (it is written in en)")
    #expect(
      Self.problems { () throws(Problems) in _ = try library.compile("welcom", french) }
        == "Templates/welcom: error: there is no template 'welcom' in fr (did you mean 'welcome'?)")
  }

  /// The files of a case, each after a line `=== PATH`.
  private static func files(_ name: String) throws -> [String: String] {
    var files: [String: String] = [:]
    for part in try CaseFiles.text("templates/\(name)").components(separatedBy: "=== ").dropFirst() {
      let end = part.firstIndex(of: "\n") ?? part.endIndex
      files[String(part[..<end])] = String(part[end...].dropFirst())
    }
    return files
  }

  static func library(_ files: [String: String]) throws(Problems) -> TemplateLibrary {
    try TemplateLibrary(
      TemplateFolder(right.merging(files) { $1 }, name: "Templates"),
      defaultLanguage: WorkspaceTemplateTests.english, fields: ["company"])
  }

  private static func problems(of files: [String: String]) -> String {
    problems { () throws(Problems) in
      let library = try library(files)
      let log = ProblemLog()
      for name in library.names {
        for language in library.languages(of: name) {
          log.catching { () throws(Problems) in _ = try library.compile(name, language) }
        }
      }
      try log.withoutRepeats().throwIfAny()
    }
  }

  private static func problems(_ body: () throws(Problems) -> Void) -> String {
    do {
      try body()
      return ""
    } catch {
      return error.description
    }
  }
}
