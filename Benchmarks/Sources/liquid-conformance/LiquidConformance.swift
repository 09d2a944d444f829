import ArgumentParser
import Foundation

@main
struct LiquidConformance: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "liquid-conformance",
    abstract: "Runs a file of published Liquid cases through the engine.",
    discussion: """
      Reads the cases of golden-liquid and of Shopify/liquid-spec, both as one JSON file with a list `tests`.

      Compared are outputs, byte for byte, and that an error occurs where one is expected, at the line that the case
      names; the wording of errors is this engine's own. In an output that holds errors each error text of the engine
      must stand where the case has one, and everything around them is compared byte for byte.
      What a case asks and this program does not know is counted as skipped, with its reason.
      Exit code 1: something failed.
      """)

  @Argument(help: ArgumentHelp("The file of cases.", valueName: "file"), completion: .file())
  var file: String
  @Flag(help: "Print every case that failed, with what was wanted and found.")
  var listFailures = false
  @Option(help: ArgumentHelp("Run only cases whose name holds this.", valueName: "text"))
  var only: String?

  func run() throws {
    let cases: [ConformanceCase]
    do {
      cases = try ConformanceCase.all(in: Array(Data(contentsOf: URL(fileURLWithPath: file))))
    } catch {
      throw ValidationError("\(file) is not a file of cases: \(error)")
    }
    var score = Score()
    for test in cases where only.map({ test.name.contains($0) }) ?? true {
      let verdict = test.unknown.map { Verdict.skipped($0) } ?? test.verdict()
      score.count(verdict)
      if listFailures, case .failed(let wanted, let found) = verdict {
        print("FAIL \(test.name)\n  template \(test.template.debugDescription)")
        print("  wanted   \(wanted)\n  found    \(found)")
      }
    }
    score.report()
    if score.failed > 0 { throw ExitCode(1) }
  }
}

/// What came of all cases.
struct Score {
  private(set) var passed = 0
  private(set) var failed = 0
  private var reasons: [String: Int] = [:]

  mutating func count(_ verdict: Verdict) {
    switch verdict {
    case .passed: passed += 1
    case .failed: failed += 1
    case .skipped(let reason): reasons[reason, default: 0] += 1
    }
  }

  func report() {
    for (reason, count) in reasons.sorted(by: { $0.key < $1.key }) { print("\(count) skipped: \(reason)") }
    print("\(passed) passed, \(failed) failed")
  }
}
