import Campaigns
import Ledger
import Mail
import Mailroom

/// Editions that the ledger has, to go on with.
struct KnownEditions {
  let opened: OpenedWorkspace
  let console: Console

  /// The jobs of the editions that hold, the oldest first; those of campaigns that are gone are told of and left out.
  func jobs(
    campaign: String?, edition: String?, where holds: (EditionRecord) throws -> Bool
  ) throws -> [CampaignSending.Job] {
    let records = try opened.ledger.editions().reversed().filter { record in
      (campaign == nil || record.campaign == campaign) && (edition == nil || record.edition == edition)
    }
    if records.isEmpty, let edition {
      throw Failure(
        "there is no edition '\(edition)'" + (campaign.map { " of \($0)" } ?? ""),
        help: "`tierpost status` lists what there is", code: Exit.noInput)
    }
    var jobs: [CampaignSending.Job] = []
    for record in records where try holds(record) {
      guard let campaign = opened.workspace.campaigns.first(where: { $0.name == record.campaign }) else {
        console.say(
          "\(record.campaign) \(record.edition) waits, but the campaign is no longer in tierpost.yaml: "
            + "`tierpost cancel` ends it")
        continue
      }
      let work = try CampaignWork(campaign: campaign, edition: record.edition, asOf: record.asOf, opened)
      jobs += work.editions.map { CampaignSending.Job(planner: work.planner, edition: $0, record: record) }
    }
    return jobs
  }
}

extension SQLiteLedger {
  /// The edition that a person named.
  func named(_ edition: String, of campaign: String) throws -> EditionRecord {
    if let found = try self.edition(campaign: campaign, edition: edition) { return found }
    let known = try editions().filter { $0.campaign == campaign }.map(\.edition).prefix(5)
    throw Failure(
      "there is no edition '\(edition)' of \(campaign)",
      help: known.isEmpty ? "nothing of it was sent yet" : "there is \(known.joined(separator: ", "))",
      code: Exit.noInput)
  }
}
