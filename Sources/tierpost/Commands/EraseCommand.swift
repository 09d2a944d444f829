import ArgumentParser
import Ledger
import Mail
import Mailroom

struct EraseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: "Removes a partner from the ledger, and writes to them no more.",
    discussion: """
      Removes row, activity, deliveries and every copy of them in the ledger's files. What stays: that the address is not to \
      be written to, as a keyed hash that tells nobody the address; and how many mails each edition had, without names.

      Take the partner out of your data files too: an import would bring the row back, though no mail is sent to it. \
      Data/Outbox, Data/Preview and your backups are not touched.

      Example:
        tierpost erase P-00286

      Exit code 0: done. 66: there is no such partner. 75: another process uses the ledger; try again.
      """)

  @Argument(help: "The partner's id.")
  var partner: String
  @OptionGroup var options: WorkspaceOptions
  @Flag(name: .shortAndLong, help: "Erase without asking.")
  var yes = false

  func run() async throws {
    let console = options.console
    try await console.run {
      let workspace = try Workspace(folder: options.workspace)
      let (ledger, secret) = try OpenedWorkspace.openLedger(of: workspace)
      // Says what was meant where there is none.
      _ = try OpenedWorkspace(workspace: workspace, ledger: ledger, secret: secret).record(of: partner)
      try console.agree("Erase partner \(partner)? This cannot be taken back.", yes: yes)
      try ledger.beginRun()
      defer { ledger.endRun() }
      _ = try ledger.recover(now: Surroundings.now())
      let erasure = try ledger.erase(partner, now: Surroundings.now())
      if options.json {
        console.result(
          JSONLine([
            ("partner", .text(partner)), ("deliveries", .number(Int64(erasure.deliveries))),
            ("activities", .number(Int64(erasure.activities))),
          ]).description)
      } else {
        console.say(
          "Erased, with \(counted(erasure.deliveries, "delivery", "deliveries")) and "
            + "\(counted(erasure.activities, "activity", "activities")). Not touched: the files of data:, "
            + "Data/Outbox, Data/Preview, backups.")
      }
    }
  }
}
