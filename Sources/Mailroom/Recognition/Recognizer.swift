package import Campaigns
package import Ledger
internal import Mail
package import PartnerProgram
internal import Segmentation
internal import Synchronization

/// Gives mails what they say of leaderboard and spotlight.
///
/// Both are worked out once for a month and a clock, when the first mail asks, and every mail of that clock says the same.
package final class Recognizer: Sendable {
  private let rules: RecognitionRules
  private let walk: RecipientWalk
  private let alias: @Sendable (Partner.ID) -> String
  private let passes = Mutex<[Key: RecognitionPass]>([:])

  private struct Key: Hashable {
    let month: Month
    let clock: Timestamp
  }

  /// A recognizer of some rules; `alias` gives the code of a partner who is not to be recognised.
  package init(
    _ rules: RecognitionRules, walk: RecipientWalk, alias: @escaping @Sendable (Partner.ID) -> String
  ) {
    self.rules = rules
    self.walk = walk
    self.alias = alias
  }

  /// What a partner's mail says.
  ///
  /// - Parameters:
  ///   - record: the partner.
  ///   - recipient: the same, with the status whose month and clock count.
  /// - Returns: the reader's board, where there is one that the reader is on, and the spotlight.
  /// - Throws: an error of the store; a figure that cannot be worked out.
  package func recognition(for record: PartnerRecord, as recipient: Recipient) throws -> Recognition {
    let status = recipient.status
    let pass = try pass(of: status.month, asOf: status.asOf)
    var recognition = Recognition(reader: record.partner.id)
    if let spotlight = pass.spotlight {
      recognition.spotlight = Recognition.Spotlit(
        settings: spotlight.settings, measure: spotlight.measure, period: spotlight.period,
        chosen: spotlight.chosen)
    }
    guard let settings = rules.settings.leaderboard,
      let name = LeaderboardMaker.board(of: record.partner, settings), let board = pass.boards[name]
    else { return recognition }
    let today = walk.evaluator.calendar.day(of: status.asOf)
    if let segment = rules.segment, !segment.matches(recipient, on: today) { return recognition }
    let value = try pass.measure.value(
      of: record.partner, activities: record.activities, in: status.month, asOf: status.asOf)
    let metric = pass.measure.measure.metric
    recognition.board = Recognition.Board(
      leaderboard: board, measure: pass.measure.measure, period: pass.period,
      group: settings.within == nil ? nil : name, own: board.standing(of: value), value: value,
      showsValues: settings.showsValues ?? (metric.unit != .money))
    return recognition
  }

  private func pass(of month: Month, asOf clock: Timestamp) throws -> RecognitionPass {
    let key = Key(month: month, clock: clock)
    // Whoever comes second waits: one walk is enough.
    return try passes.withLock { passes in
      if let known = passes[key] { return known }
      let pass = try RecognitionPass(rules, walk: walk, month: month, asOf: clock, alias: alias)
      // A run goes on with mails of few clocks; those of one come together.
      if passes.count >= 4 { passes.removeAll() }
      passes[key] = pass
      return pass
    }
  }
}
