import Mail
import Testing

@testable import PartnerProgram

@Suite struct MovementTests {
  @Test func `up at once and down at the period's end`() {
    let history = replay([3, 7, 2, 20, 3])
    // The tier is held through the month that loses it.
    #expect(history.tiers == [0, 1, 1, 2, 2])
    #expect(history.standings[2].dropsOn == CivilDate(year: 2026, month: 4, day: 1))
    #expect(
      history.lines == [
        "2026-02-10 tier.advanced growth", "2026-02-10 bonus.granted growth",
        "2026-04-01 tier.dropped standard",
        "2026-04-10 tier.advanced elite", "2026-04-10 bonus.granted elite",
        "2026-06-01 tier.dropped standard",
      ])
    #expect(history.events[0].evidence.values == [.init(measure: "conversions per month", value: 7)])
    #expect(history.events[1].amount == dollars(10_000))
  }

  @Test func `a tier is held while the next period is open`() {
    let history = replay([7, 0], lastIsOpen: true)
    #expect(history.tiers == [1, 1])
    #expect(history.standings[1].floor == 1 && history.standings[1].ground == .kept)
  }

  @Test func `at once in both directions is the tier of the figures`() {
    let history = replay([7, 0, 16]) { $0.down = .atOnce }
    #expect(history.tiers == [1, 0, 2])
    #expect(history.lines.contains("2026-02-01 tier.dropped standard"))
  }

  @Test func `up at the period's end waits for it`() {
    let open = replay([7], lastIsOpen: true) { $0.up = .periodEnd }
    #expect(open.tiers == [0] && open.events.isEmpty)
    #expect(replay([7]) { $0.up = .periodEnd }.lines.first == "2026-02-01 tier.advanced growth")
  }

  @Test func `one step a time goes up and down by one`() {
    let up = replay([50, 50, 50]) {
      $0.stepUp = .one
      $0.up = .periodEnd
    }
    #expect(up.tiers == [0, 1, 2])
    let down = replay([50, 0, 0, 0]) { $0.stepDown = .one }
    #expect(down.tiers == [3, 3, 2, 1])
  }

  @Test func `grace keeps the tier for its periods with the date of the loss`() {
    let history = replay([7, 0, 0, 0]) { $0.gracePeriods = 2 }
    #expect(history.tiers == [1, 1, 1, 1])
    #expect(history.standings[1].ground == .grace)
    #expect(history.standings[1].dropsOn == CivilDate(year: 2026, month: 4, day: 1))
    #expect(
      history.lines.filter { $0.contains("at_risk") } == [
        "2026-03-01 tier.at_risk growth", "2026-04-01 tier.at_risk growth",
      ])
    #expect(history.lines.last == "2026-05-01 tier.dropped standard")
    // A period that meets the rule begins the grace anew.
    let anew = replay([7, 0, 7, 0, 0]) { $0.gracePeriods = 1 }
    #expect(anew.lines.last == "2026-06-01 tier.dropped standard")
    #expect(anew.events.filter { $0.kind == .dropped }.count == 1)
  }

  @Test func `nobody drops where the policy says never, and a locked tier is never lost`() {
    let never = replay([20, 0]) { $0.down = .never }
    #expect(never.tiers == [2, 2] && never.lines.last == "2026-03-01 tier.kept elite")
    let locked = replay([20, 0]) { _ in
    } tiers: {
      $0[2].isLocked = true
    }
    #expect(locked.tiers == [2, 2] && locked.standings[1].ground == .locked)
  }

  @Test func `an improvement plan runs until its deadline and is met or not`() {
    let failed = replay([7, 0, 0, 0]) { $0.improvementDays = 45 }
    #expect(failed.tiers == [1, 1, 1, 1])
    #expect(failed.lines.last == "2026-05-01 tier.dropped standard")
    #expect(failed.lines.contains("2026-03-01 plan.opened growth"))
    #expect(failed.standings[1].dropsOn == CivilDate(year: 2026, month: 5, day: 1))
    let met = replay([7, 0, 8]) { $0.improvementDays = 45 }
    #expect(met.tiers == [1, 1, 1])
    #expect(met.lines.contains("2026-04-01 plan.met growth"))
    let prolonged = replay(
      [7, 0, 0, 0], decisions: [decision(.plan, 4, 2, until: CivilDate(year: 2026, month: 6, day: 30))]
    ) { $0.improvementDays = 45 }
    #expect(prolonged.tiers == [1, 1, 1, 1] && !prolonged.events.contains { $0.kind == .dropped })
    #expect(prolonged.standings[3].dropsOn == CivilDate(year: 2026, month: 7, day: 1))
  }

  @Test func `a tier ends unless it is applied for again`() {
    let ended = replay([7, 7, 7, 7, 7]) { $0.reapplyMonths = 3 }
    #expect(ended.tiers == [1, 1, 1, 0, 0])
    #expect(ended.lines.contains("2026-04-10 tier.dropped standard"))
    #expect(ended.lines.contains("2026-03-27 tier.expiring growth"))
    let applied = replay([7, 7, 7, 7, 7], decisions: [decision(.reapply, 4, 1)]) { $0.reapplyMonths = 3 }
    #expect(applied.tiers == [1, 1, 1, 1, 1])
    let late = replay([7, 7, 7, 7, 7], decisions: [decision(.reapply, 5, 2)]) { $0.reapplyMonths = 3 }
    #expect(late.tiers == [1, 1, 1, 0, 1])
  }

  @Test func `the bonus of a tier is granted on the first reach only`() {
    let history = replay([7, 0, 7, 20, 0, 20])
    #expect(history.events.filter { $0.kind == .bonusGranted }.map(\.to) == ["growth", "elite"])
  }

  @Test func `replaying again gives the same history, and a longer past the same beginning`() {
    let counts: [Int64] = [3, 7, 0, 20, 16, 2, 0, 41]
    let whole = replay(counts) { $0.gracePeriods = 1 }
    #expect(whole == replay(counts) { $0.gracePeriods = 1 })
    for length in 1..<counts.count {
      let part = replay(Array(counts.prefix(length))) { $0.gracePeriods = 1 }
      #expect(Array(whole.standings.prefix(length)) == part.standings)
      #expect(Array(whole.events.prefix(part.events.count)) == part.events)
    }
  }
}
