package import Mail
package import PartnerProgram
package import Settings

/// What the partner is: `type: [creator, agency]`.
package struct TypeCriterion: Criterion {
  package static let key: String? = "type"

  package let key: String
  let types: WordSet

  package init?(key: String, value: SettingsValue, context: SegmentContext) {
    guard let words = WordSet(value) else { return nil }
    self.key = key
    types = words
  }

  package func holds(for recipient: Recipient, on day: CivilDate) -> Bool {
    guard let type = recipient.partner.type else { return false }
    return types.contains(type)
  }

  package var words: String { "\(key) is \(types.joined())" }

  package func found(in recipient: Recipient) -> String? { recipient.partner.type }

  package var accepted: Set<String> { types.folded }
}
