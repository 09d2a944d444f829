internal import PartnerProgram

/// Rates must leave something of the stated margin.
enum MarginRule: LintRule {
  static let name = "unit-economics"

  static func lints(of ladder: TierLadder, in context: LintContext) -> [LintRuleFinding] {
    guard let margin = context.program.margin else { return [] }
    return ladder.tiers.compactMap { tier in
      let left = margin.basisPoints - tier.rate.basisPoints
      if left <= 0 {
        return .init(
          tier: tier, advice: "every order loses money",
          reason: "the rate of \(tier.rate.percentText) takes all of the margin of \(margin.percentText)")
      }
      // Less than a third of the margin stays for everything else that an order costs.
      guard left * 3 < margin.basisPoints else { return nil }
      return .init(
        tier: tier, advice: "only \(Rate(basisPoints: left).percentText) of an order stays",
        reason: "margin \(margin.percentText) less the rate of \(tier.rate.percentText)")
    }
  }
}
