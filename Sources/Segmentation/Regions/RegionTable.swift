/// The countries and the groupings of countries that a segment may name.
package enum RegionTable {
  /// The ISO 3166 alpha-2 countries of a country, a UN M49 area (`155`) or a CLDR grouping (`EU`); nil where unknown.
  package static func countries(of code: String) -> Set<String>? { nil }

  /// Whether `code` is an ISO 3166-1 alpha-2 country.
  package static func isCountry(_ code: String) -> Bool { false }

  /// The codes that stand for several countries, sorted: UN M49 areas, then `EU`, `EZ` and `UN`.
  package static var groupings: [String] { [] }
}
