import Ledger
import Mail
import Mailroom
import PartnerProgram

extension OpenedWorkspace {
  /// Refuses to go on where mails of a month would speak of money that does not add up.
  func requireReconciled(_ walk: RecipientWalk, month: Month, asOf moment: Timestamp) async throws {
    let report = try await Reconciliation(
      walk, control: ledger, period: Period(.month, seenOn: month.firstDay), asOf: moment
    ).report(.mails(month))
    guard !report.holds else { return }
    let named = report.differing.prefix(3).joined(separator: ", ")
    throw Failure(
      "the figures do not add up" + (named.isEmpty ? "" : ", first of \(named)")
        + "; nothing was planned or sent",
      help: "`tierpost check --reconcile --period \(month)` shows what differs", code: Exit.data)
  }
}
