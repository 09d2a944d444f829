import ArgumentParser
import Ledger
import Mail
import Mailroom

struct RetryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Sends deferred mails whose time has come.",
    discussion: """
      What an upstream did not take for now waits 1, 5, 15 and 60 minutes, then 4 hours each time, and expires two days \
      after the first attempt; `retries:` of a sender says otherwise. Nothing is planned anew and nobody is asked: run it \
      from a timer.

      Examples:
        tierpost retry                     of every campaign
        tierpost retry monthly-status
        tierpost retry --now               without waiting for the time

      Exit code 0: nothing is left to retry. 69: the upstream cannot be reached, or refuses so much that the run \
      stopped. 75: mails are still deferred, or another run is under way. 76: deliveries are in doubt.
      """)

  @Argument(help: "The campaign; all where none is named.")
  var campaign: String?
  @OptionGroup var options: WorkspaceOptions
  @Option(help: ArgumentHelp("This edition only.", valueName: "edition"))
  var edition: String?
  @Flag(help: "Do not wait for the time.")
  var now = false
  @Option(help: ArgumentHelp("Send at most this many mails of an edition.", valueName: "number"))
  var limit: Int?

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1") }
  }

  func run() async throws {
    let console = options.console
    try await console.run {
      let opened = try OpenedWorkspace.open(options)
      if let campaign { _ = try opened.workspace.named(campaign: campaign) }
      let ledger = opened.ledger
      var next: Timestamp?
      let moment = Surroundings.now()
      let jobs = try KnownEditions(opened: opened, console: console).jobs(
        campaign: campaign, edition: edition
      ) {
        // What a run left behind is due too, once it has been recovered; and what is in doubt may be.
        let summary = try ledger.summary($0.id)
        let due = try ledger.nextDue($0.id)
        if let due { next = min(next ?? due, due) }
        let isLeft = summary[.claimed, default: 0] > 0 || summary[.inDoubt, default: 0] > 0
        return isLeft || due.map { now || $0 <= moment } ?? false
      }
      guard !jobs.isEmpty else {
        console.say(next.map { "Nothing is due; the next is due at \($0)." } ?? "Nothing is deferred.")
        if next != nil { throw Exit.tryAgain }
        return
      }
      var runOptions = MailRun.Options()
      runOptions.limit = limit
      runOptions.retriesNow = now
      runOptions.deferredOnly = true
      let sending = CampaignSending(opened, jobs: jobs, options: runOptions, console: console)
      let code = try await sending.send()
      guard code == .success else { throw code }
      let left = try jobs.compactMap(\.record?.id).reduce(0) {
        try $0 + ledger.summary($1)[.deferred, default: 0]
      }
      if left > 0 { throw Exit.tryAgain }
    }
  }
}
