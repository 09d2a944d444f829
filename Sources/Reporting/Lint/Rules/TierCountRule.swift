internal import PartnerProgram

/// Two tiers are a threshold, five or more confuse.
enum TierCountRule: LintRule {
  static let name = "number-of-tiers"

  static func lints(of ladder: TierLadder, in context: LintContext) -> [LintRuleFinding] {
    let count = ladder.visibleTiers().count
    switch count {
    case 1:
      return [
        .init(
          advice: "one tier is no ladder",
          reason: "there is nothing to climb to; three tiers suit most programs")
      ]
    case 2:
      return [
        .init(
          advice: "two tiers hardly make a ladder",
          reason: "they feel like a threshold; three suit most programs")
      ]
    case 3, 4: return []
    default:
      return [
        .init(
          advice: "\(count) tiers are hard to keep in mind",
          reason: "partners see the next step best among three; segments may serve better than more rungs")
      ]
    }
  }
}
