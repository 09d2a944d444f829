package import Settings

/// The regions named in tierpost.yaml, worked out to countries.
package struct NamedRegions: Sendable {
  /// The countries of each region, by its name as written, in the file's order.
  package let regions: [(name: String, countries: Set<String>)]

  /// A program without named regions.
  package init() { regions = [] }

  init(regions: [(name: String, countries: Set<String>)]) { self.regions = regions }

  /// Reads the mapping `regions:`: names, each with a list of countries, M49 or CLDR codes, or other named
  /// regions.
  ///
  /// Refuses unknown codes, cycles, empty regions and names that are a country or a grouping already; the
  /// mistakes go to the value's log.
  package init(_ value: SettingsValue) { self.init(regions: NamedRegionsReader(value).read()) }

  /// The ISO 3166 countries of a named region, a country, a UN M49 area or a CLDR grouping; nil where
  /// unknown.
  ///
  /// The case of letters does not matter.
  package func countries(of word: String) -> Set<String>? {
    let folded = WordSet.folded(word)
    if let named = regions.first(where: { WordSet.folded($0.name) == folded }) { return named.countries }
    return RegionTable.countries(of: word.uppercased())
  }

  /// What was probably meant by a word that is no region.
  func help(for word: String) -> String { Self.help(for: word, among: regions.map(\.name)) }

  static func help(for word: String, among names: [String]) -> String {
    // Codes that people write and ISO 3166-1 keeps for others; the nearest by letters would be misleading.
    if let country = ["UK": "GB", "EL": "GR"][word.uppercased()] {
      return "the ISO 3166 code is '\(country)'"
    }
    // Any two codes of two letters are near each other, so a short word is compared with names only.
    let codes = word.utf8.count > 2 ? RegionTable.groupings : []
    if let help = Suggestion.help(for: word, among: names + codes) { return help }
    let padded = String(repeating: "0", count: max(0, 3 - word.utf8.count)) + word
    if RegionTable.countries(of: padded) != nil { return "did you mean '\(padded)'?" }
    let named = names.isEmpty ? "" : " or one of \(names.joined(separator: ", "))"
    return "expected an ISO 3166 country, a UN M49 or CLDR code" + named
  }
}
