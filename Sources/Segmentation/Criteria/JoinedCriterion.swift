package import Mail
package import PartnerProgram
package import Settings

/// When the partner joined: `joined: {within: 30 days}`, with `before: 2026-01-01` or `after: 2025-01-01`
/// beside or alone.
///
/// `within: 30 days` takes partners who joined today or up to 30 days ago, and none who join later; `before`
/// and `after` do not take the day they name.
package struct JoinedCriterion: Criterion {
  package static let key: String? = "joined"

  package let key: String
  let within: Int?
  let before: CivilDate?
  let after: CivilDate?

  package init?(key: String, value: SettingsValue, context: SegmentContext) {
    guard let reader = value.mapping() else { return nil }
    let within = reader.optional("within")
    let before = reader.optional("before")
    let after = reader.optional("after")
    reader.finish()
    self.key = key
    self.within = within?.days()
    self.before = before?.day()
    self.after = after?.day()
    // A condition whose value was forgotten must not fall away and widen the audience.
    for name in ["within", "before", "after"] where reader.has(name) && reader.optional(name) == nil {
      reader.fail(at: name, "a value is missing here", kind: .missingKey)
      return nil
    }
    if within == nil, before == nil, after == nil {
      value.fail("'joined' needs 'within', 'before' or 'after'", kind: .missingKey)
      return nil
    }
    if let first = self.after, let last = self.before, last.daysSinceEpoch - first.daysSinceEpoch < 2 {
      reader.fail(at: "before", "no day lies after \(first.isoText) and before \(last.isoText)")
      return nil
    }
  }

  package func holds(for recipient: Recipient, on day: CivilDate) -> Bool {
    let joined = recipient.partner.joined
    if let before, joined >= before { return false }
    if let after, joined <= after { return false }
    guard let within else { return true }
    return (0...within).contains(day.daysSinceEpoch - joined.daysSinceEpoch)
  }

  package var words: String {
    var parts: [String] = []
    if let within { parts.append("within \(within) \(within == 1 ? "day" : "days")") }
    if let after { parts.append("after \(after.isoText)") }
    if let before { parts.append("before \(before.isoText)") }
    return "\(key) \(parts.joined(separator: " and "))"
  }

  package func found(in recipient: Recipient) -> String? { recipient.partner.joined.isoText }

  /// The whole condition as one value: two ranges of days that differ are not compared.
  package var accepted: Set<String> { [words] }
  package static let isSingleValued = false
}
