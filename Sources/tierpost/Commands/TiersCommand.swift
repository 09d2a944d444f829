import ArgumentParser

struct TiersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tiers",
    abstract: "Shows where partners stand, and explains it.",
    subcommands: [
      TiersStatusCommand.self, TiersExplainCommand.self, TiersReportCommand.self, TiersSuggestCommand.self,
      TiersSimulateCommand.self, TiersRulesCommand.self, TiersReviewCommand.self, TiersDecideCommand.self,
      TiersEventsCommand.self, TiersLeaderboardCommand.self, TiersSpotlightCommand.self,
    ],
    defaultSubcommand: TiersStatusCommand.self)
}
