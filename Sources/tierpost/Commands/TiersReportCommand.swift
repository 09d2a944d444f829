import ArgumentParser
import FoundationEssentials
import Mailroom
import Pages
import PartnerProgram
import Reporting

struct TiersReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Reports on a month: distribution, movement, revenue and cost by tier, and what stands out.",
    discussion: """
      How partners spread over the tiers, who moved where, what each tier brings and costs, who came, stayed and grew, \
      what becomes of those near a bound, movement by type and country, whom and what to look at, each with its reason. \
      With --months the months before stand beside it; with --pilot the partners of a pilot beside all others.

      Examples:
        tierpost tiers report --month 2026-10
        tierpost tiers report --month 2026-10 --html report.html     a page with charts, for a browser
        tierpost tiers report --month 2026-10 --csv                  a row for each tier
        tierpost tiers report --month 2026-12 --months 3             the quarter's digest
        tierpost tiers report --month 2026-10 --pilot autumn=20      what a pilot did
      """)

  @OptionGroup var options: WorkspaceOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var months: MonthOptions
  @Option(
    help: ArgumentHelp("Write a page with charts to this file.", valueName: "file"), completion: .file())
  var html: String?
  @Option(name: .customLong("months"), help: "How many months to show side by side, up to --month.")
  var count = 1
  @Option(help: ArgumentHelp("A pilot's name and share in percent.", valueName: "name=percent"))
  var pilot: String?
  @Flag(help: "Print a CSV row for each tier.")
  var csv = false

  func validate() throws {
    guard (1...60).contains(count) else { throw ValidationError("--months takes 1 to 60") }
    if pilot != nil, group == nil {
      throw ValidationError("--pilot takes a name and 1 to 99, such as autumn=20")
    }
    if csv, options.json { throw ValidationError("--csv and --json are two forms: choose one") }
  }

  private var group: PilotGroup? { pilot.flatMap { PilotGroup(argument: $0) } }

  func run() async throws {
    let console = options.console
    try await console.run {
      let opened = try OpenedWorkspace.open(options)
      let moment = try clock.moment(in: opened.calendar)
      let month = try months.month(asOf: moment, in: opened.calendar)
      let program = opened.workspace.program
      let walk = try opened.walk(asOf: moment)
      var outcome = group.map(PilotOutcome.init)
      let pictures = try (0..<count).reversed().map { back in
        let own = month.advanced(by: -back)
        var picture = ProgramPicture(program, month: own)
        try walk.forEach(month: own, asOf: moment) { recipient in
          picture.add(recipient)
          if back == 0, picture.counts(recipient.partner) { outcome?.add(recipient) }
        }
        return picture
      }
      let report = TierReport(pictures[count - 1])
      var document = report.document(asOf: opened.calendar.clockText(of: moment))
      MonthTrend(pictures).add(to: &document)
      outcome?.add(to: &document, currency: program.currency)
      if let html {
        try console.write(document.page, to: html)
        console.say("\(html) is written: open it in a browser.")
      }
      if csv { return console.table(report.csv) }
      if options.json { return console.objects(report.csv) }
      if html == nil { console.result(String(document.text().dropLast())) }
    }
  }
}
