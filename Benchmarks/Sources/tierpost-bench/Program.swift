import FoundationEssentials

/// The release program and the files it is measured with.
struct Program {
  let binary: String
  /// The repository: its segments and templates are what is rendered.
  let repository: URL

  /// Runs a command in a workspace and waits.
  func run(_ arguments: [String], in workspace: Workspace) throws -> (
    usage: ChildProcess.Usage, output: String
  ) {
    let child = try ChildProcess(
      binary, arguments + ["--workspace", workspace.folder.path], in: workspace.folder)
    let usage = try child.finish()
    return (usage, try child.outputText())
  }

  /// What `import --json` says of a file.
  struct Imported: Decodable {
    let rows: Int
    let refused: Int
  }

  /// Brings a workspace's data in.
  ///
  /// - Returns: what it took, and the rows of all files.
  func importData(of workspace: Workspace) throws -> (usage: ChildProcess.Usage, rows: Int) {
    let (usage, output) = try run(["import", "--json"], in: workspace)
    // Lines of refused rows have no "rows".
    let files = output.split(separator: "\n").compactMap {
      try? JSONDecoder().decode(Imported.self, from: Data($0.utf8))
    }
    return (usage, files.reduce(0) { $0 + $1.rows })
  }

  /// What `send --json` says.
  struct Sent: Decodable {
    let planned: Int
    let accepted: Int
  }

  /// Sends the month's status mails of a workspace; the first of them where there is a limit.
  func send(_ workspace: Workspace, limit: Int? = nil) throws -> (usage: ChildProcess.Usage, mails: Int) {
    let campaign = ["monthly-status", "--edition", "2026-10", "--as-of", "2026-11-01T09:00:00Z"]
    let few = limit.map { ["--limit", "\($0)"] } ?? []
    let (usage, output) = try run(["send"] + campaign + ["--yes", "--json"] + few, in: workspace)
    guard let line = output.split(separator: "\n").last,
      let sent = try? JSONDecoder().decode(Sent.self, from: Data(line.utf8)), sent.accepted > 0
    else { throw BenchFailure("tierpost sent nothing: \(output.suffix(500))") }
    guard sent.accepted == min(sent.planned, limit ?? .max) else {
      throw BenchFailure("of \(sent.planned) mails \(sent.accepted) were accepted")
    }
    return (usage, sent.accepted)
  }
}
