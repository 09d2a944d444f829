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
      How partners spread over the tiers, who moved where, what each tier brings and costs, what becomes of those near a \
      bound, movement by type and country, and what to look at, each with its reason.

      Examples:
        tierpost tiers report --month 2026-10
        tierpost tiers report --month 2026-10 --html report.html     a page with charts, for a browser
        tierpost tiers report --month 2026-10 --csv                  a row for each tier
      """)

  @OptionGroup var options: WorkspaceOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var months: MonthOptions
  @Option(
    help: ArgumentHelp("Write a page with charts to this file.", valueName: "file"), completion: .file())
  var html: String?
  @Flag(help: "Print a CSV row for each tier.")
  var csv = false

  func validate() throws {
    if csv, options.json { throw ValidationError("--csv and --json are two forms: choose one") }
  }

  func run() async throws {
    let console = options.console
    try await console.run {
      let opened = try OpenedWorkspace.open(options)
      let moment = try clock.moment(in: opened.calendar)
      let month = try months.month(asOf: moment, in: opened.calendar)
      var picture = ProgramPicture(opened.workspace.program, month: month)
      try opened.walk(asOf: moment).forEach(month: month, asOf: moment) { picture.add($0) }
      let report = TierReport(picture)
      let document = report.document(asOf: opened.calendar.clockText(of: moment))
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
