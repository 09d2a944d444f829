import Foundation
import Liquid
import PartnerProgram
import Settings
import Testing

@testable import Campaigns

/// The page for those who write templates: every example on it is run, and every filter is on it.
@Suite struct TemplatePageTests {
  @Test(arguments: TemplatePage.examples)
  func `an example of the page says what the page says`(example: TemplatePage.Example) throws {
    #expect(try Self.render(example.body, example.language) == example.output)
  }

  @Test(arguments: TemplatePage.mistakes)
  func `a mistake of the page is answered as the page says`(mistake: TemplatePage.Example) throws {
    do throws(Problems) {
      Issue.record("this was rendered: \(try Self.render(mistake.body, "en"))")
    } catch {
      let problem = try #require(error.list.first)
      #expect(problem.said == mistake.output)
      #expect(problem.line == 5 && problem.column > 0)
    }
  }

  @Test func `the page has an example and its output for every filter of mails`() throws {
    #expect(TemplatePage.examples.count > 40 && TemplatePage.mistakes.count > 15)
    let language = MailLanguage(tag: WorkspaceTemplateTests.english, words: WordList())
    for filter in allMailFilters {
      let name = filter.filter(for: language).name
      let isShown = TemplatePage.examples.contains { $0.body.contains("| \(name)") }
      #expect(isShown, "no example for \(name)")
    }
  }

  static func render(_ body: String, _ language: String) throws(Problems) -> String {
    let files = [
      "locales/en.yaml":
        "greeting: Hello\nhello: Hello {name}\nleft: {one: '{count} to go', other: '{count} to go'}",
      "locales/de.yaml":
        "greeting: Hallo\nhello: Hallo {name}\nleft: {one: 'noch {count}', other: 'noch {count}'}",
      "test/\(language).md": "---\nsubject: Hello\npreheader: About\n---\n\(body)\n",
    ]
    let library = try TemplateLibrary(
      TemplateFolder(TemplateErrorTests.right.merging(files) { $1 }, name: "Templates"),
      defaultLanguage: WorkspaceTemplateTests.english, fields: ["first_name"], timeZone: "America/New_York")
    let template = try library.compile("test", LanguageTag(language) ?? .undetermined)
    let recipient = SampleProgram.recipient(8) {
      $0.fields["first_name"] = "Ada"
      $0.timeZone = "Europe/Berlin"
    }
    guard case .composed(let mail) = try Composer().compose(template, SampleProgram.data(recipient)) else {
      return "skipped"
    }
    return String(decoding: mail.text, as: UTF8.self).trimmingCharacters(in: .newlines)
  }
}

/// `Templates/README.md`, taken apart.
enum TemplatePage {
  struct Example: Sendable, CustomTestStringConvertible {
    var body: String
    var language: String
    var output: String

    var testDescription: String { "\(language): \(body)" }
  }

  private static let text =
    (try? String(contentsOf: CaseFiles.root.appending(path: "Templates/README.md"), encoding: .utf8)) ?? ""

  /// Rows of tables that begin with Liquid.
  private static let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `{") }.map { row in
    row.replacing("\\|", with: "\u{1}").split(separator: "|")
      .map { $0.replacing("\u{1}", with: "|").trimmingCharacters(in: .whitespaces) }
  }

  static let examples =
    rows.filter { $0.count == 3 }.map { Example(body: code($0[0]), language: $0[1], output: code($0[2])) }
    + blocks

  static let mistakes = rows.filter { $0.count == 2 }.map {
    Example(body: code($0[0]), language: "en", output: $0[1])
  }

  /// A block of Liquid and the block of text after it.
  private static let blocks: [Example] = {
    let parts = text.components(separatedBy: "```")
    return stride(from: 1, to: parts.count - 2, by: 2).compactMap { index in
      guard parts[index].hasPrefix("liquid\n"), parts[index + 2].hasPrefix("text\n") else { return nil }
      return Example(
        body: String(parts[index].dropFirst(7)), language: "en",
        output: parts[index + 2].dropFirst(5).trimmingCharacters(in: .newlines))
    }
  }()

  private static func code(_ cell: String) -> String { cell.trimmingCharacters(in: ["`"]) }
}
