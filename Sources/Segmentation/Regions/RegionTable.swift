/// The countries and the groupings of countries that a segment may name; codes are upper case.
package enum RegionTable {
  /// The countries of a country, of a UN M49 area (`155`, `150`) or of a CLDR grouping (`EU`, `EZ`, `UN`).
  ///
  /// ISO 3166-1 alpha-2 codes, and `XK`; nil for a code that is none of these.
  package static func countries(of code: String) -> Set<String>? {
    closures[code] ?? (isCountry(code) ? [code] : nil)
  }

  /// Whether `code` is an ISO 3166-1 alpha-2 country, or `XK`, which CLDR and payment providers use for
  /// Kosovo.
  package static func isCountry(_ code: String) -> Bool { known.contains(code) }

  /// The codes that stand for several countries, sorted: UN M49 areas, then `EU`, `EZ` and `UN`.
  package static var groupings: [String] { closures.keys.sorted() }

  private static let known = Set(words(RegionFacts.countries[...]))

  /// Every area and grouping with all the countries below it.
  private static let closures: [String: Set<String>] = {
    var members: [String: [String]] = [:]
    for line in RegionFacts.containment.split(separator: "\n") {
      let row = words(line)
      members[row[0]] = Array(row.dropFirst())
    }
    func countries(below code: String) -> Set<String> {
      guard let parts = members[code] else { return [code] }
      return parts.reduce(into: []) { $0.formUnion(countries(below: $1)) }
    }
    // `QO` is CLDR's own helper for the places UN M49 leaves out; nobody would name it.
    return Dictionary(
      uniqueKeysWithValues: members.keys.filter { $0 != "QO" }.map { ($0, countries(below: $0)) })
  }()

  private static func words(_ text: Substring) -> [String] {
    text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
  }
}
