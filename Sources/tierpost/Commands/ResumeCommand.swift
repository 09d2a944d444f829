import ArgumentParser
import Campaigns
import Ledger
import Mail
import Mailroom

struct ResumeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Goes on with editions that were stopped, without planning them again.",
    discussion: """
      Sends what is planned, and what is deferred and due. Partners that came since the edition was planned are not in it; \
      `tierpost send` plans again and takes them in.

      Examples:
        tierpost resume monthly-status
        tierpost resume monthly-status --edition 2026-10 --yes

      Exit codes are those of `tierpost send`.
      """)

  @Argument(help: "The campaign.")
  var campaign: String
  @OptionGroup var options: WorkspaceOptions
  @Option(help: ArgumentHelp("This edition only.", valueName: "edition"))
  var edition: String?
  @Option(help: ArgumentHelp("Send at most this many mails of an edition.", valueName: "number"))
  var limit: Int?
  @Flag(name: .shortAndLong, help: "Send without asking.")
  var yes = false

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1") }
  }

  func run() async throws {
    let console = options.console
    try await console.run {
      let opened = try OpenedWorkspace.open(options)
      _ = try opened.workspace.named(campaign: campaign)
      var waiting = 0
      let jobs = try KnownEditions(opened: opened, console: console).jobs(
        campaign: campaign, edition: edition
      ) {
        let summary = try opened.ledger.summary($0.id)
        let count =
          summary[.planned, default: 0] + summary[.claimed, default: 0] + summary[.deferred, default: 0]
        waiting += count
        return count > 0 || summary[.inDoubt, default: 0] > 0
      }
      guard !jobs.isEmpty else { return console.say("Nothing waits.") }
      let editions = jobs.map(\.edition.name).joined(separator: ", ")
      try console.agree("\(counted(waiting, "mail")) of \(campaign) \(editions) may go out. Send?", yes: yes)
      var runOptions = MailRun.Options()
      runOptions.limit = limit
      throw try await CampaignSending(opened, jobs: jobs, options: runOptions, console: console).send()
    }
  }
}
