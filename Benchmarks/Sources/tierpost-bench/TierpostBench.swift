import ArgumentParser
import FoundationEssentials
import Glibc

@main
struct TierpostBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tierpost-bench",
    abstract: "Measures the release program against smtp-source, the sqlite3 shell and openssl speed.",
    discussion: """
      Prints ratios, for they change less from machine to machine than the figures behind them. What is compared runs
      in turns, round by round; a figure is the median of its rounds. Run it on an idle machine.

      A million partners with ten million activities: --only sweep --large-partners 1000000 --activity 10.

      Needs .build/release/tierpost, lane-bench, signing-bench and sweep-bench (swift build -c release --product each), and smtp-sink,
      smtp-source, sqlite3 and openssl (Debian's packages postfix, sqlite3 and openssl). Exit code 1: an aim is not met, with --strict.
      """)

  enum Measurement: String, CaseIterable, ExpressibleByArgument {
    case lane, path, `import`, memory, dkim, sweep
  }

  @Option(help: ArgumentHelp("Measure these only; may be given more than once.", valueName: "what"))
  var only: [Measurement] = Measurement.allCases
  @Option(help: "Rounds of each comparison.")
  var rounds = 3
  @Option(help: "Partners of the whole path.")
  var partners = 20_000
  @Option(help: "Messages of the lane alone.")
  var messages = 20_000
  @Option(help: "Partners of import and of the larger memory figure.")
  var largePartners = 200_000
  @Option(help: "Activities for each partner.")
  var activity = 18
  @Option(help: ArgumentHelp("The program to measure.", valueName: "file"), completion: .file())
  var tierpost = ".build/release/tierpost"
  @Option(help: ArgumentHelp("The repository, whose templates are rendered.", valueName: "folder"))
  var repository = "."
  @Flag(help: "Print figures as JSON, one object a line.")
  var json = false
  @Flag(help: "End with code 1 where an aim is not met.")
  var strict = false

  func validate() throws {
    guard rounds > 0, messages > 0, partners > 1, largePartners > partners, activity >= 0 else {
      throw ValidationError(
        "--rounds, --messages and --partners must be positive, --large-partners greater than --partners")
    }
  }

  func run() throws {
    let tools: [Tool] = only == [.dkim] ? [.openssl] : [.sink, .source, .sqlite, .openssl]
    for tool in tools { _ = try tool.path() }
    guard only == [.dkim] || access(tierpost, X_OK) == 0 else {
      throw BenchFailure("\(tierpost) is not there: swift build -c release --product tierpost")
    }
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("tierpost-bench-\(getpid())")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let laboratory = Laboratory(
      program: Program(binary: tierpost, repository: URL(fileURLWithPath: repository)), scratch: scratch,
      rounds: rounds, activitiesPerPartner: activity
    ) { line in _ = "\(line)\n".withCString { write(2, $0, strlen($0)) } }
    var isMet = true
    for measurement in Measurement.allCases where only.contains(measurement) {
      let figures =
        switch measurement {
        case .lane:
          try LaneRate(laboratory: laboratory, program: room("lane-bench"), messages: messages).figures()
        case .path: try WholePath(laboratory: laboratory, partners: partners).figures()
        case .import: try ImportRate(laboratory: laboratory, partners: largePartners).figures()
        case .memory: try PeakMemory(laboratory: laboratory, small: partners, large: largePartners).figures()
        case .dkim:
          try SigningRate(laboratory: laboratory, bench: room("signing-bench")).figures()
        case .sweep:
          try SweepRate(
            laboratory: laboratory, bench: room("sweep-bench"), small: partners, large: largePartners
          ).figures()
        }
      for figure in figures {
        print(json ? figure.json : figure.line)
        isMet = isMet && figure.holds
      }
    }
    if strict, !isMet { throw ExitCode.failure }
  }

  /// A program that measures one room from within, beside the program itself.
  private func room(_ name: String) throws -> String {
    let path = URL(fileURLWithPath: tierpost).deletingLastPathComponent().appendingPathComponent(name).path
    guard access(path, X_OK) == 0 else {
      throw BenchFailure("\(path) is not there: swift build -c release --product \(name)")
    }
    return path
  }
}
