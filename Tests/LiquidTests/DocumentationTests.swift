import Foundation
import Testing

/// What the documentation shows is compiled and run, and nothing public is without documentation.
@Suite struct DocumentationTests {
  private static let liquid = Files.tests.deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources/Liquid")
  private static let catalog = liquid.appendingPathComponent("Documentation.docc")

  private static let articles: [(name: String, outputs: @Sendable () throws -> [String])] = [
    ("FirstTemplate", FirstTemplate.outputs), ("YourOwnFilter", YourOwnFilter.outputs),
    ("BindingASchema", BindingASchema.outputs),
  ]

  @Test func `every article is in the list, and the landing page links it`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.catalog.path)
      .filter { $0 != "Liquid.md" }.sorted()
    #expect(files == Self.articles.map { "\($0.name).md" }.sorted())
    let landing = try text(Self.catalog.appendingPathComponent("Liquid.md"))
    for article in Self.articles { #expect(landing.contains("<doc:\(article.name)>")) }
  }

  @Test(arguments: articles.map(\.name))
  func `an article prints what it says`(name: String) throws {
    let blocks = blocks(of: try text(Self.catalog.appendingPathComponent("\(name).md")), "```text")
    let article = try #require(Self.articles.first { $0.name == name })
    let outputs = try article.outputs()
    #expect(outputs.count == blocks.count)
    for (output, block) in zip(outputs, blocks) { #expect(output == block) }
  }

  @Test func `the examples of documentation comments do what they say`() throws {
    for (found, wanted) in try Reference.results() { #expect(found == wanted) }
  }

  @Test func `all code that the documentation shows is code of these tests`() throws {
    let folder = Files.tests.appendingPathComponent("Articles")
    let sources = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .map { lines(try text(folder.appendingPathComponent($0))) }
    var count = 0
    for file in try swiftFiles() + Self.articles.map({ Self.catalog.appendingPathComponent("\($0.name).md") })
    {
      let isArticle = file.pathExtension == "md"
      let shown = try text(file).components(separatedBy: "\n")
        .map { isArticle ? $0 : $0.trimmingCharacters(in: .whitespaces) }
        .map { isArticle || !$0.hasPrefix("///") ? $0 : String($0.dropFirst(3)) }
        .map { isArticle || !$0.hasPrefix(" ") ? $0 : String($0.dropFirst()) }.joined(separator: "\n")
      for block in blocks(of: shown, "```swift") {
        count += 1
        let wanted = lines(block)
        let isThere = sources.contains { source in
          source.indices.contains { start in source[start...].prefix(wanted.count) == wanted[...] }
        }
        #expect(isThere, "\(file.lastPathComponent) shows code that no test runs:\n\(block)")
      }
    }
    #expect(count > 20)
  }

  @Test func `every public name has a documentation comment`() throws {
    var names = 0
    for file in try swiftFiles() {
      var enumeration: Int?
      let lines = try text(file).components(separatedBy: "\n")
      for (index, line) in lines.enumerated() {
        let code = line.trimmingCharacters(in: .whitespaces)
        let indent = line.prefix { $0 == " " }.count
        if let open = enumeration, indent <= open, code.hasPrefix("}") { enumeration = nil }
        let isCase = enumeration.map { indent == $0 + 2 && code.hasPrefix("case ") } ?? false
        let isPublic = code.hasPrefix("public ") && !code.hasPrefix("public import ")
        if code.hasPrefix("public enum ") || code.hasPrefix("public indirect enum ") { enumeration = indent }
        guard isPublic || isCase else { continue }
        names += 1
        var before = index - 1
        while before >= 0, lines[before].trimmingCharacters(in: .whitespaces).hasPrefix("@") { before -= 1 }
        let comment = before >= 0 ? lines[before].trimmingCharacters(in: .whitespaces) : ""
        #expect(comment.hasPrefix("///"), "\(file.lastPathComponent):\(index + 1): \(code)")
      }
    }
    #expect(names > 150)
  }

  @Test func `every type that a user makes or calls is shown with an example`() throws {
    let all = try swiftFiles().map(text).joined(separator: "\n")
    for name in [
      "struct Environment", "final class Renderer", "struct Program", "struct Filter",
      "struct FilterRegistry",
      "struct FilterSignature", "struct FilterOutput", "struct TemplateSource", "enum Value", "struct Limits",
      "struct Schema", "struct TemplateErrors", "struct DatePattern", "struct DateNames", "enum OutputKind",
      "struct VariableUse", "struct Dialect", "enum Strictness",
    ] {
      let parts = all.components(separatedBy: "public \(name)").dropFirst()
      let before = all.components(separatedBy: "public \(name)").first ?? ""
      let comment = before.components(separatedBy: "\n").dropLast().reversed()
        .prefix { $0.hasPrefix("///") || $0.hasPrefix("@") }
      #expect(!parts.isEmpty && comment.contains { $0.contains("```") }, "no example for \(name)")
    }
  }

  // MARK: -

  private func swiftFiles() throws -> [URL] {
    let paths = FileManager.default.enumerator(atPath: Self.liquid.path)?.allObjects as? [String] ?? []
    return paths.filter { $0.hasSuffix(".swift") }.sorted().map { Self.liquid.appendingPathComponent($0) }
  }

  private func text(_ file: URL) throws -> String { String(decoding: try Files.bytes(file), as: UTF8.self) }

  /// Lines without their indentation: an article shows code without what stands around it.
  private func lines(_ text: String) -> [String] {
    text.components(separatedBy: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  private func blocks(of text: String, _ fence: String) -> [String] {
    text.components(separatedBy: "\n" + fence + "\n").dropFirst().map { part in
      part.components(separatedBy: "\n```")[0]
    }
  }
}
