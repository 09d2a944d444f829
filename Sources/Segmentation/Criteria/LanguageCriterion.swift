package import Mail
package import PartnerProgram
package import Settings

/// The partner's language by BCP 47 ranges: `language: de` takes de and de-AT, `*` everyone whose language is
/// known.
package struct LanguageCriterion: Criterion {
  package static let key: String? = "language"

  package let key: String
  let ranges: [LanguageRange]

  package init?(key: String, value: SettingsValue, context: SegmentContext) {
    let words = WordSet(value) { word, place in
      if LanguageRange(word) != nil { return true }
      place.fail("'\(word)' is not a language range", help: LanguageRange.help(for: word))
      return false
    }
    guard let words else { return nil }
    self.key = key
    ranges = words.words.compactMap { LanguageRange($0) }
  }

  package func holds(for recipient: Recipient, on day: CivilDate) -> Bool {
    guard let language = recipient.partner.language else { return false }
    for range in ranges where range.contains(language) { return true }
    return false
  }

  package var words: String { "\(key) is \(WordSet.joined(ranges.map(\.text)))" }

  package func found(in recipient: Recipient) -> String? { recipient.partner.language }

  package var accepted: Set<String> { Set(ranges.map(\.text)) }

  package func isCovered(by values: Set<String>) -> Bool {
    let wider = values.compactMap { LanguageRange($0) }
    return ranges.allSatisfy { range in wider.contains { $0.contains(range.text) } }
  }
}
