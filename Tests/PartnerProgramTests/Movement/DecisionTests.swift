import Mail
import Testing

@testable import PartnerProgram

@Suite struct DecisionTests {
  @Test func `a review waits for its approval`() {
    let waiting = replay([7, 7]) { $0.up = .review }
    #expect(waiting.tiers == [0, 0] && waiting.standings[0].pending == 1)
    #expect(waiting.lines.first == "2026-01-10 tier.pending growth")
    let approved = replay([7, 7], decisions: [decision(.approve, 2, 5, period: "2026-01")]) {
      $0.up = .review
    }
    #expect(approved.tiers == [0, 1])
    #expect(approved.lines.contains("2026-02-05 tier.advanced growth"))
    #expect(approved.events.first { $0.kind == .advanced }?.evidence.reason == "because (Kim, manager)")
    #expect(approved.events.first { $0.kind == .advanced }?.period == "2026-01")
  }

  @Test func `two roles are two people`() {
    func tiers(_ decisions: [StandingDecision]) -> [Int] {
      replay([7, 0], decisions: decisions) {
        $0.up = .review
        $0.roles = ["manager", "sales"]
        $0.down = .never
      }.tiers
    }
    let one = decision(.approve, 2, 5, period: "2026-01")
    let same = decision(.approve, 2, 6, period: "2026-01", author: "Kim", role: "sales")
    let other = decision(.approve, 2, 6, period: "2026-01", author: "Lee", role: "sales")
    #expect(tiers([one]) == [0, 0])
    #expect(tiers([one, same]) == [0, 0])
    #expect(tiers([one, other]) == [0, 1])
  }

  @Test func `a refusal ends what waits and is not raised again for the period`() {
    let history = replay([7, 3], decisions: [decision(.reject, 1, 20, period: "2026-01")]) { $0.up = .review }
    #expect(history.tiers == [0, 0] && history.standings.allSatisfy { $0.pending == nil })
    #expect(history.lines == ["2026-01-10 tier.pending growth", "2026-01-20 tier.rejected growth"])
  }

  @Test func `a loss may wait for a review too`() {
    let waiting = replay([7, 0, 0]) { $0.down = .review }
    #expect(waiting.tiers == [1, 1, 1] && waiting.standings[1].ground == .inReview)
    let approved = replay([7, 0, 0], decisions: [decision(.approve, 3, 9, period: "2026-02")]) {
      $0.down = .review
    }
    #expect(approved.tiers == [1, 1, 0])
  }

  @Test func `promotions over the cap need approval`() {
    let ladder = movingLadder()
    var results = months([7], on: ladder)
    results[0].isOverCap = true
    let movement = Movement(ladder: ladder, policy: MovementPolicy())
    #expect(movement.replay(results, of: "P-1").tiers == [0])
    let approved = movement.replay(
      results, of: "P-1", decisions: [decision(.approve, 1, 12, period: "2026-01")])
    #expect(approved.tiers == [1])
  }

  @Test func `an override has a reason, an author and an end, and the figures go on below it`() {
    let until = CivilDate(year: 2026, month: 2, day: 20)
    let history = replay([3, 7, 3], decisions: [decision(.override, 1, 15, tier: "elite", until: until)])
    #expect(history.tiers == [2, 1, 1])
    #expect(history.standings[0].ground == .overridden && history.standings[0].until == until)
    #expect(
      history.lines == [
        "2026-01-15 tier.overridden elite", "2026-02-10 tier.advanced growth",
        "2026-02-10 bonus.granted growth",
        "2026-02-21 tier.ended growth", "2026-04-01 tier.dropped standard",
      ])
    let ended = replay(
      [3, 3], decisions: [decision(.override, 1, 15, tier: "elite"), decision(.endOverride, 2, 3)])
    #expect(ended.tiers == [2, 0])
  }

  @Test func `an invitation gives a tier that no figures reach`() {
    let history = replay(
      [50, 50, 3], decisions: [decision(.invite, 2, 2, tier: "circle"), decision(.uninvite, 3, 5)])
    #expect(history.tiers == [3, 4, 3])
    #expect(history.standings[1].ground == .invited)
    #expect(history.lines.contains("2026-02-02 tier.invited circle"))
  }

  @Test func `reviews are on the first day of their quarter, month or year`() {
    var policy = MovementPolicy()
    let day = CivilDate(year: 2026, month: 10, day: 2)
    #expect(policy.review(onOrAfter: day) == CivilDate(year: 2027, month: 1, day: 1))
    #expect(policy.review(onOrAfter: CivilDate(year: 2026, month: 10, day: 1)).month == 10)
    policy.reviewMonths = 1
    #expect(policy.review(onOrAfter: day) == CivilDate(year: 2026, month: 11, day: 1))
  }

  @Test func `a period over the cap waits in the history of the partner too`() throws {
    let activities = try sales(7, in: "2026-03", prefix: "A")
    let reading = try evaluator(movingLadder()).reading(
      partner(joined: CivilDate(year: 2026, month: 3, day: 1)), activities: activities,
      asOf: at("2026-03-20T12:00:00Z"))
    let march = Month(year: 2026, number: 3)
    #expect(try reading.history(upTo: march).tiers == [1])
    let waiting = try reading.history(upTo: march, overCap: ["2026-03"])
    #expect(waiting.tiers == [0] && waiting.lines == ["2026-03-07 tier.pending growth"])
  }

  @Test func `decisions about others change nothing`() {
    var other = decision(.override, 1, 15, tier: "elite")
    other.partner = "P-2"
    #expect(replay([3], decisions: [other]).tiers == [0])
  }

  @Test func `the order in which decisions are read does not matter`() {
    let decisions = [
      decision(.override, 1, 15, tier: "elite"), decision(.endOverride, 2, 3),
      decision(.invite, 2, 4, tier: "circle"), decision(.uninvite, 3, 5),
    ]
    #expect(
      replay([7, 8, 9, 0], decisions: decisions) == replay([7, 8, 9, 0], decisions: decisions.reversed()))
  }
}
