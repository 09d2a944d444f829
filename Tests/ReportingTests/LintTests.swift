import Foundation
import PartnerProgram
import Settings
import Testing

@testable import Reporting

/// The rules of thumb: what each says, of which program, and that every file is in the list.
struct LintTests {
  private func lints(_ tiers: String, margin: String? = nil) throws -> [String] {
    let program = try #require(try Fixture.program(tiers, margin: margin))
    return ProgramLint.lints(program).map(\.text)
  }

  @Test func `a sound program gets no advice`() throws {
    #expect(try lints(Fixture.sound) == [])
  }

  @Test(arguments: [
    ("number-of-tiers", "ladder: [{id: a, name: A, rate: 20%}]", "one tier is no ladder"),
    (
      "number-of-tiers", "ladder: [{id: a, name: A, rate: 20%}, {id: b, name: B, from: 5, rate: 28%}]",
      "two tiers hardly make a ladder"
    ),
    (
      "small-jump",
      "ladder: [{id: a, name: A, rate: 20%}, {id: b, name: B, from: 5, rate: 22%}, {id: c, name: C, from: 9, rate: 28%}]",
      "tier B: the step from 20% to 22% is small"
    ),
    (
      "small-jump",
      "ladder: [{id: a, name: A, rate: 20%}, {id: b, name: B, from: 5, rate: 15%}, {id: c, name: C, from: 9, rate: 28%}]",
      "tier B: the rate falls from 20% to 15%"
    ),
    (
      "top-rate",
      "ladder: [{id: a, name: A, rate: 15%}, {id: b, name: B, from: 5, rate: 20%}, {id: c, name: C, from: 9, rate: 25%}]",
      "tier C: its rate of 25% is 66% over the first tier's"
    ),
    (
      "vanity-metric",
      "metric: clicks\n  ladder: [{id: a, name: A, rate: 20%}, {id: b, name: B, from: 5, rate: 25%}, {id: c, name: C, from: 9, rate: 30%}]",
      "clicks decide over tiers"
    ),
    (
      "window",
      "metric: new_customers\n  window: month\n  ladder: [{id: a, name: A, rate: 20%}, {id: b, name: B, from: 5, rate: 25%}, {id: c, name: C, from: 9, rate: 30%}]",
      "new customers are counted by the month"
    ),
    (
      "gross-revenue",
      "metric: gross_revenue\n  ladder: [{id: a, name: A, rate: 20%}, {id: b, name: B, from: 5 USD, rate: 25%}, {id: c, name: C, from: 9 USD, rate: 30%}]",
      "gross revenue decides, and commission is paid on net"
    ),
  ])
  func `a rule speaks with its reason`(_ rule: String, _ tiers: String, _ advice: String) throws {
    let found = try lints(tiers)
    #expect(found.contains { $0.hasPrefix(advice + " (") && $0.hasSuffix("[\(rule)]") }, "\(found)")
  }

  @Test func `a rate that takes the margin is told`() throws {
    #expect(
      try lints(Fixture.sound, margin: "30%").contains { $0.hasPrefix("tier Elite: every order loses money") }
    )
    #expect(
      try lints(Fixture.sound, margin: "40%").contains {
        $0.hasPrefix("tier Elite: only 10% of an order stays")
      })
    #expect(try lints(Fixture.sound, margin: "60%") == [])
  }

  @Test func `what data tells is told with the data`() throws {
    let program = try #require(try Fixture.program(Fixture.sound))
    let quiet = try Fixture.picture(program, sales: [1, 1, 1])
    #expect(rules(program, quiet).contains("readiness"))
    let high = try Fixture.picture(program, sales: .init(repeating: 1, count: 20) + [2, 2])
    #expect(rules(program, high) == ["out-of-reach", "thresholds", "readiness"])
    let low = try Fixture.picture(program, sales: .init(repeating: 20, count: 20) + [2, 2])
    #expect(rules(program, low) == ["thresholds"])
    let right = try Fixture.picture(program, sales: .init(repeating: 3, count: 14) + [7, 8, 9, 7, 18])
    #expect(rules(program, right) == [])
  }

  private func rules(_ program: ProgramSettings, _ picture: ProgramPicture) -> [String] {
    ProgramLint.lints(program, picture: picture).map(\.rule)
  }

  @Test func `folder and list of rules hold the same`() throws {
    let folder = Fixture.repository.appending(path: "Sources/Reporting/Lint/Rules")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .map { $0.replacing(".swift", with: "") }.sorted()
    #expect(allLintRules.map { "\($0)" }.sorted() == files)
    #expect(Set(allLintRules.map { $0.name }).count == files.count)
  }
}
