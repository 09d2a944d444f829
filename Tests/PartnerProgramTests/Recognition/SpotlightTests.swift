import Mail
import Testing

@testable import PartnerProgram

/// Whom the spotlight falls on.
@Suite struct SpotlightTests {
  /// A partner who agreed, with so many sales in months by name.
  struct Someone {
    var id: String
    var sales: [String: Int]
    var joined = CivilDate(year: 2026, month: 1, day: 15)
    var word: String? = "yes"
    var extra: [Activity] = []
  }

  private func choices(
    _ rule: SpotlightRule, _ partners: [Someone], upTo month: Month = october, asOf clock: String? = nil,
    ladder: TierLadder = exampleLadder(), decisions: [StandingDecision] = [],
    _ change: (inout SpotlightSettings) -> Void = { _ in }
  ) throws -> [String: [String]] {
    var settings = SpotlightSettings()
    settings.rule = rule
    change(&settings)
    let program = try evaluator(ladder)
    let clock = try clock.map(at) ?? program.calendar.end(of: month)
    var spotlight = Spotlight(
      settings, program: program, upTo: month, asOf: clock, names: ShownNames(.full) { $0 })
    for someone in partners {
      var who = try partner(someone.id, joined: someone.joined)
      who.fields["spotlight"] = someone.word
      let made = try someone.sales.flatMap { try PartnerProgramTests.sales($1, in: $0, prefix: "\($0)-") }
      try spotlight.add(
        who, activities: made + someone.extra, decisions: decisions.filter { $0.partner == someone.id })
    }
    let choices = spotlight.choices()
    #expect(spotlight.chosen == choices.last { $0.period.month == month }?.chosen ?? [])
    return Dictionary(
      uniqueKeysWithValues: choices.map { ($0.period.month.description, $0.chosen.map(\.partner)) })
  }

  @Test func `the largest growth against the period before wins`() throws {
    let found = try choices(
      .growth,
      [
        Someone(id: "big", sales: ["2026-09": 9, "2026-10": 10]),
        Someone(id: "growing", sales: ["2026-09": 1, "2026-10": 5]),
        Someone(id: "falling", sales: ["2026-09": 5, "2026-10": 4]),
      ])
    #expect(found == ["2026-09": ["big"], "2026-10": ["growing"]])
  }

  @Test func `of equals the greater figure wins, then who joined earlier, then the first id`() throws {
    var partners = [
      Someone(id: "c", sales: ["2026-10": 4]), Someone(id: "b", sales: ["2026-10": 4]),
      Someone(
        id: "late", sales: ["2026-10": 4], joined: CivilDate(year: 2026, month: 2, day: 1)),
    ]
    let count = { (settings: inout SpotlightSettings) in settings.count = 3 }
    #expect(try choices(.growth, partners, count)["2026-10"] == ["b", "c", "late"])
    #expect(try choices(.growth, partners.reversed(), count)["2026-10"] == ["b", "c", "late"])
    partners.append(Someone(id: "z", sales: ["2026-09": 1, "2026-10": 5]))
    let kept = { (settings: inout SpotlightSettings) in
      settings.count = 2
      settings.rest = 0
    }
    #expect(try choices(.growth, partners, kept)["2026-10"] == ["z", "b"])
  }

  @Test func `only who agreed takes part, and no word but yes agrees`() throws {
    for word in [nil, "no", "maybe", ""] {
      let found = try choices(.growth, [Someone(id: "a", sales: ["2026-10": 4], word: word)])
      #expect(found.isEmpty, "\(word ?? "nothing")")
    }
    #expect(try choices(.growth, [Someone(id: "a", sales: ["2026-10": 4], word: "Yes")]).count == 1)
  }

  @Test func `who was chosen rests, and comes back when the rest is over`() throws {
    // A grows by two every month, B by one.
    let months = (5...10).map { "2026-\($0 < 10 ? "0" : "")\($0)" }
    var partners = [Someone(id: "A", sales: [:]), Someone(id: "B", sales: [:])]
    for (place, month) in months.enumerated() {
      partners[0].sales[month] = 2 * (place + 1)
      partners[1].sales[month] = place + 1
    }
    func chosen(_ rest: Int) throws -> [String] {
      let found = try choices(.growth, partners) { $0.rest = rest }
      return months.map { found[$0]?.first ?? "-" }
    }
    #expect(try chosen(0) == ["A", "A", "A", "A", "A", "A"])
    #expect(try chosen(1) == ["A", "B", "A", "B", "A", "B"])
    #expect(try chosen(2) == ["A", "B", "-", "A", "B", "-"])
  }

