import Foundation
import Settings
import Testing

@testable import Campaigns

/// Bodies under `Cases/markdown` with the two templates they become beside them, or for `err_*` with their
/// problems; `RECORD=1 swift test` rewrites what is expected.
@Suite struct MarkdownCaseTests {
  static let names = CaseFiles.names(in: "markdown", suffix: ".md")

  @Test func `there are right and wrong bodies`() {
    #expect(Self.names.count { $0.hasPrefix("err_") } >= 10)
    #expect(Self.names.count { !$0.hasPrefix("err_") } >= 15)
  }

  @Test(arguments: names.filter { !$0.hasPrefix("err_") })
  func `a body becomes HTML and text with its Liquid in place`(name: String) throws {
    let source = SourceText(name: name, text: try CaseFiles.text("markdown/\(name)"))
    let body = try MarkdownBody(source, from: 0, styles: ["a": "color:#123;", "td": "font-family:\"A\""])
    let stem = name.dropLast(3)
    #expect(try CaseFiles.matches(assembled(body.html, source), "markdown/\(stem).html"))
    #expect(try CaseFiles.matches(assembled(body.text, source), "markdown/\(stem).txt"))
  }

  @Test(arguments: names.filter { $0.hasPrefix("err_") })
  func `a wrong body names its place`(name: String) throws {
    let source = SourceText(name: name, text: try CaseFiles.text("markdown/\(name)"))
    let shown = problems(source)
    #expect(!shown.isEmpty)
    #expect(try CaseFiles.matches(shown + "\n", "markdown/\(name.dropLast(3)).txt"))
  }

  private func problems(_ source: SourceText) -> String {
    do {
      _ = try MarkdownBody(source, from: 0, styles: [:])
      return ""
    } catch {
      return error.description
    }
  }

  private func assembled(_ pieces: TemplatePieces, _ source: SourceText) -> String {
    let bytes = Array(source.text.utf8)
    return pieces.list.map { piece in
      switch piece {
      case .literal(let text): text
      case .liquid(let range): String(decoding: bytes[range], as: UTF8.self)
      }
    }.joined()
  }
}
