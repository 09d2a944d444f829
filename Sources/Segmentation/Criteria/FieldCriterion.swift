package import Mail
package import PartnerProgram
package import Settings

/// Any other key: the partner field (extra column) of that name, `company_size: [small, medium]`.
package struct FieldCriterion: Criterion {
  package static let key: String? = nil

  package let key: String
  let values: WordSet

  package init?(key: String, value: SettingsValue, context: SegmentContext) {
    guard let words = WordSet(value) else { return nil }
    self.key = key
    values = words
  }

  package func holds(for recipient: Recipient, on day: CivilDate) -> Bool {
    guard let value = recipient.partner.fields[key] else { return false }
    return values.contains(value)
  }

  package var words: String { "\(key) is \(values.joined())" }

  package func found(in recipient: Recipient) -> String? { recipient.partner.fields[key] }

  package var accepted: Set<String> { values.folded }
}
