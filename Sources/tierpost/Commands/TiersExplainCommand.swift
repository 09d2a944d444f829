import ArgumentParser
import Ledger
import Mailroom
import Pages
import PartnerProgram

struct TiersExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explains one partner's tier in a paragraph, then row by row.",
    discussion: """
      The paragraph says what counted, what did not and why, under which rule, and what is missing for the next tier. \
      Below stand the figures that decide, and every activity that counts for them or might have: "counted" adds up to \
      the net money, "commission" to the commission, and what stands in brackets to its figure.

      Example:
        tierpost tiers explain P-00286 --as-of 2026-11-01
      """)

  @Argument(help: "The partner's id.")
  var partner: String
  @OptionGroup var options: WorkspaceOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var months: MonthOptions

  func run() async throws {
    let console = options.console
    try await console.run {
      let opened = try OpenedWorkspace.open(options)
      let moment = try clock.moment(in: opened.calendar)
      let month = try months.month(asOf: moment, in: opened.calendar)
      let record = try opened.record(of: partner)
      let recipient = try opened.walk(asOf: moment).recipient(record, month: month, asOf: moment)
      let explanation = TierExplanation(recipient, activities: record.activities, evaluator: opened.evaluator)
      if options.json { return show(explanation, console) }
      console.result(explanation.paragraph)
      var figures = Table(
        [.left, .left, .right, .right, .right, .left], header: TierExplanation.MeasureLine.headings)
      for line in explanation.measures { figures.add(line.cells) }
      console.result("")
      figures.lines().forEach(console.result)
      guard !explanation.rows.isEmpty else { return }
      var table = Table(
        [.left, .left, .left, .left, .right, .right, .right, .left], header: TierExplanation.Row.headings)
      for row in explanation.rows { table.add(row.cells) }
      console.result("")
      table.lines().forEach(console.result)
      if explanation.elsewhere > 0 {
        console.say(
          "In other months: \(counted(explanation.elsewhere, "activity", "activities")) of this partner.")
      }
    }
  }

  private func show(_ explanation: TierExplanation, _ console: Console) {
    let rows = explanation.rows.map { row in
      JSONLine.Value.object(
        zip(TierExplanation.Row.headings, row.cells).map { ($0.0, .text($0.1)) })
    }
    let measures = explanation.measures.map { line in
      JSONLine.Value.object(
        zip(TierExplanation.MeasureLine.headings, line.cells).map {
          ($0.0.replacing(" ", with: "_"), .text($0.1))
        })
    }
    console.result(
      JSONLine([
        ("partner", .text(partner)), ("explanation", .text(explanation.paragraph)),
        ("measures", .list(measures)),
        ("activities", .list(rows)),
      ]).description)
  }
}
