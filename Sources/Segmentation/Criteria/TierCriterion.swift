package import Mail
package import PartnerProgram
package import Settings

/// The tier the partner stands in, by its id in the ladder: `tier: [growth, elite]`.
package struct TierCriterion: Criterion {
  package static let key: String? = "tier"

  package let key: String
  let tiers: [Tier.ID]

  package init?(key: String, value: SettingsValue, context: SegmentContext) {
    let words = WordSet(value) { id, place in
      if context.tierIDs.contains(id) { return true }
      place.fail(
        "no tier has the id '\(id)'",
        help: Suggestion.help(for: id, among: context.tierIDs)
          ?? "the tiers are \(context.tierIDs.joined(separator: ", "))")
      return false
    }
    guard let words else { return nil }
    self.key = key
    tiers = words.words
  }

  package func holds(for recipient: Recipient, on day: CivilDate) -> Bool {
    tiers.contains(recipient.status.tier.id)
  }

  package var words: String { "\(key) is \(WordSet.joined(tiers))" }

  package func found(in recipient: Recipient) -> String? { recipient.status.tier.id }

  package var accepted: Set<String> { Set(tiers) }
}
