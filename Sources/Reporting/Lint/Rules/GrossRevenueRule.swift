internal import PartnerProgram

/// Tiers are best counted on the money that is paid on.
enum GrossRevenueRule: LintRule {
  static let name = "gross-revenue"

  static func lints(of ladder: TierLadder, in context: LintContext) -> [LintRuleFinding] {
    guard ladder.measures.contains(where: { $0.metric == .grossRevenue }) else { return [] }
    let taken = context.picture.flatMap { picture in
      picture.takenBack > 0
        ? ", and \(Share.text(picture.takenBack, of: picture.sales + picture.takenBack)) of last month's sales were"
        : nil
    }
    return [
      .init(
        advice: "gross revenue decides, and commission is paid on net",
        reason: "what is taken back still counts for the tier\(taken ?? "")")
    ]
  }
}
