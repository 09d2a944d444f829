package import Campaigns
package import Ledger
package import Mail
package import PartnerProgram
internal import Settings
internal import Signing

/// Walks the whole audience before anything is sent.
package struct Planner: Sendable {
  package let context: CampaignContext
  package let walk: RecipientWalk
  /// The clock of the content.
  package let asOf: Timestamp

  package init(context: CampaignContext, walk: RecipientWalk, asOf: Timestamp) {
    self.context = context
    self.walk = walk
    self.asOf = asOf
  }

  private var today: CivilDate { walk.evaluator.calendar.day(of: asOf) }

  /// Composes every mail of an edition, on all cores, and reports; sends and records nothing.
  ///
  /// `only` are the partners to look at, nil means all.
  @concurrent
  package func check(_ edition: Edition, only: Set<Partner.ID>? = nil) async throws -> PlanReport {
    var sum = PlanSum(empty(edition), asOf: asOf)
    try await walk.among(edition.partners).forEachPage { records in
      var part = PlanPart(report: empty(edition))
      try compose(records, edition, only: only, into: &part) { _, _ in }
      return part
    } take: {
      sum.add($0)
    }
    return sum.finished
  }

  /// The same, one mail after the other in the order of the partners' ids.
  ///
  /// `only` are the partners to look at, nil means all; `each` is called with every composed mail.
  package func check(
    _ edition: Edition, only: Set<Partner.ID>?, each: (Recipient, Composition) throws -> Void
  ) throws -> PlanReport {
    var sum = PlanSum(empty(edition), asOf: asOf)
    try walk.among(edition.partners).forEachPage { records in
      var part = PlanPart(report: empty(edition))
      try compose(records, edition, only: only, into: &part, each: each)
      sum.add(part)
    }
    return sum.finished
  }

  /// A partner as an edition sees it: in its month, or in that of the event it tells.
  func recipient(_ record: PartnerRecord, in edition: Edition, asOf clock: Timestamp) throws -> Recipient {
    guard let trigger = context.campaign.kind.trigger else {
      return try walk.recipient(record, month: edition.month, asOf: clock)
    }
    return try MomentFinder(walk, trigger: trigger).recipient(record, edition: edition.name, asOf: clock)
  }

  private func empty(_ edition: Edition) -> PlanReport {
    PlanReport(campaign: context.campaign.name, edition: edition.name)
  }

  /// Composes the mails of a page.
  private func compose(
    _ records: [PartnerRecord], _ edition: Edition, only: Set<Partner.ID>?, into part: inout PlanPart,
    each: (Recipient, Composition) throws -> Void
  ) throws {
    let composer = Composer()
    for record in records {
      if let only, !only.contains(record.partner.id) { continue }
      let recipient = try recipient(record, in: edition, asOf: asOf)
      part.report.partners += 1
      switch try context.decide(recipient, in: edition, today: today) {
      case .outside(let reason): part.report.outside[reason, default: 0] += 1
      case .mail(let letter):
        let data = try context.data(of: letter, for: recipient, in: edition)
        let outcome: Composer.Outcome
        do throws(Problems) {
          outcome = try composer.compose(letter.template, data)
        } catch {
          part.report.add(error, partner: recipient.partner.id)
          continue
        }
        switch outcome {
        case .skipped(let reason): part.report.skipped[reason, default: 0] += 1
        case .composed(let mail):
          part.add(mail, for: recipient)
          try each(recipient, mail)
        }
      }
    }
  }

  /// Enters the audience of an edition in the ledger; a partner is entered once, whatever is planned again.
  ///
  /// `now` is the clock that a campaign's `not_after` counts from.
  @concurrent
  package func plan(
    _ edition: Edition, record: EditionRecord.ID, in ledger: any DeliveryLedger, now: Timestamp
  ) async throws -> PlanResult {
    var result = PlanResult(new: 0, known: 0)
    var entries: [PlannedDelivery] = []
    func flush() throws {
      guard !entries.isEmpty else { return }
      let page = try ledger.plan(entries, in: record, asOf: asOf, now: now)
      result.new += page.new
      result.known += page.known
      entries.removeAll(keepingCapacity: true)
    }
    try await walk.among(edition.partners).forEachPage { records in
      try records.compactMap { try entry($0, edition) }
    } take: {
      entries += $0
      if entries.count >= 4_096 { try flush() }
    }
    try flush()
    return result
  }

  /// What the ledger is told of a partner; nil for those whom the edition does not concern.
  private func entry(_ record: PartnerRecord, _ edition: Edition) throws -> PlannedDelivery? {
    let recipient = try recipient(record, in: edition, asOf: asOf)
    return switch try context.decide(recipient, in: edition, today: today) {
    case .outside: nil
    case .mail: PlannedDelivery(partner: record.partner.id, intent: .planned)
    }
  }
}
