package import Mail
package import PartnerProgram
package import Settings

/// The partner's country: `region: [DACH, NL]`.
///
/// A region is an ISO 3166 country, a UN M49 area or CLDR grouping (`155`, `EU`), or one named in
/// tierpost.yaml.
package struct RegionCriterion: Criterion {
  package static let key: String? = "region"

  package let key: String
  /// As written.
  let regions: [String]
  let countries: CountrySet

  package init?(key: String, value: SettingsValue, context: SegmentContext) {
    var countries: Set<String> = []
    let words = WordSet(value) { word, place in
      if let found = context.regions.countries(of: word) {
        countries.formUnion(found)
        return true
      }
      place.fail("'\(word)' is no country and no region", help: context.regions.help(for: word))
      return false
    }
    guard let words else { return nil }
    self.key = key
    regions = words.words
    self.countries = CountrySet(countries)
  }

  package func holds(for recipient: Recipient, on day: CivilDate) -> Bool {
    guard let country = recipient.partner.country else { return false }
    return countries.contains(country)
  }

  package var words: String { "\(key) is \(WordSet.joined(regions))" }

  package func found(in recipient: Recipient) -> String? { recipient.partner.country }

  package var accepted: Set<String> { countries.codes }
}
