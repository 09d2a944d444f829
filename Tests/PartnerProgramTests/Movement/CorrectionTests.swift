import Mail
import Testing

@testable import PartnerProgram

@Suite struct CorrectionTests {
  private let day = CivilDate(year: 2026, month: 6, day: 1)

  private func events(_ counts: [Int64]) -> [StandingEvent] { replay(counts).events }

  @Test func `a history that is known adds nothing`() {
    let known = events([3, 7, 2])
    #expect(Corrections(policy: MovementPolicy()).events(known: known, replayed: known, on: day).isEmpty)
  }

  @Test func `only what is new is added`() {
    let known = events([3, 7])
    let longer = events([3, 7, 20])
    let new = Corrections(policy: MovementPolicy()).events(known: known, replayed: longer, on: day)
    #expect(new.map(\.kind) == [.advanced, .bonusGranted])
  }

  @Test func `an undone reach is said once, and its bonus is kept or reversed by the rule`() {
    let known = events([7, 3])
    let now = events([5, 3])
    let kept = Corrections(policy: MovementPolicy()).events(known: known, replayed: now, on: day)
    #expect(kept.map(\.kind) == [.corrected, .corrected])
    #expect(kept[0].from == "growth" && kept[0].to == "standard" && kept[0].on == day)
    var policy = MovementPolicy()
    policy.undoneBonus = .reverse
    let reversed = Corrections(policy: policy).events(known: known, replayed: now, on: day)
    #expect(reversed.map(\.kind) == [.corrected, .bonusReversed, .corrected])
    #expect(reversed[1].amount == dollars(10_000))
    #expect(Corrections(policy: policy).events(known: known + reversed, replayed: now, on: day).isEmpty)
  }

  /// What the log holds after one look after another, each at a history as it was worked out then.
  private func log(_ looks: [[Int64]], policy: MovementPolicy) -> [StandingEvent] {
    var log: [StandingEvent] = []
    for look in looks {
      log += Corrections(policy: policy).events(known: log, replayed: events(look), on: day)
    }
    return log
  }

  @Test func `what was undone and is so again is said again, and its bonus is paid once`() {
    var policy = MovementPolicy()
    policy.undoneBonus = .reverse
    let log = log([[7], [5], [7], [5], [7], [7]], policy: policy)
    #expect(Set(log.map(\.key)).count == log.count)
    #expect(
      log.map(\.kind) == [
        .advanced, .bonusGranted, .corrected, .bonusReversed, .advanced, .bonusGranted, .corrected,
        .bonusReversed, .advanced, .bonusGranted,
      ])
    let kept = self.log([[7], [5], [7], [5]], policy: MovementPolicy())
    #expect(kept.filter { $0.kind == .bonusGranted }.count == 1)
  }

  @Test func `a bonus that was reversed is granted when its tier is reached later after all`() {
    var policy = MovementPolicy()
    policy.undoneBonus = .reverse
    let log = log([[7], [5], [5, 8]], policy: policy)
    #expect(log.map(\.kind).suffix(2) == [.advanced, .bonusGranted])
    #expect(log.last?.period == "2026-02" && log.last?.key == "bonus.granted growth 2")
  }

  @Test func `two moves from the same tier in one period are both corrected`() {
    func event(_ kind: StandingEvent.Kind, _ from: Tier.ID, _ to: Tier.ID) -> StandingEvent {
      StandingEvent(
        kind, partner: "P-1", period: "2026-01", on: CivilDate(year: 2026, month: 1, day: 9), from: from,
        to: to, evidence: StandingEvent.Evidence(rule: "", values: [], reason: ""))
    }
    let known = [
      event(.advanced, "standard", "growth"), event(.dropped, "growth", "standard"),
      event(.advanced, "standard", "elite"),
    ]
    let found = Corrections(policy: MovementPolicy()).events(known: known, replayed: [], on: day)
    #expect(found.map { "\($0.from) \($0.to)" } == ["growth standard", "standard growth", "elite standard"])
    #expect(Set(found.map(\.key)).count == 3)
  }

  @Test func `every move is an event, also the second one of a kind in a period`() {
    let ladder = movingLadder { $0.down = .atOnce }
    var results = months([7], on: ladder)
    let first = results[0].period.first ?? day
    results[0].changes = [(0, 0), (9, 1), (14, 0), (19, 1)].map {
      PeriodResult.Change(on: first.adding(days: $0.0), reached: $0.1, values: [Int64($0.1) * 7])
    }
    let history = Movement(ladder: ladder, policy: ladder.terms.movement ?? MovementPolicy()).replay(
      results, of: "P-1")
    #expect(
      history.events.map(\.key).filter { $0.contains("advanced") }
        == ["2026-01 tier.advanced growth", "2026-01 tier.advanced growth 2"])
  }

  @Test func `the cap lets the highest and the earliest through`() {
    let candidates = [
      PromotionCap.Candidate(partner: "A", target: 1, day: 9), .init(partner: "B", target: 2, day: 9),
      .init(partner: "C", target: 1, day: 3), .init(partner: "D", target: 1, day: 9),
    ]
    #expect(PromotionCap(cap: 2).waiting(candidates) == ["A", "D"])
    #expect(PromotionCap(cap: 3).waiting(candidates.reversed()) == ["D"])
    #expect(PromotionCap(cap: 9).waiting(candidates).isEmpty)
  }
}
