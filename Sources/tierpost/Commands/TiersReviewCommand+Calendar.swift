import Mail
import Mailroom
import Pages

extension TiersReviewCommand {
  /// Lists the coming reviews.
  func list(
    _ standings: StandingWalk, asOf moment: Timestamp, _ today: CivilDate, _ console: Console
  ) throws {
    let last = try until.map(Self.day) ?? today.adding(months: 12)
    guard last >= today else { throw Failure("--until \(last) is over: today is \(today)", code: Exit.usage) }
    let calendar = try ReviewCalendar(standings, asOf: moment, until: last)
    let rows = calendar.entries.map { entry in
      [
        entry.on.description, entry.ladder ?? "", entry.roles.joined(separator: ", "),
        entry.periods.joined(separator: ", "), "\(entry.waiting)", "\(entry.ending)",
      ]
    }
    let header = ["date", "ladder", "approval", "periods", "waiting", "ending"]
    if csv { return console.table([header] + rows) }
    if options.json { return console.objects([header] + rows) }
    if rows.isEmpty {
      return console.say("No review is due until \(last): no ladder asks for one, or the next is later.")
    }
    var table = Table([.left, .left, .left, .left, .right, .right], header: header)
    for row in rows { table.add(row) }
    table.lines().forEach(console.result)
    for overdue in calendar.overdue {
      console.say(
        "\(counted(overdue.changes, "change")) waited for the review of \(overdue.review) already and "
          + "\(overdue.changes == 1 ? "is" : "are") undecided")
    }
  }

  private static func day(_ text: String) throws -> CivilDate {
    do {
      return try CivilDate(text)
    } catch {
      throw Failure("--until: \(error.reason)", code: Exit.usage)
    }
  }
}
