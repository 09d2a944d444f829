import ArgumentParser
import Mailroom
import Pages
import PartnerProgram
import Reporting

struct TiersRulesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Writes out the program's public rules, for a web page or a mail.",
    discussion: """
      From the same settings that decide: what counts and when, what happens on refunds, every tier with its bound, \
      rate, bonus and benefits. A tier by invitation only is in none of it.

      Example:
        tierpost tiers rules --html > rules.html
      """)

  @Flag(help: "As a page of its own.")
  var html = false
  @Flag(help: "As Markdown.")
  var markdown = false
  @OptionGroup var options: WorkspaceOptions
  @OptionGroup var clock: ClockOptions

  func validate() throws {
    if html, markdown { throw ValidationError("--html and --markdown are two forms: choose one") }
  }

  func run() async throws {
    let console = options.console
    try await console.run {
      let program = try Workspace(folder: options.workspace).program
      guard let calendar = ProgramCalendar(timeZone: program.timeZone) else {
        throw Failure("the time zone \(program.timeZone) is not known", code: Exit.configuration)
      }
      if options.json { return show(program, console) }
      let day = calendar.day(of: try clock.moment(in: calendar))
      let document = RulesCard(program).document(on: "\(day)")
      var text = html ? document.page : markdown ? document.markdown : document.text()
      text.removeLast()
      console.result(text)
    }
  }

  /// One object a ladder.
  private func show(_ program: ProgramSettings, _ console: Console) {
    let ladders = [(nil, program.ladder)] + program.segmentLadders.map { (Optional($0.name), $0.ladder) }
    for (name, ladder) in ladders {
      let tiers = ladder.visibleTiers().map { tier in
        JSONLine.Value.object([
          ("id", .text(tier.id)), ("name", .text(tier.name)), ("from", .number(tier.from)),
          ("rate", .text(tier.rate.percentText)), ("bonus", .text(tier.bonus?.plainText)),
          ("opens", .list((tier.unlocks + tier.benefits.all).map { .text($0) })),
        ])
      }
      console.result(
        JSONLine([
          ("ladder", .text(name)), ("metric", .text(ladder.metric.rawValue)),
          ("window", .text("\(ladder.window)")), ("version", .text(ladder.version)), ("tiers", .list(tiers)),
        ]).description)
    }
  }
}
