import ArgumentParser
import Campaigns
import Mailroom
import Pages
import PartnerProgram
import Reporting
import Settings

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Looks for mistakes in every file of the workspace.",
    discussion: """
      Reads tierpost.yaml, every segment and every template in every language, and reports all mistakes with file, line \
      and column. Then lists which template is written in which language, and gives advice on the tiers, each with its \
      reason: advice is no mistake. Sends nothing and needs no network.

      With --reconcile it proves instead that payouts, mails and the data are the same money: every row that was \
      brought in is counted, or not counted for a reason; orders less refunds, fees and taxes are what commission is \
      reckoned on; commissions in payouts are those in mails; what is carried goes from each period to the next. Each \
      figure is worked out in two ways. `tierpost send` does the same before it sends.

      Examples:
        tierpost check -C my-program
        tierpost check --reconcile --period 2026-10

      Exit code 0: no mistakes. 65: --reconcile, and figures differ. 78: mistakes, all of them listed.
      """)

  @OptionGroup var options: WorkspaceOptions
  @OptionGroup var clock: ClockOptions
  @Flag(help: "Prove that payouts, mails and the data are the same money.")
  var reconcile = false
  @Option(
    help: ArgumentHelp(
      "With --reconcile: the month, quarter or year to report on.",
      discussion: "The default is the month before --as-of."))
  var period: String?

  func validate() throws {
    if period != nil, !reconcile { throw ValidationError("--period needs --reconcile") }
  }

  func run() async throws {
    let console = options.console
    try await console.run {
      if reconcile {
        return try await ReconcileCheck(options: options, clock: clock, period: period).run(console)
      }
      let workspace = try Workspace(folder: options.workspace)
      let fields = try fields(console)
      let log = ProblemLog()
      for name in workspace.segmentNames {
        log.catching { () throws(Problems) in _ = try workspace.segment(name, fields: fields) }
      }
      log.catching { () throws(Problems) in _ = try workspace.recognition(fields: fields) }
      var found: TemplateLibrary?
      log.catching { () throws(Problems) in found = try workspace.templates(fields: fields) }
      // Without front matters, layouts and words there is nothing to compile.
      guard let library = found else { throw Problems(log.withoutRepeats().problems) }
      for name in Set(workspace.campaigns.flatMap(\.kind.templates)).sorted() {
        log.catching { () throws(Problems) in try library.requireDefaultLanguage(of: name) }
      }
      for (_, sender) in workspace.senders.sorted(by: { $0.key < $1.key }) {
        log.catching { () throws(Problems) in
          for file in try workspace.keyFiles(of: sender) where file.isReadableByOthers {
            console.say(file.warning)
          }
        }
      }
      var compiled = 0
      for name in library.names {
        for language in library.languages(of: name) {
          log.catching { () throws(Problems) in
            _ = try library.compile(name, language)
            compiled += 1
          }
        }
      }
      try log.withoutRepeats().throwIfAny()
      report(library, workspace, compiled: compiled, console)
      try advise(workspace, console)
    }
  }

  /// Says what stands out in the program's rules, with last month's data where there is any.
  private func advise(_ workspace: Workspace, _ console: Console) throws {
    var picture: ProgramPicture?
    var reminders: [Lint] = []
    if let opened = try? OpenedWorkspace.open(options) {
      let now = Surroundings.now()
      let month = opened.calendar.month(of: now).advanced(by: -1)
      var made = ProgramPicture(workspace.program, month: month)
      var consent = ConsentReminder(workspace.recognition)
      try opened.walk(asOf: now).forEach(month: month, asOf: now) {
        made.add($0)
        consent.add($0.partner)
      }
      picture = made.ladders.contains { $0.active > 0 } ? made : nil
      reminders = consent.lints
      reminders += try ReviewCalendar(StandingWalk(opened.walk(asOf: now)), asOf: now, until: nil).overdue.map
      {
        ReviewReminder.lint(ladder: $0.ladder, review: $0.review, changes: $0.changes, roles: $0.roles)
      }
    }
    for lint in ProgramLint.lints(workspace.program, picture: picture) + reminders {
      if options.json {
        console.result(
          JSONLine([
            ("advice", .text(lint.advice)), ("about", .text(lint.subject)), ("reason", .text(lint.reason)),
            ("rule", .text(lint.rule)),
          ]).description)
      } else {
        console.say("advice: \(lint.text)")
      }
    }
  }

  /// The partner fields that the data has; nil where the data is not there yet.
  private func fields(_ console: Console) throws -> Set<String>? {
    do {
      return try OpenedWorkspace.open(options).fields
    } catch ImportError.notReadable(let file) {
      console.say("\(file) is not there yet, so the names of partner fields were not checked.")
      return nil
    }
  }

  private func report(_ library: TemplateLibrary, _ workspace: Workspace, compiled: Int, _ console: Console) {
    let languages = Set(library.names.flatMap { library.languages(of: $0) }).sorted {
      $0.description < $1.description
    }
    var table = Table(
      [.left] + languages.map { _ in .left }, header: ["template"] + languages.map(\.description))
    for name in library.names {
      let written = library.languages(of: name)
      let missing = languages.filter { !written.contains($0) }
      if options.json {
        console.result(
          JSONLine([
            ("template", .text(name)), ("languages", .list(written.map { .text($0.description) })),
            ("missing", .list(missing.map { .text($0.description) })),
          ]).description)
      }
      table.add([name] + languages.map { written.contains($0) ? "yes" : "-" })
    }
    if !options.json { table.lines().forEach(console.result) }
    console.say(
      "No mistakes: tierpost.yaml, \(workspace.segmentNames.count) segments, \(library.names.count) templates in "
        + "\(languages.count) languages (\(compiled) files), \(workspace.campaigns.count) campaigns.")
  }
}
