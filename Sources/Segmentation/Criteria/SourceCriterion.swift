package import Mail
package import PartnerProgram
package import Settings

/// How the partner was recruited: `source: referral`.
package struct SourceCriterion: Criterion {
  package static let key: String? = "source"

  package let key: String
  let sources: WordSet

  package init?(key: String, value: SettingsValue, context: SegmentContext) {
    guard let words = WordSet(value) else { return nil }
    self.key = key
    sources = words
  }

  package func holds(for recipient: Recipient, on day: CivilDate) -> Bool {
    guard let source = recipient.partner.source else { return false }
    return sources.contains(source)
  }

  package var words: String { "\(key) is \(sources.joined())" }

  package func found(in recipient: Recipient) -> String? { recipient.partner.source }

  package var accepted: Set<String> { sources.folded }
}
