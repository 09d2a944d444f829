package import Mail
package import PartnerProgram
package import Settings

/// Partners who carry at least one of the tags: `tags: [beta, vip]`.
package struct TagsCriterion: Criterion {
  package static let key: String? = "tags"
  package static let isSingleValued = false

  package let key: String
  let tags: WordSet

  package init?(key: String, value: SettingsValue, context: SegmentContext) {
    guard let words = WordSet(value) else { return nil }
    self.key = key
    tags = words
  }

  package func holds(for recipient: Recipient, on day: CivilDate) -> Bool {
    for tag in recipient.partner.tags where tags.contains(tag) { return true }
    return false
  }

  package var words: String { "tags have \(tags.joined())" }

  package func found(in recipient: Recipient) -> String? {
    recipient.partner.tags.isEmpty ? nil : recipient.partner.tags.joined(separator: ", ")
  }

  package var accepted: Set<String> { tags.folded }
}
