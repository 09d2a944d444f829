internal import PartnerProgram

/// Thresholds that almost everyone or almost nobody passes.
enum CrowdedTopRule: LintRule {
  static let name = "thresholds"

  static func lints(of ladder: TierLadder, in context: LintContext) -> [LintRuleFinding] {
    guard let picture = context.picture, picture.active >= 10, ladder.tiers.count > 1 else { return [] }
    let active = picture.active
    let above = picture.tiers.dropFirst().reduce(0) { $0 + $1.active }
    let top = ladder.tiers.last { !$0.isInvitationOnly }
    let atTop = top.map { picture.tiers[$0.rank].active } ?? 0
    if let top, ladder.tiers.count > 2, !Share.isBelow(35, atTop, of: active) {
      return [
        .init(
          tier: top, advice: "\(Share.text(atTop, of: active)) of active partners are in the top tier",
          reason: "its bound may be too low: 5 to 10% are usual")
      ]
    }
    if Share.isBelow(10, above, of: active) {
      return [
        .init(
          advice: "only \(Share.text(above, of: active)) of active partners are above the first tier",
          reason: "the bounds may be too high: 30 to 40% are usual")
      ]
    }
    return []
  }
}
