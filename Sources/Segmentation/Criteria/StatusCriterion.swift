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
    let words = WordSet(value) { _, place in place.choice(of: Status.self) != nil }
    guard let words else { return nil }
    self.key = key
    statuses = words.words.compactMap(Status.init(rawValue:))
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
