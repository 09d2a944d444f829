internal import PartnerProgram

/// Signs that a program is too young for tiers.
enum ReadinessRule: LintRule {
  static let name = "readiness"

  static func lints(of ladder: TierLadder, in context: LintContext) -> [LintRuleFinding] {
    guard let picture = context.picture, picture.name == nil, picture.partners > 0 else { return [] }
    var found: [LintRuleFinding] = []
    if picture.active < 10 {
      found.append(
        .init(
          advice: "\(picture.active) partners were active last month",
          reason: "with fewer than 10, tiers reward chance; one good rate may serve better"))
    }
    let made = picture.sales + picture.takenBack
    if ladder.basis == .all, made >= 10, !Share.isBelow(10, picture.takenBack, of: made) {
      found.append(
        .init(
          advice:
            "\(Share.text(picture.takenBack, of: made)) of last month's sales were taken back, and pending ones count",
          reason: "tiers won by them are lost again; 'basis: approved' or 'safe' waits for what stays"))
    }
    let singles = picture.values.count { $0 == 1 }
    if ladder.metric == .conversions, ladder.window == .month, picture.active >= 10,
      singles * 100 > picture.active * 70
    {
      found.append(
        .init(
          advice: "\(Share.text(singles, of: picture.active)) of active partners had one conversion",
          reason:
            "without a repeated rhythm nobody climbs; a longer window or a bonus for the second order may serve better"
        ))
    }
    return found
  }
}
