internal import PartnerProgram

/// Attention is no outcome.
enum VanityRule: LintRule {
  static let name = "vanity-metric"

  static func lints(of ladder: TierLadder, in context: LintContext) -> [LintRuleFinding] {
    var seen: Set<String> = []
    return ladder.measures.map(\.metric).filter {
      $0.traits.contains(.vanity) && seen.insert($0.rawValue).inserted
    }
    .map {
      .init(
        advice: "\($0.rawValue) decide over tiers",
        reason: "attention can be bought and scanners click; count outcomes that partners control")
    }
  }
}
