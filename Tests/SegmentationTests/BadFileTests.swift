import Foundation
import Segmentation
import Settings
import Testing

/// Wrong files under `Cases` with the text of their problems beside them; `RECORD=1 swift test` rewrites the
/// texts.
@Suite struct BadFileTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")
  static let names =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasPrefix("err_") && $0.hasSuffix(".yaml") }.sorted()

  @Test func `there are wrong files`() {
    #expect(Self.names.count >= 10)
  }

  @Test(arguments: names)
  func `a wrong file reports all its mistakes with their places`(name: String) throws {
    let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    let source = SourceText(name: name, text: text)
    let shown = name.hasPrefix("err_regions") ? regionProblems(source) : segmentProblems(source)
    let expected = Self.folder.appending(path: name.dropLast(5) + ".txt")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try (shown + "\n").write(to: expected, atomically: true, encoding: .utf8)
    }
    #expect(try shown + "\n" == String(contentsOf: expected, encoding: .utf8))
    #expect(!shown.isEmpty)
  }

  private func segmentProblems(_ source: SourceText) -> String {
    do {
      _ = try Segment.load(source: source, context: Fixtures.context())
      return ""
    } catch {
      return error.description
    }
  }

  private func regionProblems(_ source: SourceText) -> String {
    let log = ProblemLog()
    do {
      _ = try SettingsDocument(source, log: log).root.map { NamedRegions($0) }
      try log.throwIfAny()
      return ""
    } catch {
      return error.description
    }
  }
}
