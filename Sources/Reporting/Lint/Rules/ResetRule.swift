internal import PartnerProgram

/// Counts of customers go best with all time, volume with a month that starts again.
enum ResetRule: LintRule {
  static let name = "window"

  static func lints(of ladder: TierLadder, in context: LintContext) -> [LintRuleFinding] {
    if ladder.metric.rawValue == "new_customers", ladder.window.resets {
      return [
        .init(
          advice: "new customers are counted by the \(ladder.window)",
          reason: "milestones of customers are usually counted over all time")
      ]
    }
    if ladder.window == .lifetime, ladder.metric.unit == .money,
      ladder.terms.movement?.down == .never || ladder.terms.movement == nil,
      !ladder.tiers.contains(where: { !$0.keep.isEmpty })
    {
      return [
        .init(
          advice: "money counts for ever and nothing keeps a tier alive",
          reason: "who sold once keeps the top rate; a keep-rule asks for a little activity")
      ]
    }
    return []
  }
}
