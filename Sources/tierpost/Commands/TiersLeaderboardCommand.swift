import ArgumentParser
import Mailroom
import Pages
import PartnerProgram

struct TiersLeaderboardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leaderboard",
    abstract: "Ranks partners by what `leaderboard:` of tierpost.yaml says.",
    discussion: """
      The places of a month as mails show them, with the partners' ids and the names by which others see them. Equal \
      figures share a place, and the places they take up are left out after them: 1, 2, 2, 4. Where those who share the \
      last place have no room, none of them is listed. Ranked is who has more than 0; a partner whose field \
      `leaderboard` says no is neither shown nor counted. Without `leaderboard:` the program's own metric ranks.

      Examples:
        tierpost tiers leaderboard --month 2026-10
        tierpost tiers leaderboard --segment creators --top 25
        tierpost tiers leaderboard --json                 a line for each place
      """)

  @OptionGroup var options: WorkspaceOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var months: MonthOptions
  @Option(help: ArgumentHelp("Rank the partners of this segment only.", valueName: "segment"))
  var segment: String?
  @Option(help: ArgumentHelp("List at most so many places.", valueName: "number"))
  var top: Int?
  @Flag(help: "Print a CSV row for each place.")
  var csv = false

  func validate() throws {
    if csv, options.json { throw ValidationError("--csv and --json are two forms: choose one") }
    if let top, !(1...100).contains(top) { throw ValidationError("--top is from 1 to 100") }
  }

  func run() async throws {
    let console = options.console
    try await console.run {
      let opened = try OpenedWorkspace.open(options)
      let moment = try clock.moment(in: opened.calendar)
      let month = try months.month(asOf: moment, in: opened.calendar)
      let name = try segment.map { try opened.workspace.named(segment: $0) }
      var rules = try opened.workspace.recognition(fields: opened.fields, segment: name)
      var settings = rules.settings.leaderboard ?? LeaderboardSettings()
      if let top { settings.top = top }
      rules.settings = RecognitionSettings(leaderboard: settings)
      let pass = try RecognitionPass(
        rules, walk: opened.walk(asOf: moment), month: month, asOf: moment, alias: opened.alias)
      if csv { return console.table(rows(pass, opened.workspace.program)) }
      if options.json { return list(pass, console) }
      show(pass, opened.workspace.program, console)
    }
  }

  private func rows(_ pass: RecognitionPass, _ program: ProgramSettings) -> [[String]] {
    let words = MetricWords(currency: program.currency)
    let metric = pass.measure.measure.metric
    let header = ["board", "period", "place", "partner", "shown_as", "metric", "value", "ranked"]
    return [header]
      + pass.boards.sorted { $0.key < $1.key }.flatMap { name, board in
        board.rows.map {
          [
            name, pass.period.name, "\($0.place)", $0.partner, $0.name.text, metric.rawValue,
            words.amount($0.value, of: metric), "\(board.count)",
          ]
        }
      }
  }

  /// An object a place; `value` is a count, or the smallest unit of the metric.
  private func list(_ pass: RecognitionPass, _ console: Console) {
    let metric = pass.measure.measure.metric
    for (name, board) in pass.boards.sorted(by: { $0.key < $1.key }) {
      let fields: [(String, JSONLine.Value)] = [
        ("board", .text(name)), ("period", .text(pass.period.name)), ("metric", .text(metric.rawValue)),
        ("ranked", .number(Int64(board.count))),
      ]
      for row in board.rows {
        console.result(
          JSONLine(
            fields + [
              ("place", .number(Int64(row.place))), ("partner", .text(row.partner)),
              ("shown_as", .text(row.name.text)), ("value", .number(row.value)),
            ]
          ).description)
      }
      guard let shared = board.shared else { continue }
      console.result(
        JSONLine(
          fields + [
            ("place", .number(Int64(shared.place))), ("shared_by", .number(Int64(shared.count))),
            ("value", .number(shared.value)),
          ]
        ).description)
    }
  }

  private func show(_ pass: RecognitionPass, _ program: ProgramSettings, _ console: Console) {
    let words = MetricWords(currency: program.currency)
    let metric = pass.measure.measure.metric
    for (name, board) in pass.boards.sorted(by: { $0.key < $1.key }) {
      let title = name.isEmpty ? "" : "\(name): "
      console.result(
        "\(title)\(counted(board.count, "partner")) ranked by \(words.name(metric)), \(words.name(pass.period))"
      )
      var table = Table(
        [.right, .left, .left, .right], header: ["place", "partner", "shown as", words.name(metric)])
      for row in board.rows {
        table.add(["\(row.place)", row.partner, row.name.text, words.amount(row.value, of: metric)])
      }
      table.lines().forEach(console.result)
      if let shared = board.shared {
        console.result(
          "\(counted(shared.count, "partner")) share place \(shared.place) with "
            + "\(words.amount(shared.value, of: metric)), more than there is room for")
      }
    }
    for (name, count) in pass.tooSmall.sorted(by: { $0.key < $1.key }) {
      console.say(
        "\(name.isEmpty ? "no board" : "no board for \(name)"): \(counted(count, "partner")) ranked, fewer than "
          + "the minimum, so that nobody is recognised by a place")
    }
    if pass.boards.isEmpty, pass.tooSmall.isEmpty { console.say("Nobody is ranked: nothing counts yet.") }
    let (all, unclear) = pass.optedOut
    if all > 0 {
      console.say(
        "\(counted(all, "partner")) left out by the field `leaderboard`"
          + (unclear > 0 ? ", \(unclear) of them by a word that is neither yes nor no" : ""))
    }
  }
}
