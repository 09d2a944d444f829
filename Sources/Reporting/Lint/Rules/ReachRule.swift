internal import PartnerProgram

/// An active partner should see the next tier from where it stands.
enum ReachRule: LintRule {
  static let name = "out-of-reach"

  static func lints(of ladder: TierLadder, in context: LintContext) -> [LintRuleFinding] {
    guard let picture = context.picture, picture.active >= 10, ladder.isSimple else { return [] }
    let values = picture.values.sorted()
    return ladder.tiers.dropFirst().compactMap { tier in
      guard !tier.isInvitationOnly, tier.from > 0,
        picture.tiers[tier.rank...].allSatisfy({ $0.partners == 0 })
      else { return nil }
      let best = values.last ?? 0
      guard Int128(best) * 2 < Int128(tier.from) else { return nil }
      let words = MetricWords(currency: context.program.currency)
      return .init(
        tier: tier, advice: "nobody can see it from where they are",
        reason:
          "the best of \(picture.active) active partners has \(words.amount(best, of: ladder.metric)) of "
          + "\(words.amount(tier.from, of: ladder.metric))")
    }
  }
}
