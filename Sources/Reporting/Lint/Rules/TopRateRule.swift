internal import PartnerProgram

/// The top rate is best 30 to 50 % over the first one's.
enum TopRateRule: LintRule {
  static let name = "top-rate"

  static func lints(of ladder: TierLadder, in context: LintContext) -> [LintRuleFinding] {
    let tiers = ladder.visibleTiers()
    guard tiers.count > 1, let base = tiers.first?.rate.basisPoints, base > 0,
      let top = tiers.max(by: { $0.rate < $1.rate })
    else { return [] }
    let over = (top.rate.basisPoints - base) * 100 / base
    guard !(30...50).contains(over) else { return [] }
    return [
      .init(
        tier: top, advice: "its rate of \(top.rate.percentText) is \(over)% over the first tier's",
        reason: over < 30
          ? "30 to 50% over it make the climb worth it" : "over 50% more, check that the margin carries it")
    ]
  }
}
