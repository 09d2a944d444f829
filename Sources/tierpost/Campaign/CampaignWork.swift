import ArgumentParser
import Campaigns
import Mail
import Mailroom
import PartnerProgram

/// A campaign and its editions, ready to be planned or sent.
struct CampaignWork: Sendable {
  let opened: OpenedWorkspace
  let planner: Planner
  let editions: [Edition]
  let only: Set<Partner.ID>?

  /// What a campaign has due, or the edition that was named; for the partners that were named, or for all.
  init(
    campaign: Campaign, edition: String? = nil, only partners: [Partner.ID] = [], asOf: Timestamp,
    _ opened: OpenedWorkspace
  ) throws {
    for partner in partners { _ = try opened.record(of: partner) }
    self.opened = opened
    editions = try opened.editions(of: campaign, named: edition, asOf: asOf)
    planner = Planner(
      context: try opened.context(for: campaign), walk: try opened.walk(asOf: asOf), asOf: asOf)
    only = partners.isEmpty ? nil : Set(partners)
  }

  /// What a person asked for.
  init(_ campaign: CampaignOptions, _ clock: ClockOptions, _ opened: OpenedWorkspace) throws {
    try self.init(
      campaign: opened.workspace.named(campaign: campaign.campaign), edition: campaign.edition,
      only: campaign.only, asOf: clock.moment(in: opened.calendar), opened)
  }

  /// Composes every mail of every edition; stops where one cannot be composed, or where the money does not add up.
  func checked(_ console: Console) async throws -> [PlanReport] {
    if let month = editions.map(\.month).max() {
      try await opened.requireReconciled(planner.walk, month: month, asOf: planner.asOf)
    }
    var reports: [PlanReport] = []
    for edition in editions { reports.append(try await planner.check(edition, only: only)) }
    let failures = reports.flatMap(\.failures)
    guard failures.isEmpty else {
      for failure in failures {
        let others = failure.partners == 1 ? "partner" : "partners, first"
        console.say("\(failure.problem)\n  for \(failure.partners) \(others) \(failure.first)\n")
      }
      throw Failure(
        "\(counted(failures.reduce(0) { $0 + $1.partners }, "mail")) cannot be composed; nothing was sent",
        code: Exit.configuration)
    }
    return reports
  }
}

extension PlanReport {
  /// The plan in a few lines for people.
  var lines: [String] {
    var lines = [
      "\(campaign) \(edition): \(counted(mails, "mail")), \(counted(partners, "partner")) looked at (plan \(id))"
    ]
    func add(_ title: String, _ counts: [String: Int]) {
      guard !counts.isEmpty else { return }
      let words = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
      lines.append("  \(title): \(words.joined(separator: ", "))")
    }
    add("languages", languages)
    add("tiers", tiers)
    add("not written to", outside)
    add("left out by the template", skipped)
    if largestHTML > 90_000 {
      lines.append("  the largest HTML part has \(largestHTML) bytes; Gmail clips from 102,000 on")
    }
    return lines
  }

  /// The plan as one JSON object.
  var json: String {
    JSONLine([
      ("campaign", .text(campaign)), ("edition", .text(edition)), ("plan", .text(id)),
      ("partners", .number(Int64(partners))), ("mails", .number(Int64(mails))),
      ("languages", JSONLine.counts(languages)), ("tiers", JSONLine.counts(tiers)),
      ("outside", JSONLine.counts(outside)), ("skipped", JSONLine.counts(skipped)),
      ("largest_html", .number(Int64(largestHTML))),
    ]).description
  }
}
