import ArgumentParser
import Mailroom
import Pages
import PartnerProgram

struct TiersSpotlightCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spotlight",
    abstract: "Shows whom the spotlight falls on, and on whom it fell.",
    discussion: """
      The partners chosen by the rule that `spotlight:` of tierpost.yaml names, for each period up to --month. Only \
      partners whose field `spotlight` says yes take part. The greater score wins, then the greater figure, then who \
      joined earlier, then the id that comes first; whoever was chosen rests for some periods. The choice follows from \
      the data alone: all periods are replayed, each as of its last moment.

      Examples:
        tierpost tiers spotlight --month 2026-10
        tierpost tiers spotlight --json
      """)

  @OptionGroup var options: WorkspaceOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var months: MonthOptions
  @Option(help: ArgumentHelp("List so many periods with a choice, the last ones.", valueName: "number"))
  var periods = 6

  func validate() throws {
    if periods < 1 { throw ValidationError("--periods is 1 or more") }
  }

  func run() async throws {
    let console = options.console
    try await console.run {
      let opened = try OpenedWorkspace.open(options)
      let moment = try clock.moment(in: opened.calendar)
      let month = try months.month(asOf: moment, in: opened.calendar)
      guard let settings = opened.workspace.recognition.spotlight else {
        throw Failure(
          "tierpost.yaml has no `spotlight:`",
          help:
            "spotlight: {rule: growth} chooses who grew most, among partners whose field `spotlight` says yes",
          code: Exit.configuration)
      }
      let rules = RecognitionRules(settings: RecognitionSettings(spotlight: settings))
      let pass = try RecognitionPass(
        rules, walk: opened.walk(asOf: moment), month: month, asOf: moment, alias: opened.alias)
      guard let spotlight = pass.spotlight else { return }
      let rows = rows(spotlight, opened.workspace.program)
      if options.json { return console.objects(rows) }
      var table = Table(rows[0].map { _ in .left }, header: rows[0].map { $0.replacing("_", with: " ") })
      for row in rows.dropFirst() { table.add(row) }
      if rows.count > 1 { table.lines().forEach(console.result) }
      if spotlight.chosen.isEmpty {
        let name = MetricWords(currency: opened.workspace.program.currency).name(spotlight.period)
        console.say(
          spotlight.agreed == 0
            ? "No partner agreed: nobody's field `spotlight` says yes."
            : "Nobody is chosen in \(name): of those who agreed, nobody fits the rule and does not rest.")
      }
      console.say("\(counted(spotlight.agreed, "partner")) agreed to be in the spotlight")
    }
  }

  private func rows(_ spotlight: SpotlightResult, _ program: ProgramSettings) -> [[String]] {
    let words = MetricWords(currency: program.currency)
    let metric = spotlight.measure.metric
    return [["period", "partner", "shown_as", "why", "value"]]
      + spotlight.choices.suffix(periods).flatMap { period, chosen in
        let name = period.months == 1 ? period.month.description : "to \(period.month)"
        return chosen.map { candidate in
          let why =
            switch spotlight.settings.rule {
            case .growth: "\(words.amount(candidate.score, of: metric)) more than in the period before"
            case .firstReach: "reached \(candidate.tier?.name ?? "") for the first time"
            case .longestRun: "\(candidate.score) active months in a row"
            case .newcomer: "best of those who joined lately"
            }
          return [
            name, candidate.partner, candidate.name.text, why, words.phrase(candidate.value, of: metric),
          ]
        }
      }
  }
}
