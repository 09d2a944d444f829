import ArgumentParser
import Mailroom
import Pages
import PartnerProgram
import Reporting

struct TiersSuggestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suggest",
    abstract: "Suggests bounds from how partners do, and says who can reach those in force.",
    discussion: """
      By percentiles, so that the second tier holds 20 to 30 % of active partners and the third 5 to 10 %, and from the \
      median. Try a suggestion with `tierpost tiers simulate` before you announce it.

      Example:
        tierpost tiers suggest --month 2026-10
      """)

  @OptionGroup var options: WorkspaceOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var months: MonthOptions

  func run() async throws {
    let console = options.console
    try await console.run {
      let opened = try OpenedWorkspace.open(options)
      let moment = try clock.moment(in: opened.calendar)
      let month = try months.month(asOf: moment, in: opened.calendar)
      var picture = ProgramPicture(opened.workspace.program, month: month)
      try opened.walk(asOf: moment).forEach(month: month, asOf: moment) { picture.add($0) }
      for ladder in picture.inUse {
        let suggestion = ThresholdSuggestion(ladder, program: opened.workspace.program)
        if options.json { console.result(Self.json(suggestion)); continue }
        console.result(suggestion.document(month: MetricWords.name(month)).text())
      }
    }
  }

  private static func json(_ suggestion: ThresholdSuggestion) -> String {
    func number(_ value: Int64?) -> JSONLine.Value { value.map { .number($0) } ?? .text(nil) }
    return JSONLine([
      ("ladder", .text(suggestion.picture.name)),
      ("metric", .text(suggestion.picture.ladder.metric.rawValue)),
      ("active", .number(Int64(suggestion.picture.values.count))), ("median", number(suggestion.median)),
      ("second", number(suggestion.bound(ofTop: 300).map(ThresholdSuggestion.round))),
      ("third", number(suggestion.bound(ofTop: 75).map(ThresholdSuggestion.round))),
    ]).description
  }
}
