import ArgumentParser
import FoundationEssentials
import Ledger
import Mailroom
import Pages
import PartnerProgram
import Reporting
import Settings

struct TiersSimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Runs proposed rules over past months, beside the present ones.",
    discussion: """
      FILE holds `tiers:`, alone or as a whole tierpost.yaml. Says who would stand on another step, what it would have cost, \
      the blended rate and the revenue of each tier. Nothing is changed.

      With --pilot only a stable share of the partners gets the proposed rules: the same ones every time for a name, and \
      all of a smaller share are in a larger one. --csv lists those who stand on another step.

      Examples:
        tierpost tiers simulate --with proposal.yaml --months 3
        tierpost tiers simulate --with proposal.yaml --pilot autumn=20
      """)

  @Option(
    name: .customLong("with"), help: ArgumentHelp("The proposed rules.", valueName: "file"),
    completion: .file())
  var proposal: String
  @Option(name: .customLong("months"), help: "How many months, up to --month.")
  var count = 1
  @Option(help: ArgumentHelp("A pilot's name and share in percent.", valueName: "name=percent"))
  var pilot: String?
  @Flag(help: "Print a CSV row for each partner who stands on another step in the last month.")
  var csv = false
  @OptionGroup var options: WorkspaceOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var months: MonthOptions

  func validate() throws {
    guard (1...60).contains(count) else { throw ValidationError("--months takes 1 to 60") }
    if csv, options.json { throw ValidationError("--csv and --json are two forms: choose one") }
    if pilot != nil, group == nil {
      throw ValidationError("--pilot takes a name and 1 to 99, such as autumn=20")
    }
  }

  private var group: PilotGroup? { pilot.flatMap { PilotGroup(argument: $0) } }

  func run() async throws {
    let console = options.console
    try await console.run {
      let opened = try OpenedWorkspace.open(options)
      let moment = try clock.moment(in: opened.calendar)
      let last = try months.month(asOf: moment, in: opened.calendar)
      let present = opened.workspace.program
      let proposed = try read(present)
      guard let evaluator = TierEvaluator(program: proposed) else {
        throw Failure("the time zone \(proposed.timeZone) is not known", code: Exit.configuration)
      }
      let walk = try opened.walk(asOf: moment)
      let proposedWalk = try opened.walk(asOf: moment, by: evaluator)
      var simulation = RuleSimulation(present: present, proposed: proposed)
      for back in (0..<count).reversed() {
        let month = last.advanced(by: -back)
        simulation.begin(month)
        try walk.forEachRecord { record in
          let now = try walk.recipient(record, month: month, asOf: moment)
          let isIn = group?.contains(record.partner.id) ?? true
          let then =
            isIn
            ? try proposedWalk.recipient(record, month: month, asOf: moment) : now
          simulation.add(present: now, proposed: then)
        }
      }
      if csv { return console.table(simulation.csv) }
      if options.json { return console.objects(simulation.csv) }
      console.result(String(simulation.document.text().dropLast()))
    }
  }

  private func read(_ present: ProgramSettings) throws -> ProgramSettings {
    guard let data = FileManager.default.contents(atPath: proposal) else {
      throw Failure("\(proposal) cannot be read", code: Exit.noInput)
    }
    let log = ProblemLog()
    let source = SourceText(name: proposal, text: String(decoding: data, as: UTF8.self))
    let found = try SettingsDocument(source, log: log).root?.mapping().flatMap(present.proposing)
    try log.throwIfAny()
    guard let found else { throw Failure("\(proposal) holds no tiers:", code: Exit.configuration) }
    return found
  }
}
