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
