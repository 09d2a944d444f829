import ArgumentParser
import Ledger
import Mail
import Mailroom

struct CancelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel",
    abstract: "Calls off what an edition has left to send.",
    discussion: """
      Whoever is planned or deferred in the edition gets no mail of it any more, whatever is planned again. What was sent \
      stays sent, and what is in doubt stays in doubt. A run that is sending the edition ends with what it has under way.

      Example:
        tierpost cancel monthly-status --edition 2026-10

      Exit code 0: done, or nothing was left. 66: there is no such edition.
      """)

  @Argument(help: "The campaign; it need not be in tierpost.yaml any more.")
  var campaign: String
  @OptionGroup var options: WorkspaceOptions
  @Option(help: ArgumentHelp("The edition.", valueName: "edition"))
  var edition: String
  @Flag(name: .shortAndLong, help: "Cancel without asking.")
  var yes = false

  func run() async throws {
    let console = options.console
    try await console.run {
      let workspace = try Workspace(folder: options.workspace)
      let (ledger, _) = try OpenedWorkspace.openLedger(of: workspace)
      let record = try ledger.named(edition, of: campaign)
      let summary = try ledger.summary(record.id)
      let left = summary[.planned, default: 0] + summary[.deferred, default: 0]
      if left > 0 {
        try console.agree("Cancel \(counted(left, "mail")) of \(campaign) \(edition)?", yes: yes)
      }
      let count = try ledger.cancel(record.id, now: Surroundings.now())
      if options.json {
        console.result(
          JSONLine([
            ("campaign", .text(campaign)), ("edition", .text(edition)), ("cancelled", .number(Int64(count))),
          ]).description)
      } else {
        console.say("\(campaign) \(edition): \(count) cancelled.")
      }
    }
  }
}
