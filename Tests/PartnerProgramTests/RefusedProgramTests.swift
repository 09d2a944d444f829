import Foundation
import Settings
import Testing

@testable import PartnerProgram

/// Programs that cannot be meant, a file each under `Cases/refused`; its first line holds what is said.
@Suite struct RefusedProgramTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Cases/refused")
  static let names =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()

  @Test func `there are refused programs`() { #expect(Self.names.count >= 7) }

  @Test(arguments: names)
  func `a program that cannot be meant is refused in its line`(_ name: String) throws {
    let text = String(decoding: try caseFile("refused/\(name)"), as: UTF8.self)
    let said = try #require(text.split(separator: "\n").first?.dropFirst("# refused: ".count))
    let (settings, problems) = try readSettings(text)
    #expect(settings == nil && problems.count == 1)
    let problem = try #require(problems.first)
    #expect(problem.message.contains(said), "\(problem.message)")
    // It is the last tier that goes wrong, or what is said above the ladder.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[problem.line - 1].contains("{id: ") || lines[problem.line - 1].contains("movement"))
  }
}
