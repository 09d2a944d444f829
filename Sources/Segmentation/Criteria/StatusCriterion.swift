package import Mail
package import PartnerProgram
package import Settings

/// Whether the partner is in the program on the run's day: `status: active`, `status: left`.
package struct StatusCriterion: Criterion {
  /// Left from the day on that the partner's row names.
  enum Status: String, CaseIterable, Sendable {
    case active
    case left
  }

  package static let key: String? = "status"

  package let key: String
  let statuses: [Status]

  package init?(key: String, value: SettingsValue, context: SegmentContext) {
    guard let words = WordSet(value), let places = value.oneOrMore() else { return nil }
    let statuses = places.compactMap { $0.choice(of: Status.self) }
    guard statuses.count == words.words.count else { return nil }
    self.key = key
    self.statuses = statuses
  }

  package func holds(for recipient: Recipient, on day: CivilDate) -> Bool {
    let left = recipient.partner.left.map { $0 <= day } ?? false
    return statuses.contains(left ? .left : .active)
  }

  package var words: String { "\(key) is \(WordSet.joined(statuses.map(\.rawValue)))" }

  package func found(in recipient: Recipient) -> String? {
    recipient.partner.left.map { "left on \($0.isoText)" } ?? "active"
  }

  package var accepted: Set<String> { Set(statuses.map(\.rawValue)) }
}
