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

      --calendar lists the coming reviews of a year or up to --until: the day, who approves, the periods that are looked \
      at, how many changes wait for it now, and how many standings end by then unless something changes.

      Examples:
        tierpost tiers review
        tierpost tiers review --period 2026-Q3
        tierpost tiers review --calendar --until 2027-06-30
        tierpost tiers review --csv > due.csv
        tierpost tiers decide approve P-00286 --author anna --reason "solid quarter"
      """)

  @OptionGroup var options: WorkspaceOptions
  @OptionGroup var clock: ClockOptions
  @Option(
    help: ArgumentHelp("List the changes of this period only: 2026-10, 2026-Q4, 2026.", valueName: "period"))
  var period: String?
  @Flag(help: "List the coming reviews instead.")
  var calendar = false
  @Option(
    help: ArgumentHelp("The last day of the calendar; a year from --as-of by default.", valueName: "date"))
  var until: String?
  @Flag(help: "Print a CSV row for each change.")
  var csv = false

  func validate() throws {
    if csv, options.json { throw ValidationError("--csv and --json are two forms: choose one") }
    if calendar, period != nil {
      throw ValidationError("--calendar lists reviews, --period changes: choose one")
    }
    if until != nil, !calendar { throw ValidationError("--until is the end of --calendar") }
    if let period, period.wholeMatch(of: /\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?/) == nil {
      throw ValidationError("'\(period)' is not a period, expected for example 2026-10, 2026-Q4 or 2026")
    }
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
      if calendar { return try list(standings, asOf: moment, today, console) }
      let due = try standings.due(asOf: moment).filter { period == nil || $0.event.period == period }
      try opened.recordStandings(asOf: moment, console)
      let rows = due.map { cells($0, today, opened.workspace.program.currency) }
      if csv { return console.table([Self.header] + rows) }
      if options.json { return console.objects([Self.header] + rows) }
      if due.isEmpty { return console.say("Nothing\(period.map { " of \($0)" } ?? "") waits for a review.") }
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
