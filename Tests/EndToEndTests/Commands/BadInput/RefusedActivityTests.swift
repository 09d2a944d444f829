import Foundation
import Testing

/// Activity that cannot be true, a file each under `Cases/refused`: the last row is listed with its place and reason, the
/// first sale counts, and no money is lost without a word.
@Suite struct RefusedActivityTests {
  private static let folder = "\(TestWorkspace.repository)/Tests/EndToEndTests/Cases/refused"
  /// What is said of the last row, by the file's name.
  static let reasons = [
    "another-currency": "(currency)", "in-the-future": "it lies in the future",
    "refund-before-its-sale": "before", "refund-larger-than-its-sale": "more would be taken back",
    "refund-of-another-partner": "partner", "refund-of-nothing": "A-7",
    "refunds-larger-together": "more would be taken back",
    "same-id-other-content": "earlier in this file with other content",
    "unknown-partner": "P-9",
  ]

  private func workspace(_ name: String) throws -> TestWorkspace {
    let workspace = try TestWorkspace.ofTwo()
    let text = try String(contentsOfFile: "\(Self.folder)/\(name).csv", encoding: .utf8)
    try workspace.write(text, to: "Sample/activity.csv")
    return workspace
  }

  @Test func `every file has its reason`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder).map { $0.dropLast(4) }
    #expect(names.map(String.init).sorted() == Self.reasons.keys.sorted())
  }

  @Test(arguments: reasons.keys.sorted())
  func `activity that cannot be true is listed with its line and reason, and the rest counts`(
    _ name: String
  ) throws {
    let workspace = try workspace(name)
    let rows = try workspace.read("Sample/activity.csv").split(separator: "\n").count - 1
    let outcome = try workspace.tierpost("import", "--rejects", "rejects.csv")
    outcome.expect(0)
    let line = try outcome.lines.first { $0.hasPrefix("Sample/activity.csv:\(rows + 1):") }.orFail(
      outcome.output)
    #expect(line.contains(Self.reasons[name] ?? "-"), "\(line)")
    #expect(outcome.output.contains("\(rows) rows = \(rows - 1) added + 0 updated + 0 unchanged + 1 refused"))
    // What was refused is all there, to be mended.
    #expect(try workspace.bytes("rejects.csv").split(separator: 10).count == 2)
    let status = try workspace.tierpost(
      "tiers", "status", "--month", "2026-10", "--json", "--as-of", "2026-11-01")
    #expect(try status.objects().first?["conversions"] == 1)
    try workspace.tierpost("import", "--strict").expect(65)
  }

  @Test func `a row of the future is asked for again until its time has come`() throws {
    let workspace = try workspace("in-the-future")
    try workspace.tierpost("import").expect(0)
    // The file did not change, and is read all the same.
    try workspace.tierpost("audience", "active", "--count").expect(0, saying: "2 rows, 1 refused")
    try workspace.write(
      try workspace.read("Sample/activity.csv").replacingOccurrences(of: "2226", with: "2026"),
      to: "Sample/activity.csv")
    let outcome = try workspace.tierpost("audience", "active", "--count")
    #expect(!outcome.errors.contains("refused"))
  }
}
