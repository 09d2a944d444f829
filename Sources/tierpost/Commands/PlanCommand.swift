import ArgumentParser

struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Composes every mail of a campaign and says who would get what. Sends nothing.",
    discussion: """
      The plan has an id over all partners and every byte of their mails: the same id means the same mails.

      Examples:
        tierpost plan monthly-status --as-of 2026-11-01T09:00:00Z
        tierpost plan monthly-status --edition 2026-10 --json
        tierpost plan onboarding --only P-00286

      Exit code 0: everything can be composed. 78: something cannot; each mistake with its place and partners.
      """)

  @OptionGroup var campaign: CampaignOptions
  @OptionGroup var options: WorkspaceOptions
  @OptionGroup var clock: ClockOptions

  func run() async throws {
    let console = options.console
    try await console.run {
      let work = try CampaignWork(campaign, clock, OpenedWorkspace.open(options))
      let reports = try await work.checked(console)
      (options.json ? reports.map(\.json) : reports.lines).forEach(console.result)
    }
  }
}
