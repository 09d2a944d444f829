package import PartnerProgram

/// The advice to look at choices of partners that say neither yes nor no: only their data can tell.
package struct ConsentReminder: Sendable {
  private let settings: RecognitionSettings
  private var unclear: [String: Int] = [:]

  package init(_ settings: RecognitionSettings) { self.settings = settings }

  /// Takes in a partner.
  package mutating func add(_ partner: Partner) {
    if settings.leaderboard != nil { look(at: Partner.leaderboardField, of: partner) }
    if settings.spotlight != nil { look(at: Partner.spotlightField, of: partner) }
  }

  private mutating func look(at field: String, of partner: Partner) {
    if let word = partner.fields[field], Consent(word) == nil { unclear[field, default: 0] += 1 }
  }

  /// One for each column with such words.
  package var lints: [Lint] {
    unclear.sorted { $0.key < $1.key }.map { field, count in
      Lint(
        rule: "unclear-choice", subject: "partners",
        advice:
          "\(count) \(count == 1 ? "partner has" : "partners have") a word in the column '\(field)' that is "
          + "neither yes nor no",
        reason: "it is taken for a no, as nobody is shown who may not want it")
    }
  }
}
