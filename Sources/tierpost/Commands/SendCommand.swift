import ArgumentParser
import Campaigns
import Ledger
import Mail
import Mailroom

struct SendCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send",
    abstract: "Sends a campaign: every partner once, whatever happens on the way.",
    discussion: """
      Composes every mail first; if one cannot be composed, none is sent. Shows the plan and asks, or takes --yes. What \
      was accepted is never sent again: after a crash or a stop the same command goes on where it ended. A mail whose \
      fate is not known is held and listed by `tierpost status`, unless the campaign says in_doubt: resend. What was \
      deferred goes out with `tierpost retry`.

      Examples:
        tierpost send monthly-status --edition 2026-10 --as-of 2026-11-01T09:00:00Z
        tierpost send onboarding --yes                     from a timer, every day
        tierpost send monthly-status --dry-run             the plan, and nothing else
        tierpost send monthly-status --only P-00286 --to me@example.com
        tierpost send monthly-status --limit 100 --yes     the first hundred

      Exit code 0: done. 69: the upstream cannot be reached, or refuses so many mails that the run stopped. 75: mails \
      were deferred, the upstream's quota is used up, or another run is under way. 76: deliveries are in doubt. 77: the \
      upstream refuses the credentials.
      """)

  @OptionGroup var campaign: CampaignOptions
  @OptionGroup var options: WorkspaceOptions
  @OptionGroup var clock: ClockOptions
  @Option(
    help: ArgumentHelp(
      "Send to this address instead of the partners': a test, not recorded; one mail, or those of --only or --limit.",
      valueName: "address"))
  var to: String?
  @Option(help: ArgumentHelp("Send at most this many mails.", valueName: "number"))
  var limit: Int?
  @Flag(help: "Show the plan and send nothing.")
  var dryRun = false
  @Flag(name: .shortAndLong, help: "Send without asking.")
  var yes = false
  @Flag(help: "Try deferred mails now, not at their time.")
  var retryNow = false

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1") }
  }

  func run() async throws {
    let console = options.console
    try await console.run {
      let opened = try OpenedWorkspace.open(options)
      let work = try CampaignWork(campaign, clock, opened)
      if !dryRun, to == nil { try opened.recordStandings(asOf: clock.moment(in: opened.calendar), console) }
      let kept = dryRun || to != nil ? [:] : work.keeping()
      let reports = try await work.checked(console, keeping: kept)
      if dryRun {
        return (options.json ? reports.map(\.json) : reports.lines).forEach(console.result)
      }
      if let to {
        return try await TestSending(
          work: work, campaign: campaign.campaign, address: to, limit: limit, console: console
        )
        .send()
      }
      reports.lines.forEach(console.say)
      let mails = reports.reduce(0) { $0 + $1.mails }
      guard yes || mails == 0 || (Surroundings.canAsk && console.asksYes("Send?")) else {
        throw Failure(
          Surroundings.canAsk ? "nothing was sent" : "not sent: nobody can be asked here",
          help: "--yes sends without asking",
          code: Exit.usage)
      }
      var runOptions = MailRun.Options()
      runOptions.limit = limit
      runOptions.only = work.only
      runOptions.retriesNow = retryNow
      let ended = try await CampaignSending(work: work, kept: kept, options: runOptions, console: console)
        .send()
      throw ended
    }
  }
}
