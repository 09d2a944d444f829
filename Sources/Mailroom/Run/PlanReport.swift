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
    for problem in problems.list {
      if let index = failures.firstIndex(where: { $0.problem == problem }) {
        failures[index].partners += 1
      } else {
        failures.append(Failure(problem: problem, partners: 1, first: partner))
      }
    }
  }
}
