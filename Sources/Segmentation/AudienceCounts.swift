package import PartnerProgram

/// How many partners a segment reaches, in all and by what they are: the table of `tierpost audience`.
///
/// Add the recipients that match, one by one; memory grows with the number of different values only.
package struct AudienceCounts: Sendable, Equatable {
  /// A way to divide an audience; the raw value is the heading.
  package enum Division: String, Sendable, CaseIterable {
    case tier
    case type
    case country
    case language
  }

  /// One row of the table.
  package struct Row: Sendable, Equatable {
    /// The value as it stands in the data; nil for the partners without one.
    package let value: String?
    package let count: Int
  }

  package private(set) var total = 0
  private var tiers: [String?: Int] = [:]
  private var types: [String?: Int] = [:]
  private var countries: [String?: Int] = [:]
  private var languages: [String?: Int] = [:]

  package init() {}

  package mutating func add(_ recipient: Recipient) {
    total += 1
    tiers[recipient.status.tier.id, default: 0] += 1
    types[recipient.partner.type, default: 0] += 1
    countries[recipient.partner.country, default: 0] += 1
    languages[recipient.partner.language, default: 0] += 1
  }

  /// The rows of one division, the most frequent first, equals by value, partners without a value last.
  ///
  /// The values of `order` come first, in this order whatever their count: the ladder's tiers, for example.
  package func rows(by division: Division, order: [String] = []) -> [Row] {
    let all =
      switch division {
      case .tier: tiers
      case .type: types
      case .country: countries
      case .language: languages
      }
    let leading = order.compactMap { value in all[value].map { Row(value: value, count: $0) } }
    let others = all.filter { $0.key.map { !order.contains($0) } ?? false }
      .map { Row(value: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.value ?? "") < ($0.count, $1.value ?? "") }
    return leading + others + (all[nil].map { [Row(value: nil, count: $0)] } ?? [])
  }
}
