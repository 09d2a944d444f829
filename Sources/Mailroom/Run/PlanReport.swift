package import Settings

/// Who would get what, and why not: what `plan` prints and what `send` shows before it asks.
package struct PlanReport: Sendable {
  package let campaign: String
  package let edition: String
  /// Partners looked at.
  package var partners = 0
  /// Partners who would get a mail.
  package var mails = 0
  /// Mails by language of the template.
  package var languages: [String: Int] = [:]
  /// Mails by tier.
  package var tiers: [String: Int] = [:]
  /// Partners left out, by reason.
  package var outside: [String: Int] = [:]
  /// Mails that the template itself left out, by reason.
  package var skipped: [String: Int] = [:]
  /// What keeps mails from being composed, with the number of partners and the first one's id.
  package var failures: [Failure] = []
  /// The largest HTML part in bytes.
  package var largestHTML = 0
  /// Changes when any partner or any byte of content changes.
  package var id = ""

  package struct Failure: Sendable {
    package let problem: Problem
    package var partners: Int
    package let first: String
  }

  package init(campaign: String, edition: String) {
    self.campaign = campaign
    self.edition = edition
  }

  mutating func add(_ problems: Problems, partner: String) {
    for problem in problems.list { add(Failure(problem: problem, partners: 1, first: partner)) }
  }

  /// Adds what was found with the partners that follow, or in another edition.
  package mutating func add(_ later: PlanReport) {
    partners += later.partners
    mails += later.mails
    languages.merge(later.languages, uniquingKeysWith: +)
    tiers.merge(later.tiers, uniquingKeysWith: +)
    outside.merge(later.outside, uniquingKeysWith: +)
    skipped.merge(later.skipped, uniquingKeysWith: +)
    for failure in later.failures { add(failure) }
    largestHTML = max(largestHTML, later.largestHTML)
  }

  private mutating func add(_ failure: Failure) {
    if let index = failures.firstIndex(where: { $0.problem == failure.problem }) {
      failures[index].partners += failure.partners
    } else {
      failures.append(failure)
    }
  }
}
