import Mail
import Testing

@testable import PartnerProgram

/// The example's ladder with a hold, a cadence and a minimum for every tier.
func payingLadder(
  _ payout: PayoutTerms = PayoutTerms(), bonus: Int64? = nil, change: (inout LadderTerms) -> Void = { _ in }
) -> TierLadder {
  var terms = LadderTerms(metric: .conversions)
  change(&terms)
  var tiers = [
    Tier(id: "standard", name: "Standard", from: 0, rate: Rate(basisPoints: 2_000)),
    Tier(id: "growth", name: "Growth", from: 3, rate: Rate(basisPoints: 2_500), bonus: bonus.map(dollars)),
  ]
  for place in tiers.indices { tiers[place].payout = payout }
  return TierLadder(tiers: tiers, terms: terms, currency: usd)
}

func statements(
  _ ladder: TierLadder, _ activities: [Activity], upTo month: String, asOf clock: String,
  decisions: [StandingDecision] = []
) throws -> [CommissionStatement] {
  var replay = PayoutReplay(
    try evaluator(ladder), try partner(), activities: activities, asOf: try at(clock), decisions: decisions)
  return try replay.statements(upTo: try #require(Month(month)))
}

extension CommissionStatement {
  /// `2026-10 earned 2000 = payout 2000 approved due 2026-12-01`; what is 0 is left out.
  var line: String {
    let figures = [
      ("earned", earned), ("late", earnedLate), ("bonus", bonuses), ("back", clawback), ("in", carriedIn),
      ("payout", payout), ("out", carriedOut),
    ]
    let words = figures.filter { $0.1 != 0 }.map { "\($0.0) \($0.1)" }
    return ([period.name] + words + ["\(state.rawValue)", "due \(due)"]).joined(separator: " ")
  }
}
