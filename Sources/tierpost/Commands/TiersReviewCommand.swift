import ArgumentParser
import Ledger
import Mail
import Mailroom
import Pages
import PartnerProgram

struct TiersReviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Lists the changes of tiers that wait for approval.",
    discussion: """
      Whose tier is due to change, from which to which, in which period, the figures that say so, since when it waits, \
      who approved already, and when the next review is. `tierpost tiers decide` answers. What became of standings \
      up to --as-of is put in the log that `tierpost tiers events` lists.

      Examples:
        tierpost tiers review
        tierpost tiers review --csv > due.csv
        tierpost tiers decide approve P-00286 --author anna --reason "solid quarter"
      """)

  @OptionGroup var options: WorkspaceOptions
  @OptionGroup var clock: ClockOptions
  @Flag(help: "Print a CSV row for each change.")
  var csv = false

  func validate() throws {
    if csv, options.json { throw ValidationError("--csv and --json are two forms: choose one") }
  }

  func run() async throws {
    let console = options.console
    try await console.run {
      let opened = try OpenedWorkspace.open(options)
      let moment = try clock.moment(in: opened.calendar)
      let standings = StandingWalk(try opened.walk(asOf: moment))
      guard standings.isNeeded else {
        console.say("no ladder of tierpost.yaml has `movement:`: nothing waits for a review")
        if csv { console.table([Self.header]) }
        return
      }
      let today = opened.calendar.day(of: moment)
      let due = try standings.due(asOf: moment)
      try opened.recordStandings(asOf: moment, console)
      let rows = due.map { cells($0, today, opened.workspace.program.currency) }
      if csv { return console.table([Self.header] + rows) }
      if options.json { return console.objects([Self.header] + rows) }
      if due.isEmpty { return console.say("Nothing waits for a review.") }
      var table = Table(
        Self.header.map { _ in .left }, header: Self.header.map { $0.replacing("_", with: " ") })
      for row in rows { table.add(row) }
      table.lines().forEach(console.result)
      console.say(
        "\(counted(due.count, "change")) due; `tierpost tiers decide` approves, rejects or overrides")
    }
  }

  private static let header = [
    "partner", "from", "to", "period", "evidence", "waits_since", "approved_by", "missing", "next_review",
  ]

  private func cells(_ change: DueChange, _ today: CivilDate, _ currency: Currency) -> [String] {
    let event = change.event
    let words = MetricWords(currency: currency)
    let evidence = zip(change.ladder.measures, event.evidence.values).map { measure, value in
      "\(words.phrase(value.value, of: measure.metric)) per \(measure.window)"
    }
    return [
      event.partner, event.from, event.to, event.period, evidence.joined(separator: "; "),
      event.on.description,
      change.approvals.map { "\($0.role) (\($0.author))" }.joined(separator: ", "),
      change.missingRoles.joined(separator: ", "), change.nextReview(from: today).description,
    ]
  }
}
