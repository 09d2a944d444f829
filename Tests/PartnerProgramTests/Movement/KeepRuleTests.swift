import Mail
import Testing

@testable import PartnerProgram

/// Movement from activity to standing, where keep-rules look at windows of their own.
@Suite struct KeepRuleTests {
  /// Lifetime bounds, and Elite asks for at least 3 a quarter to be kept.
  private func lifetime(policy: (inout MovementPolicy) -> Void = { _ in }) -> TierLadder {
    movingLadder(window: .lifetime, policy: policy) { tiers in
      tiers[2].keep = [Requirement(Measure(.conversions, over: .quarter), from: 3)]
    }
  }

  private func result(
    _ ladder: TierLadder, _ activities: [Activity], month: String, asOf clock: String,
    decisions: [StandingDecision] = []
  ) throws -> Recipient {
    try evaluator(ladder).recipient(
      partner(joined: CivilDate(year: 2026, month: 1, day: 1)), activities: activities,
      month: try #require(Month(month)), asOf: at(clock), decisions: decisions)
  }

  @Test func `Elite asks for 3 a quarter and drops to Growth below that`() throws {
    let activities = try sales(20, in: "2026-02", prefix: "A") + sales(2, in: "2026-05", prefix: "B")
    let held = try result(lifetime(), activities, month: "2026-06", asOf: "2026-06-20T12:00:00Z")
    #expect(held.status.tier.id == "elite")
    let dropped = try result(lifetime(), activities, month: "2026-07", asOf: "2026-07-05T12:00:00Z")
    #expect(dropped.status.tier.id == "growth" && dropped.status.reached.id == "elite")
    #expect(dropped.status.standing?.since == CivilDate(year: 2026, month: 7, day: 1))
    #expect(dropped.previous.tier.id == "elite")
    // Three in the quarter keep it.
    let kept = try result(
      lifetime(), activities + sales(1, in: "2026-06", prefix: "C"), month: "2026-07",
      asOf: "2026-07-05T12:00:00Z")
    #expect(kept.status.tier.id == "elite")
  }

  @Test func `a tier lost by its keep-rule comes back when the rule holds again`() throws {
    let activities = try sales(20, in: "2026-02", prefix: "A") + sales(4, in: "2026-08", prefix: "B")
    let ladder = lifetime()
    #expect(
      try result(ladder, activities, month: "2026-09", asOf: "2026-09-20T12:00:00Z").status.tier.id
        == "growth")
    let back = try result(ladder, activities, month: "2026-10", asOf: "2026-10-05T12:00:00Z")
    #expect(back.status.tier.id == "elite")
    #expect(!back.reachedFirstTime)
  }

  @Test func `the loss is announced on the day of warning`() throws {
    let activities = try sales(20, in: "2026-02", prefix: "A")
    let ladder = lifetime()
    let reading = try evaluator(ladder).reading(
      partner(joined: CivilDate(year: 2026, month: 1, day: 1)), activities: activities,
      asOf: at("2026-06-20T12:00:00Z"))
    let history = try reading.history(upTo: Month(year: 2026, number: 6))
    #expect(history.lines.last == "2026-06-17 tier.at_risk elite")
    #expect(history.standings.last?.dropsOn == CivilDate(year: 2026, month: 7, day: 1))
    #expect(history.standings.last?.ground == .grace)
  }

  @Test func `a keep-rule without movement leaves the other tiers to each period`() throws {
    let text = """
      program: {name: A, currency: USD, time_zone: America/New_York, postal_address: B}
      data: {partners: p.csv, activity: a.csv}
      tiers:
        metric: conversions
        ladder:
          - {id: standard, name: Standard, rate: 20%}
          - {id: growth, name: Growth, from: 6, rate: 25%}
          - {id: elite, name: Elite, from: 16, rate: 30%, keep: {conversions: 3, per: quarter}}
      """
    let program = try #require(try readSettings(text).settings)
    let activities = try sales(8, in: "2026-01", prefix: "A") + sales(16, in: "2026-04", prefix: "B")
    func tier(_ month: String, _ clock: String) throws -> Tier.ID {
      try result(program.ladder, activities, month: month, asOf: clock).status.tier.id
    }
    #expect(try tier("2026-01", "2026-01-31T12:00:00Z") == "growth")
    #expect(try tier("2026-02", "2026-02-10T12:00:00Z") == "standard")
    #expect(try tier("2026-05", "2026-05-10T12:00:00Z") == "elite")
    #expect(try tier("2026-09", "2026-09-30T12:00:00Z") == "elite")
    #expect(try tier("2026-10", "2026-10-10T12:00:00Z") == "standard")
  }

  @Test func `the day of an advance is the day the figures reached it, in the program's zone`() throws {
    let activities = try (0..<6).map { try sale("S\($0)", "2026-03-0\($0 + 1)T03:00:00Z") }
    let reading = try evaluator(movingLadder()).reading(
      partner(joined: CivilDate(year: 2026, month: 1, day: 1)), activities: activities,
      asOf: at("2026-03-20T12:00:00Z"))
    // The first of them is still of February in New York: five in March by the fifth.
    #expect(try reading.history(upTo: Month(year: 2026, number: 3)).events.isEmpty)
    let more = activities + [try sale("T", "2026-03-12T02:00:00Z")]
    let late = try evaluator(movingLadder()).reading(
      partner(joined: CivilDate(year: 2026, month: 1, day: 1)), activities: more,
      asOf: at("2026-03-20T12:00:00Z"))
    #expect(
      try late.history(upTo: Month(year: 2026, number: 3)).lines == [
        "2026-03-11 tier.advanced growth", "2026-03-11 bonus.granted growth",
      ])
  }

  @Test func `in a rolling window a tier is lost on the day the figures fall below it`() throws {
    let ladder = movingLadder(window: .rolling(days: 10)) { $0.down = .atOnce }
    let activities = try (0..<6).map { try sale("S\($0)", "2026-03-0\($0 + 1)T15:00:00Z") }
    let reading = try evaluator(ladder).reading(
      partner(joined: CivilDate(year: 2026, month: 1, day: 1)), activities: activities,
      asOf: at("2026-03-20T12:00:00Z"))
    #expect(
      try reading.history(upTo: Month(year: 2026, number: 3)).lines == [
        "2026-03-06 tier.advanced growth", "2026-03-06 bonus.granted growth",
        "2026-03-11 tier.dropped standard",
      ])
  }

  @Test func `a tier held from before pays its rate from the first order on`() throws {
    var ladder = movingLadder()
    var terms = ladder.terms
    terms.rate = .graduated
    ladder = TierLadder(tiers: ladder.tiers, terms: terms, currency: usd)
    let activities = try sales(7, in: "2026-02", prefix: "A") + sales(2, in: "2026-03", prefix: "B")
    let march = try result(ladder, activities, month: "2026-03", asOf: "2026-03-31T12:00:00Z").status
    #expect(march.tier.id == "growth" && march.commission == dollars(5_000))
    let february = try result(ladder, activities, month: "2026-02", asOf: "2026-02-28T12:00:00Z").status
    #expect(february.commission == dollars(5 * 2_000 + 2 * 2_500))
  }
}
