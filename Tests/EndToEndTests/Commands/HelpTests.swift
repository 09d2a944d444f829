import Foundation
import Testing

/// Help texts, the version and the completion script.
@Suite struct HelpTests {
  private static let commands = [
    "", "init", "check", "import", "audience", "tiers", "tiers status", "tiers explain", "tiers report",
    "tiers suggest", "tiers simulate", "tiers rules", "tiers review", "tiers decide", "tiers events",
    "tiers leaderboard", "tiers spotlight",
    "preview", "plan", "send", "retry", "resume", "status", "export", "export payouts", "export status",
    "settle", "cancel", "suppress", "erase", "rotate", "doctor", "dkim-key", "sample", "demo",
  ]
  private static let cases = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Cases/help")

  /// `RECORD=1 swift test --filter HelpTests` writes the texts anew.
  @Test(arguments: commands)
  func `the help of a command is the recorded one`(_ command: String) throws {
    let words = command.split(separator: " ").map(String.init)
    let outcome = try TierpostProcess(words + ["--help"], in: TestWorkspace.repository).finish()
    outcome.expect(0)
    let name = command.isEmpty ? "tierpost" : words.joined(separator: "-")
    let file = Self.cases.appending(path: "\(name).txt")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try FileManager.default.createDirectory(at: Self.cases, withIntermediateDirectories: true)
      try outcome.output.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try outcome.output == String(contentsOf: file, encoding: .utf8))
  }

  @Test(arguments: commands)
  func `help is as wide as a terminal of 80 columns and says what the command is for`(_ command: String)
    throws
  {
    let words = command.split(separator: " ").map(String.init)
    let outcome = try TierpostProcess(words + ["--help"], in: TestWorkspace.repository).finish()
    let long = outcome.lines.filter { $0.count > 80 && !$0.hasPrefix("USAGE:") }
    #expect(long.isEmpty)
    #expect(outcome.output.hasPrefix("OVERVIEW: "))
  }

  @Test func `every command has a recorded help, and nothing else has`() throws {
    let root = try TierpostProcess(["--help"], in: TestWorkspace.repository).finish()
    let listed = root.output.components(separatedBy: "SUBCOMMANDS:\n").last?.split(separator: "\n")
      .compactMap { $0.wholeMatch(of: #/  ([\w-]+)  +.*/#).map { String($0.1) } }
    #expect(
      listed?.sorted()
        == Set(Self.commands.compactMap { $0.split(separator: " ").first.map(String.init) }).sorted())
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.cases.path).sorted()
    let names = Self.commands.map { ($0.isEmpty ? "tierpost" : $0.replacing(" ", with: "-")) + ".txt" }
    #expect(files == names.sorted())
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `the completion script of a shell knows every command`(_ shell: String) throws {
    let outcome = try TierpostProcess(
      ["--generate-completion-script", shell], in: TestWorkspace.repository
    ).finish()
    outcome.expect(0)
    for command in Self.commands.flatMap({ $0.split(separator: " ") }) {
      #expect(outcome.output.contains(command), "\(command)")
    }
  }

  @Test func `bash reads the completion script`() throws {
    let workspace = try TestWorkspace.ofTwo()
    let script = try workspace.tierpost("--generate-completion-script", "bash")
    try workspace.write(script.outputBytes, to: "completion.bash")
    let outcome = try TierpostProcess(
      ["-c", "source completion.bash && complete -p tierpost"], in: workspace.folder, executable: "/bin/bash"
    ).finish()
    outcome.expect(0)
    #expect(outcome.output.contains("tierpost"))
  }

  @Test func `the version is one line`() throws {
    let outcome = try TierpostProcess(["--version"], in: TestWorkspace.repository).finish()
    #expect(outcome.exitCode == 0 && outcome.output.contains(/^\d+\.\d+\.\d+\n$/))
  }
}
