import Mail
import Pages
import PartnerProgram
import Reporting
import Settings
import Testing

/// Simulations of random programs over random partners.
struct SimulationPropertyTests {
  /// The words of a program; a seed names it.
  private func tiers(_ seed: Int) -> String {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 99
    func pick(_ words: [String]) -> String {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return words[Int((state >> 33) % UInt64(words.count))]
    }
    let isMoney = pick(["yes", "no"]) == "yes"
    let bounds = isMoney ? ["200 USD", "700 USD", "1500 USD"] : ["2", "5", "9"]
    let metric = isMoney ? pick(["net_revenue", "gross_revenue"]) : pick(["conversions", "new_customers"])
    let window = pick(["month", "quarter", "year", "lifetime", "rolling 45 days"])
    let isPlain = window == "rolling 45 days" || metric == "gross_revenue"
    let movement = pick([
      "", "  movement: {up: at_once, down: period_end, grace: 1 period}\n",
      "  movement: {up: period_end, down: at_once, step: one}\n", "  movement: {up: review, down: never}\n",
    ])
    return """
      metric: \(metric)
        window: \(window)
        basis: \(pick(["approved", "all", "safe"]))
        rate: \(isPlain ? "whole_period" : pick(["whole_period", "graduated", "forward_only"]))
      \(movement)  default_rates: {agency: \(pick(["5", "15", "25"]))%}
        ladder:
          - {id: a, name: A, rate: 10%}
          - {id: b, name: B, from: \(bounds[0]), rate: 15%, bonus: 10 USD}
          - {id: c, name: C, from: \(bounds[1]), rate: \(pick(["18", "20"]))%}
          - {id: d, name: D, from: \(bounds[2]), rate: 25%}
      """
  }

  private let sellers = (0..<14).map { number in
    Seller(
      id: "P-\(number)", type: number % 3 == 0 ? "agency" : "creator",
      joined: number % 5 == 0 ? "2026-10-02" : "2026-07-05",
      sales: ["2026-08": number % 4, "2026-09": number % 7, "2026-10": number])
  }

  @Test func `the present rules simulated change nobody, whatever the rules`() throws {
    for seed in 0..<60 {
      let present = try #require(try Fixture.program(tiers(seed)))
      // The same words read anew, as `--with` reads them.
      let log = ProblemLog()
      let text = "tiers:\n  \(tiers(seed))\n"
      let proposed = try #require(
        try SettingsDocument(SourceText(name: "proposal.yaml", text: text), log: log).root?.mapping()
          .flatMap(present.proposing))
      try log.throwIfAny()
      var simulation = RuleSimulation(present: present, proposed: proposed)
      for number in [9, 10] {
        let month = Month(year: 2026, number: number)
        simulation.begin(month)
        for seller in sellers {
          simulation.add(
            present: try seller.recipient(present, in: month),
            proposed: try seller.recipient(proposed, in: month))
        }
      }
      #expect(simulation.moved.isEmpty, "seed \(seed)")
      for month in simulation.months {
        #expect(month.higher == 0 && month.lower == 0 && month.differing == 0, "seed \(seed)")
        #expect(month.present.commission == month.proposed.commission, "seed \(seed)")
      }
      #expect(simulation.document.text().contains("the same"), "seed \(seed)")
    }
  }

  @Test func `raising a rate costs what it says, and moves nobody`() throws {
    for seed in 0..<20 {
      let present = try #require(try Fixture.program(tiers(seed)))
      let proposed = try #require(
        try Fixture.program(tiers(seed).replacing("rate: 25%", with: "rate: 30%")))
      var simulation = RuleSimulation(present: present, proposed: proposed)
      simulation.begin(Fixture.month)
      for seller in sellers {
        simulation.add(
          present: try seller.recipient(present), proposed: try seller.recipient(proposed))
      }
      #expect(simulation.moved.isEmpty && simulation.months[0].lower == 0, "seed \(seed)")
      #expect(simulation.months[0].proposed.commission >= simulation.months[0].present.commission)
    }
  }
}
