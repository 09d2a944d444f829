import ArgumentParser
import FoundationEssentials
import Glibc

@main
struct TierpostBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tierpost-bench",
    abstract: "Measures the release program against Postfix's smtp-source and the sqlite3 shell.",
    discussion: """
      Prints ratios, for they change less from machine to machine than the figures behind them. What is compared runs
      in turns, round by round; a figure is the median of its rounds. Run it on an idle machine.

      Needs .build/release/tierpost (swift build -c release --product tierpost), and smtp-sink, smtp-source and sqlite3
      (Debian's packages postfix and sqlite3). Exit code 1: an aim is not met, with --strict.
      """)

  enum Measurement: String, CaseIterable, ExpressibleByArgument {
    case lane, path, `import`, memory
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
    for tool in [Tool.sink, .source, .sqlite] { _ = try tool.path() }
    guard access(tierpost, X_OK) == 0 else {
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
          try LaneRate(laboratory: laboratory, program: laneBench(), messages: messages).figures()
        case .path: try WholePath(laboratory: laboratory, partners: partners).figures()
        case .import: try ImportRate(laboratory: laboratory, partners: largePartners).figures()
        case .memory: try PeakMemory(laboratory: laboratory, small: partners, large: largePartners).figures()
        }
      for figure in figures {
        print(json ? figure.json : figure.line)
        isMet = isMet && figure.holds
      }
    }
    if strict, !isMet { throw ExitCode.failure }
  }

  /// The program beside this one.
  private func laneBench() throws -> String {
    let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let path = folder.appendingPathComponent("lane-bench").path
    guard access(path, X_OK) == 0 else {
      throw BenchFailure("\(path) is not there: swift build -c release --package-path Benchmarks")
    }
    return path
  }
}
