import Pages
import PartnerProgram
import Reporting
import Testing

/// What a tier gives beside its rate: money, status and support, each kind by its words.
struct BenefitTests {
  private static let money = [
    "Market development funds up to 5000 USD a quarter", "Payouts from 25 USD", "Payouts every week",
  ]
  private static let status = ["Gold badge", "A place on the leaderboard", "A spotlight in the newsletter"]
  private static let support = [
    "A dedicated partner manager", "Early access to new features", "Premium creative",
    "Answers within 4 hours and escalation within 1 day", "Technical training", "Co-selling",
    "Joint marketing and exclusive webinars", "One-on-one support",
  ]

  private func list(_ texts: [String]) -> String { "[\(texts.joined(separator: ", "))]" }

  private func program() throws -> ProgramSettings {
    try #require(
      try Fixture.program(
        """
        metric: conversions
          ladder:
            - {id: base, name: Base, rate: 20%, benefits: {support: [Structured playbooks, Guided coaching]}}
            - {id: gold, name: Gold, from: 6, rate: 25%, payout: {hold: 14 days, every: two_weeks, minimum: 25 USD},
               benefits: {money: \(list(Self.money)), status: \(list(Self.status)), support: \(list(Self.support))}}
        """))
  }

  @Test func `every kind of benefit has its place on the card, by its group`() throws {
    let markdown = RulesCard(try program()).document(on: "2026-11-01").markdown
    let rows = markdown.split(separator: "\n").filter { $0.hasPrefix("| Gold") && $0.contains("badge") }
    let cells = try #require(rows.first).split(separator: "|").map { $0.trimmingSpaces }
    #expect(cells[1] == Self.money.joined(separator: "; "))
    #expect(cells[2] == Self.status.joined(separator: "; "))
    #expect(cells[3] == Self.support.joined(separator: "; "))
    #expect(markdown.contains("Structured playbooks; Guided coaching"))
  }

  @Test func `payouts are faster and from less by the tier`() throws {
    let text = RulesCard(try program()).document(on: "2026-11-01").text()
    #expect(text.contains(/Gold +14 days +two weeks +USD 25\.00/))
  }

  @Test func `benefits are no part of the rule's version, and payouts are`() throws {
    let program = try program()
    var tiers = program.ladder.tiers
    tiers[1].benefits = Benefits()
    let terms = program.ladder.terms
    #expect(
      TierLadder(tiers: tiers, terms: terms, currency: program.currency).version == program.ladder.version)
    tiers[1].payout = PayoutTerms()
    #expect(
      TierLadder(tiers: tiers, terms: terms, currency: program.currency).version != program.ladder.version)
  }
}

extension Substring {
  fileprivate var trimmingSpaces: String {
    String(self.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
