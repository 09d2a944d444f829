internal import PartnerProgram

/// Tiers that fill while revenue does not grow cost more and bring nothing.
enum InflationRule: LintRule {
  static let name = "tier-inflation"

  static func lints(of ladder: TierLadder, in context: LintContext) -> [LintRuleFinding] {
    guard let picture = context.picture, picture.active >= 10 else { return [] }
    let net = picture.risen - picture.fallen
    let before = picture.growth.reduce(GrowthSum(), +).revenueBefore
    guard before > 0, !Share.isBelow(10, net, of: picture.partners), picture.revenue <= before else {
      return []
    }
    return [
      .init(
        advice: "\(net) more partners rose than fell while net revenue changed by "
          + Share.change(from: before, to: picture.revenue),
        reason: "tiers inflate; a cap on promotions, a review or higher bounds hold them")
    ]
  }
}
