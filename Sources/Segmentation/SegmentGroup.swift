internal import Mail
internal import PartnerProgram

/// Conditions that hold together: all criteria, at least one of `any`, none of `except`.
struct SegmentGroup: Sendable {
  var criteria: [any Criterion] = []
  /// Empty where the file has no `any`.
  var any: [SegmentGroup] = []
  var except: [SegmentGroup] = []

  /// Whether the group is nothing but criteria that hold together.
  var hasCriteriaOnly: Bool { any.isEmpty && except.isEmpty }

  func holds(for recipient: Recipient, on day: CivilDate) -> Bool {
    for criterion in criteria where !criterion.holds(for: recipient, on: day) { return false }
    for group in except where group.holds(for: recipient, on: day) { return false }
    if any.isEmpty { return true }
    for group in any where group.holds(for: recipient, on: day) { return true }
    return false
  }

  func findings(for recipient: Recipient, on day: CivilDate) -> [Finding] {
    var findings = criteria.map { criterion in
      Finding(
        words: criterion.words, value: criterion.found(in: recipient) ?? "none",
        holds: criterion.holds(for: recipient, on: day))
    }
    if !any.isEmpty {
      let parts = any.map { $0.finding(for: recipient, on: day) }
      findings.append(Finding(words: "at least one of", holds: parts.contains(where: \.holds), parts: parts))
    }
    if !except.isEmpty {
      let parts = except.map { $0.finding(for: recipient, on: day) }
      findings.append(Finding(words: "none of", holds: !parts.contains(where: \.holds), parts: parts))
    }
    return findings
  }

  /// One finding for the whole group: its only condition, or all of them below one heading.
  private func finding(for recipient: Recipient, on day: CivilDate) -> Finding {
    let parts = findings(for: recipient, on: day)
    if parts.count == 1, let only = parts.first { return only }
    return Finding(words: "all of", holds: parts.allSatisfy(\.holds), parts: parts)
  }
}
