import Foundation
import Pages
import PartnerProgram
import Reporting
import Settings
import Testing

/// The rules card of whole programs against recorded texts.
///
/// `RECORD=1 swift test --filter RulesCardTests` writes them anew.
struct RulesCardTests {
  private static let cases = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

  private func program(_ name: String) throws -> ProgramSettings {
    let text = try String(contentsOf: Self.cases.appending(path: "\(name).yaml"), encoding: .utf8)
    let document = try SettingsDocument(SourceText(name: name, text: text), log: ProblemLog())
    let root = try #require(document.root?.mapping())
    return try #require(ProgramSettings(root))
  }

  private func check(_ text: String, _ name: String) throws {
    let file = Self.cases.appending(path: name)
    if ProcessInfo.processInfo.environment["RECORD"] != nil { try Data(text.utf8).write(to: file) }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
  }

  @Test(arguments: ["simple", "every-rule"])
  func `a program's rules are written out as recorded`(_ name: String) throws {
    let document = RulesCard(try program(name)).document(on: "2026-11-01")
    try check(document.text(), "\(name).txt")
    try check(document.markdown, "\(name).md")
    try check(document.page, "\(name).html")
  }

  @Test func `a tier by invitation only is nowhere on the card`() throws {
    let document = RulesCard(try program("every-rule")).document(on: "2026-11-01")
    for text in [document.text(), document.markdown, document.page] {
      #expect(!text.contains("Inner Circle") && !text.contains("circle") && !text.contains("35%"))
    }
  }

  @Test func `a name cannot become markup`() throws {
    var settings = try program("simple")
    settings.name = "<script>*x*|`"
    let document = RulesCard(settings).document(on: "today")
    #expect(document.page.contains("&lt;script&gt;"))
    #expect(!document.page.contains("<script>"))
    #expect(document.markdown.hasPrefix("# \\<script\\>\\*x\\*\\|\\`"))
  }
}
