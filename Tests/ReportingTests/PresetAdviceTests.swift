import Foundation
import PartnerProgram
import Reporting
import Settings
import Testing

/// The figures of the presets, and the advice that each of them draws.
struct PresetAdviceTests {
  private static let folder = Fixture.repository.appending(path: "Sources/tierpost/Starter/Presets")

  private func program(_ name: String) throws -> ProgramSettings {
    let text = try String(contentsOf: Self.folder.appending(path: "\(name).yaml"), encoding: .utf8)
    let whole = """
      program: {name: Acme Partners, currency: USD, time_zone: UTC, postal_address: Acme Inc.}
      data: {partners: partners.csv, activity: activity.csv}

      """
    let log = ProblemLog()
    let document = try SettingsDocument(SourceText(name: name, text: whole + text), log: log)
    let program = document.root?.mapping().flatMap { ProgramSettings($0) }
    try log.throwIfAny()
    return try #require(program)
  }

  @Test(arguments: [
    ("conservative-saas", "conversions month", [15, 20, 25], ["top-rate"]),
    ("aggressive-growth", "conversions month", [25, 32, 40], ["top-rate"]),
    ("revenue-focused", "net_revenue month", [20, 25, 30], []),
    ("lifetime", "new_customers lifetime", [20, 25, 30], []),
    ("bronze-silver-gold", "conversions rolling 90 days", [20, 25, 30], []),
    ("entry-growth-strategic", "net_revenue quarter", [10, 15, 20, 22], ["top-rate", "one-metric"]),
  ])
  func `a preset has the figures of its kind, and draws the advice that is known`(
    name: String, measure: String, rates: [Int64], advice: [String]
  ) throws {
    let program = try program(name)
    let ladder = program.ladder
    #expect("\(ladder.metric) \(ladder.window)" == measure)
    #expect(ladder.tiers.map(\.rate.basisPoints) == rates.map { $0 * 100 })
    #expect(ProgramLint.lints(program).map(\.rule) == advice)
  }

  @Test func `every preset is among them`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
    #expect(
      names == [
        "aggressive-growth.yaml", "bronze-silver-gold.yaml", "conservative-saas.yaml",
        "entry-growth-strategic.yaml", "lifetime.yaml", "revenue-focused.yaml",
      ])
  }
}
