internal import PartnerProgram

/// A step under five percentage points is hardly felt.
enum RateJumpRule: LintRule {
  static let name = "small-jump"

  static func lints(of ladder: TierLadder, in context: LintContext) -> [LintRuleFinding] {
    let tiers = ladder.visibleTiers()
    return zip(tiers, tiers.dropFirst()).compactMap { lower, upper in
      let jump = upper.rate.basisPoints - lower.rate.basisPoints
      guard jump < 500 else { return nil }
      if jump < 0 {
        return .init(
          tier: upper, advice: "the rate falls from \(lower.rate.percentText) to \(upper.rate.percentText)",
          reason: "nobody climbs to earn less")
      }
      return .init(
        tier: upper,
        advice: "the step from \(lower.rate.percentText) to \(upper.rate.percentText) is small",
        reason: "under 5 points a step is hardly felt")
    }
  }
}