  @Test func `what a period chose stays, whenever it is asked again`() throws {
    var partners = [
      Someone(id: "A", sales: ["2026-09": 8]), Someone(id: "B", sales: ["2026-09": 5, "2026-10": 9]),
      Someone(id: "C", sales: ["2026-10": 3]),
    ]
    let september = Month(year: 2026, number: 9)
    let before = try choices(.growth, partners, upTo: september)
    #expect(before == ["2026-09": ["A"]])
    // All that A sold is refunded in October.
    partners[0].extra = try (0..<8).map {
      try refund("r\($0)", of: "2026-09-\($0)", "2026-10-03T12:00:00Z")
    }
    let after = try choices(.growth, partners)
    #expect(after["2026-09"] == ["A"] && after["2026-10"] == ["B"])
    #expect(try choices(.growth, partners, upTo: september, asOf: "2026-12-01T00:00:00Z") == before)
  }

  @Test func `a refund within the period counts`() throws {
    let partners = [
      Someone(
        id: "A", sales: ["2026-10": 4],
        extra: try (0..<4).map { try refund("r\($0)", of: "2026-10-\($0)", "2026-10-30T12:00:00Z") }),
      Someone(id: "B", sales: ["2026-10": 1]),
    ]
    #expect(try choices(.growth, partners)["2026-10"] == ["B"])
  }

  @Test func `the highest tier reached for the first time wins, and a second reach is none`() throws {
    let found = try choices(
      .firstReach,
      [
        Someone(id: "again", sales: ["2026-08": 16, "2026-10": 20]),
        Someone(id: "growth", sales: ["2026-10": 15]), Someone(id: "elite", sales: ["2026-10": 16]),
      ]
    ) { $0.rest = 0 }
    #expect(found == ["2026-08": ["again"], "2026-10": ["elite"]])
  }

  @Test func `a tier that waits for a review is not reached, and one by invitation is never told`() throws {
    var policy = MovementPolicy()
    policy.up = .review
    var terms = exampleLadder().terms
    terms.movement = policy
    var circle = Tier(id: "circle", name: "Circle", from: 0, rate: Rate(basisPoints: 3_500))
    circle.isInvitationOnly = true
    let moving = TierLadder(tiers: exampleLadder().tiers + [circle], terms: terms, currency: usd)
    let partners = [Someone(id: "A", sales: ["2026-09": 7, "2026-10": 7])]
    #expect(try choices(.firstReach, partners, ladder: moving).isEmpty)
    let approval = StandingDecision(
      .approve, partner: "A", on: CivilDate(year: 2026, month: 10, day: 5), tier: "growth",
      period: "2026-09", author: "anna", role: "manager", reason: "solid")
    let found = try choices(.firstReach, partners, ladder: moving, decisions: [approval])
    #expect(found == ["2026-10": ["A"]])
    let invitation = StandingDecision(
      .invite, partner: "A", on: CivilDate(year: 2026, month: 10, day: 5), tier: "circle", author: "anna",
      role: "manager", reason: "asked")
    #expect(try choices(.firstReach, partners, ladder: moving, decisions: [invitation]).isEmpty)
  }

  @Test func `the longest run of active months wins`() throws {
    let found = try choices(
      .longestRun,
      [
        Someone(id: "long", sales: ["2026-08": 1, "2026-09": 1, "2026-10": 1]),
        Someone(id: "more", sales: ["2026-09": 9, "2026-10": 9]),
        Someone(id: "broken", sales: ["2026-06": 1, "2026-07": 1, "2026-08": 1, "2026-10": 1]),
      ]
    ) { $0.rest = 0 }
    #expect(found["2026-10"] == ["long"] && found["2026-08"] == ["broken"] && found["2026-06"] == nil)
  }

  @Test func `the best of those who joined lately wins`() throws {
    let partners = [
      Someone(id: "old", sales: ["2026-10": 9]),
      Someone(id: "new", sales: ["2026-10": 2], joined: CivilDate(year: 2026, month: 9, day: 1)),
      Someone(id: "newest", sales: ["2026-10": 1], joined: CivilDate(year: 2026, month: 10, day: 20)),
    ]
    #expect(try choices(.newcomer, partners)["2026-10"] == ["new"])
    #expect(try choices(.newcomer, partners) { $0.newcomerDays = 30 }["2026-10"] == ["newest"])
  }

  @Test func `a quarter is compared with the quarter before`() throws {
    let found = try choices(
      .growth,
      [
        Someone(id: "A", sales: ["2026-07": 9, "2026-10": 2]),
        Someone(id: "B", sales: ["2026-09": 1, "2026-10": 3]),
      ], upTo: Month(year: 2026, number: 12)
    ) { $0.window = .quarter }
    #expect(found == ["2026-09": ["A"], "2026-12": ["B"]])
  }
}
