import Foundation
import Mail
import Testing

@testable import Campaigns

/// Compares with what other implementations of CLDR print, where this machine has their output.
@Suite struct LocaleVectorTests {
  private static let sources = [
    ("icu72", "format-icu72.json"), ("babel", "format-babel.json"), ("icu76", "format-swift-icu76.json"),
  ]

  @Test(
    .enabled("no shared vectors on this machine") { sources.allSatisfy { SharedVectors.hasShared($0.1) } },
    arguments: sources)
  func `other implementations agree but for listed differences`(source: String, file: String) throws {
    let vectors = try Self.vectors(file)
    var differences: Set<String> = []
    for (name, fields) in vectors {
      let format = LocaleFormat.for(try #require(LanguageTag(name)))
      for (field, expected) in fields where Self.text(field, format) != expected {
        differences.insert("\(name) \(field)")
      }
    }
    #expect(vectors.count == 41)
    #expect(differences == Set(try Self.listed(source)))
  }

  private static func vectors(_ file: String) throws -> [String: [String: String]] {
    let json = try JSONSerialization.jsonObject(with: SharedVectors.sharedData(file)) as? [String: Any] ?? [:]
    return (json["data"] ?? json) as? [String: [String: String]] ?? [:]
  }

  /// The `locale field` pairs that may differ from this source.
  private static func listed(_ source: String) throws -> [String] {
    try SharedVectors.cases("format-differences.tsv").filter { $0[0] == source }
      .flatMap { row in row[2].split(separator: " ").map { "\(row[1]) \($0)" } }
  }

  private static func text(_ field: String, _ format: LocaleFormat) -> String {
    var out: [UInt8] = []
    let day = CivilDate(year: 2026, month: 2, day: 25)
    switch field {
    case "eur": format.money(minorUnits: 123_456_750, currency: "EUR", exponent: 2, into: &out)
    case "neg": format.money(minorUnits: -500, currency: "EUR", exponent: 2, into: &out)
    case "usd": format.money(minorUnits: 9_990, currency: "USD", exponent: 2, into: &out)
    case "jpy": format.money(minorUnits: 1_200, currency: "JPY", exponent: 0, into: &out)
    case "num": format.number(mantissa: 12_345_675, scale: 1, into: &out)
    case "small": format.number(mantissa: 1_234, scale: 0, into: &out)
    case "pct": format.percent(mantissa: 125, scale: 1, into: &out)
    case "long": format.date(day, style: .long, into: &out)
    case "medium": format.date(day, style: .medium, into: &out)
    default: return "an unknown field: \(field)"
    }
    return String(decoding: out, as: UTF8.self)
  }
}
