import ArgumentParser
import FoundationEssentials
import Ledger
import Mailroom
import PartnerProgram

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Brings the data files into the ledger.",
    discussion: """
      Reads the files that data: in tierpost.yaml names, CSV or JSON Lines, each in one transaction. Rows are known by \
      their id: reading a file again changes nothing. Every row is accounted for; a refused row is listed with line, \
      column and reason and does not stop the rest. So is a row of the future, and asked for again until its time has \
      come; for a rehearsal the environment's TIERPOST_NOW, such as 2026-12-01T00:00:00Z, moves the present.

      Examples:
        tierpost import
        tierpost import --rejects rejects.csv   write refused rows to a file, to be
                                                mended; where several files have
                                                some, to rejects-partners.csv etc.
        tierpost import --strict                take a file only where no row of it
                                                is refused
        tierpost import --recount               read all files, then take the ledger's
                                                rows for what was brought in

      Exit code 0: done, refused rows or not. 65: --strict and a refused row. 66: a file is missing.
      """)

  @OptionGroup var options: WorkspaceOptions
  @Option(
    help: ArgumentHelp("Write refused rows to this CSV file, with line and reason.", valueName: "file"),
    completion: .file())
  var rejects: String?
  @Flag(help: "Stop at the first refused row; nothing of its file is taken.")
  var strict = false
  @Flag(
    help: ArgumentHelp(
      "Afterwards take the ledger's activity as it stands for what was brought in.",
      discussion: "Mends what `tierpost check --reconcile` says of rows that were changed outside of imports."
    ))
  var recount = false

  func run() async throws {
    let console = options.console
    try await console.run {
      let workspace = try Workspace(folder: options.workspace)
      let (ledger, _) = try OpenedWorkspace.openLedger(of: workspace)
      var update = try DataUpdate(workspace: workspace, ledger: ledger, latest: Surroundings.latestMoment())
      update.isStrict = strict
      let reports = try update.run(onlyChanged: false)
      if recount { try ledger.recountActivity() }
      for report in reports { show(report, console) }
      if let rejects { try write(reports, to: rejects, workspace, console) }
    }
  }

  private func show(_ report: ImportReport, _ console: Console) {
    if options.json {
      for refusal in report.refusals {
        console.result(
          JSONLine([
            ("file", .text(report.file)), ("line", .number(Int64(refusal.line))),
            ("column", refusal.column.map { .number(Int64($0)) } ?? .text(nil)),
            ("name", .text(refusal.columnName)), ("reason", .text(refusal.reason)),
          ]).description)
      }
      console.result(
        JSONLine([
          ("file", .text(report.file)), ("rows", .number(Int64(report.rows))),
          ("added", .number(Int64(report.added))), ("updated", .number(Int64(report.updated))),
          ("unchanged", .number(Int64(report.unchanged))), ("refused", .number(Int64(report.refused))),
        ]).description)
      return
    }
    for refusal in report.refusals {
      console.result("\(report.file):\(refusal.place) \(refusal.reason)")
    }
    console.result(
      "\(report.file): \(report.rows) rows = \(report.added) added + \(report.updated) updated + "
        + "\(report.unchanged) unchanged + \(report.refused) refused")
  }

  private func write(
    _ reports: [ImportReport], to path: String, _ workspace: Workspace, _ console: Console
  ) throws {
    let refused = reports.filter { $0.refused > 0 }
    let paths = Self.paths(path, for: refused.map(\.file))
    for (report, path) in zip(refused, paths) {
      let bytes = try RejectsFile.csv(report, path: workspace.path(report.file))
      guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else {
        throw Failure("the file \(path) cannot be written", code: Exit.cannotCreate)
      }
      console.say("Refused rows: \(path)")
    }
  }

  /// One table has one header, so that it can be mended and read again: the rejects of several files go to several
  /// files, `rejects-partners.csv` for `Sample/partners.csv`.
  private static func paths(_ path: String, for files: [String]) -> [String] {
    guard files.count > 1 else { return [path] }
    let names = files.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
    let isUnique = Set(names).count == names.count
    let dot = path.lastIndex(of: ".").flatMap { path[$0...].contains("/") ? nil : $0 } ?? path.endIndex
    return (isUnique ? names : files.map { $0.replacing("/", with: "-") }).map { name in
      "\(path[..<dot])-\(name[..<(name.lastIndex(of: ".") ?? name.endIndex)])\(path[dot...])"
    }
  }
}
