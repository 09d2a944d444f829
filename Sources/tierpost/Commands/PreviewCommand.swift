import ArgumentParser
import Campaigns
import FoundationEssentials
import Mail
import Mailroom
import PartnerProgram

struct PreviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Makes a page that shows mails as their readers see them.",
    discussion: """
      Writes Data/Preview/index.html: for each campaign one mail of every language, tier and bonus that occurs, at desktop \
      and phone width, with its text part. With --partner it shows that partner's own mails.

      Examples:
        tierpost preview --as-of 2026-11-01T09:00:00Z
        tierpost preview monthly-status --partner P-00286
      """)

  @Argument(help: "The campaigns to show; all where none is named.")
  var campaigns: [String] = []
  @OptionGroup var options: WorkspaceOptions
  @OptionGroup var clock: ClockOptions
  @Option(help: ArgumentHelp("The edition, as for send."))
  var edition: String?
  @Option(help: ArgumentHelp("Show the mails of this partner.", valueName: "partner"))
  var partner: String?
  @Option(help: ArgumentHelp("Show at most this many mails of a campaign.", valueName: "number"))
  var limit = 40

  func run() async throws {
    let console = options.console
    try await console.run {
      let opened = try OpenedWorkspace.open(options)
      let asOf = try clock.moment(in: opened.calendar)
      var all = opened.workspace.campaigns
      if !campaigns.isEmpty { all = try campaigns.map { try opened.workspace.named(campaign: $0) } }
      let maker = PreviewMaker(opened: opened, asOf: asOf, limit: limit)
      let mails = try all.flatMap { campaign in
        try maker.mails(
          of: CampaignWork(
            campaign: campaign, edition: edition, only: partner.map { [$0] } ?? [], asOf: asOf, opened,
            withSent: true))
      }
      let path = try maker.write(mails)
      console.say("\(counted(mails.count, "mail")) to look at: \(path)")
    }
  }
}
