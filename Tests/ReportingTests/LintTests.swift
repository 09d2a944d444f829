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
    (
      "number-of-tiers",
      "ladder: [{id: a, name: A, rate: 20%}, {id: b, name: B, from: 5, rate: 25%}, {id: c, name: C, from: 9, rate: 30%}, {id: d, name: D, from: 12, rate: 35%}, {id: e, name: E, from: 15, rate: 40%}]",
      "5 tiers are hard to keep in mind"
    ),
    (
      "vanity-metric",
      "metric: followers\n  ladder: [{id: a, name: A, rate: 20%}, {id: b, name: B, from: 5, rate: 25%}, {id: c, name: C, from: 9, rate: 30%}]",
      "followers decide over tiers"
    ),
    (
      "vanity-metric",
      "metric: {count: impression}\n  ladder: [{id: a, name: A, rate: 20%}, {id: b, name: B, from: 5, rate: 25%}, {id: c, name: C, from: 9, rate: 30%}]",
      "count impression decide over tiers"
    ),
    (
      "window",
      "metric: net_revenue\n  window: lifetime\n  ladder: [{id: a, name: A, rate: 20%}, {id: b, name: B, from: 5 USD, rate: 25%}, {id: c, name: C, from: 9 USD, rate: 30%}]",
      "money counts for ever and nothing keeps a tier alive"
    ),
    (
      "one-metric",
      "metric: conversions\n  ladder: [{id: a, name: A, rate: 20%}, {id: b, name: B, any: {conversions: 5, leads: 9}, rate: 25%}, {id: c, name: C, from: 9, rate: 30%}]",
      "2 metrics decide: conversions, leads"
    ),
    (
      "one-metric",
      "metric: conversions\n  ladder: [{id: a, name: A, rate: 20%}, {id: b, name: B, from: 5, rate: 25%}, {id: c, name: C, all: {conversions: {from: 30, window: year}}, rate: 30%}]",
      "2 windows decide: month, year"
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

  @Test func `segments are advised where there are too many rungs`() throws {
    let tiers = (0..<5).map {
      "{id: t\($0), name: T\($0), rate: \(20 + $0 * 5)%\($0 == 0 ? "" : ", from: \($0 * 4)")}"
    }
    let found = try lints("ladder: [\(tiers.joined(separator: ", "))]")
    #expect(found.contains { $0.contains("segments may serve better than more rungs") })
  }

  @Test func `many refunds are told where money counts that may go back`() throws {
    let tiers = Fixture.sound.replacing("window: month", with: "window: month\n  basis: all")
    let program = try #require(try Fixture.program(tiers))
    var picture = ProgramPicture(program, month: Fixture.month)
    for number in 0..<12 {
      var recipient = try Seller(id: "P\(number)", sales: ["2026-10": 3]).recipient(program)
      recipient.status.excluded[.refunded] = .init(count: 1, money: recipient.status.counted.money)
      picture.add(recipient)
    }
    #expect(
      ProgramLint.lints(program, picture: picture).contains {
        $0.advice == "25% of last month's sales were taken back, and pending ones count"
      })
    let approved = try #require(try Fixture.program(Fixture.sound))
    #expect(!ProgramLint.lints(approved, picture: picture).contains { $0.advice.contains("taken back, and") })
  }

  @Test func `a kind of partner that hardly ever rises is told`() throws {
    let program = try #require(try Fixture.program(Fixture.sound))
    let sellers = (0..<40).map { number in
      Seller(
        id: "P\(number)", type: number % 2 == 0 ? "agency" : "creator",
        sales: ["2026-10": number % 2 == 0 ? 2 : 7])
    }
    let found = ProgramLint.lints(program, picture: try Fixture.picture(program, sellers))
    #expect(
      found.contains {
        $0.rule == "uneven-movement"
          && $0.advice == "0% of the partners of type agency are above the first tier, and 100% of all others"
      })
    let even = try Fixture.picture(program, sales: .init(repeating: 3, count: 14) + [7, 8, 9, 7, 18])
    #expect(!rules(program, even).contains("uneven-movement"))
  }

  @Test func `tiers that fill while revenue does not grow are told`() throws {
    let program = try #require(try Fixture.program(Fixture.sound))
    // Half rise from 5 to 6 sales, the others fall from 5 to 2.
    let sellers = (0..<20).map {
      Seller(id: "P\($0)", sales: ["2026-09": 5, "2026-10": $0 % 2 == 0 ? 6 : 2])
    }
    let found = ProgramLint.lints(program, picture: try Fixture.picture(program, sellers))
    #expect(
      found.contains {
        $0.rule == "tier-inflation"
          && $0.advice == "10 more partners rose than fell while net revenue changed by -20%"
      })
    let growing = (0..<20).map { Seller(id: "P\($0)", sales: ["2026-09": 5, "2026-10": 6]) }
    #expect(try !rules(program, Fixture.picture(program, growing)).contains("tier-inflation"))
  }

  /// Presets break a rule of thumb of the guide that they come from.
  @Test func `a preset that breaks a rule of thumb is read all the same, with advice`() throws {
    let file = Fixture.repository.appending(path: "Sources/tierpost/Starter/Presets/conservative-saas.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    let tiers = text.split(separator: "\n").drop { $0 != "tiers:" }.dropFirst().joined(separator: "\n")
    let program = try #require(try Fixture.program(String(tiers.drop { $0 == " " })))
    #expect(program.ladder.tiers.map(\.rate.basisPoints) == [1_500, 2_000, 2_500])
    #expect(ProgramLint.lints(program).map(\.rule) == ["top-rate"])
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
