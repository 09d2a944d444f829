import ArgumentParser
import Campaigns
import Mail
import Mailroom
import PartnerProgram

/// The arguments of commands that run a campaign.
struct CampaignOptions: ParsableArguments {
  @Argument(help: "The campaign's name in tierpost.yaml.")
  var campaign: String
  @Option(
    help: ArgumentHelp(
      "The edition: a month such as 2026-10, or a step such as step-2.",
      discussion: "The default is the month before --as-of, and for a sequence every step that is due."))
  var edition: String?
  @Option(help: ArgumentHelp("These partners only; may be given more than once.", valueName: "partner"))
  var only: [String] = []
}
