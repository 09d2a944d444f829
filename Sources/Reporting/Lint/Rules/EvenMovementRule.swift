internal import PartnerProgram

/// Bounds that one kind of partner hardly ever reaches are a bias, meant or not.
enum EvenMovementRule: LintRule {
  static let name = "uneven-movement"

  static func lints(of ladder: TierLadder, in context: LintContext) -> [LintRuleFinding] {
    guard let picture = context.picture else { return [] }
    return LadderPicture.Attribute.allCases.flatMap { attribute in
      let groups = picture.groups[attribute] ?? [:]
      let partners = groups.values.reduce(0) { $0 + $1.partners }
      let above = groups.values.reduce(0) { $0 + $1.aboveFirst }
      return groups.sorted { $0.key < $1.key }.compactMap { name, sum -> LintRuleFinding? in
        let (others, risen) = (partners - sum.partners, above - sum.aboveFirst)
        // Five would be above it if they rose as the others do, and a third of that are at most: hardly by chance.
        guard !name.isEmpty, others > 0, sum.partners * risen >= 5 * others,
          sum.aboveFirst * others * 3 < risen * sum.partners
        else { return nil }
        return .init(
          advice:
            "\(Share.text(sum.aboveFirst, of: sum.partners)) of the partners of \(attribute.rawValue) \(name) are above "
            + "the first tier, and \(Share.text(risen, of: others)) of all others",
          reason: "look whether the bounds suit them, or give them a ladder of their own")
      }
    }
  }
}
