import Mail
import Testing

@testable import PartnerProgram

/// Four tiers, three of them earned from 6, 16 and 40 conversions a month, and one by invitation.
func movingLadder(
  window: Window = .month, policy change: (inout MovementPolicy) -> Void = { _ in },
  tiers changeTiers: (inout [Tier]) -> Void = { _ in }
) -> TierLadder {
  var terms = LadderTerms(metric: .conversions)
  terms.window = window
  var policy = MovementPolicy()
  change(&policy)
  terms.movement = policy
  var tiers = [
    Tier(id: "standard", name: "Standard", from: 0, rate: Rate(basisPoints: 2_000)),
    Tier(id: "growth", name: "Growth", from: 6, rate: Rate(basisPoints: 2_500), bonus: dollars(10_000)),
    Tier(id: "elite", name: "Elite", from: 16, rate: Rate(basisPoints: 3_000), bonus: dollars(25_000)),
    Tier(id: "legend", name: "Legend", from: 40, rate: Rate(basisPoints: 3_200)),
    Tier(id: "circle", name: "Circle", from: 0, rate: Rate(basisPoints: 3_500)),
  ]
  tiers[4].isInvitationOnly = true
  changeTiers(&tiers)
  return TierLadder(tiers: tiers, terms: terms, currency: usd)
}

/// Months of 2026 from January on that reached so many conversions, over, in a ladder without keep-rules.
func months(_ counts: [Int64], on ladder: TierLadder, lastIsOpen: Bool = false) -> [PeriodResult] {
  counts.enumerated().map { place, count in
    let month = Month(year: 2026, number: 1).advanced(by: place)
    let period = Period(.month, seenOn: month.firstDay)
    let isOpen = lastIsOpen && place == counts.count - 1
    let tenth = CivilDate(year: month.year, month: month.number, day: 10)
    let seen = isOpen ? tenth : month.lastDay
    let change = PeriodResult.Change(on: tenth, reached: ladder.place(reachedBy: count), values: [count])
    return PeriodResult(
      period: period, seenOn: seen, isOver: !isOpen,
      changes: [PeriodResult.Change(on: month.firstDay, reached: 0, values: [0]), change],
      keeps: ladder.tiers.map { _ in nil })
  }
}

func replay(
  _ counts: [Int64], lastIsOpen: Bool = false, decisions: [StandingDecision] = [],
  policy: (inout MovementPolicy) -> Void = { _ in }, tiers: (inout [Tier]) -> Void = { _ in }
) -> Movement.History {
  let ladder = movingLadder(policy: policy, tiers: tiers)
  return Movement(ladder: ladder, policy: ladder.terms.movement ?? MovementPolicy()).replay(
    months(counts, on: ladder, lastIsOpen: lastIsOpen), of: "P-1", decisions: decisions)
}

func decision(
  _ kind: StandingDecision.Kind, _ month: Int, _ day: Int, tier: Tier.ID? = nil, period: String? = nil,
  until: CivilDate? = nil, author: String = "Kim", role: String = "manager"
) -> StandingDecision {
  StandingDecision(
    kind, partner: "P-1", on: CivilDate(year: 2026, month: month, day: day), tier: tier, period: period,
    until: until, author: author, role: role, reason: "because")
}

extension Movement.History {
  /// `2026-02-10 tier.advanced growth`, one line an event.
  var lines: [String] { events.map { "\($0.on) \($0.kind.rawValue) \($0.to)" } }
  var tiers: [Int] { standings.map(\.tier) }
}
