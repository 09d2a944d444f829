package import Mail

/// The advice to hold a review that is over: only what waits in the ledger can tell, so that it is no rule of a ladder.
package enum ReviewReminder {
  /// What is to be said of a ladder whose last review left changes undecided.
  ///
  /// - Parameters:
  ///   - ladder: its name; nil for the program's own.
  ///   - review: the day of the last review.
  ///   - changes: those that waited then and still do, at least one.
  ///   - roles: who must decide.
  /// - Returns: the advice.
  package static func lint(ladder: String?, review: CivilDate, changes: Int, roles: [String]) -> Lint {
    Lint(
      rule: "review-overdue", subject: ladder.map { "ladder \($0)" } ?? "",
      advice: "the review of \(review) is over and \(changes) \(changes == 1 ? "change is" : "changes are") "
        + "undecided",
      reason: "partners wait for \(roles.joined(separator: " and ")): `tierpost tiers review` lists them")
  }
}
