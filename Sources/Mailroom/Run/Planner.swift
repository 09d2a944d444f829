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

  /// Composes every mail of an edition and reports; sends and records nothing.
  ///
  /// `only` are the partners to look at, nil means all; `each` is called with every composed mail.
  package func check(
    _ edition: Edition, only: Set<Partner.ID>? = nil,
    each: (Recipient, Composition) throws -> Void = { _, _ in }
  ) throws -> PlanReport {
    var report = PlanReport(campaign: context.campaign.name, edition: edition.name)
    let composer = Composer()
    var digest = sha256(Array("\(context.campaign.name)\n\(edition.name)\n\(asOf)\n".utf8))
    try walk.forEach(month: edition.month, asOf: asOf) { recipient in
      if let only, !only.contains(recipient.partner.id) { return }
      report.partners += 1
      switch try context.decide(recipient, in: edition, today: today) {
      case .outside(let reason): report.outside[reason, default: 0] += 1
      case .noLanguage:
        report.outside["no template in the partner's or the default language", default: 0] += 1
      case .mail(let template, let data):
        do throws(Problems) {
          switch try composer.compose(template, data) {
          case .skipped(let reason): report.skipped[reason, default: 0] += 1
          case .composed(let mail):
            report.mails += 1
            report.languages[mail.language.description, default: 0] += 1
            report.tiers[recipient.status.tier.id, default: 0] += 1
            report.largestHTML = max(report.largestHTML, mail.html.count)
            digest = sha256(
              digest + Array(recipient.partner.id.utf8) + Array(mail.subject.utf8) + mail.html + mail.text)
            try? each(recipient, mail)
          }
        } catch {
          report.add(error, partner: recipient.partner.id)
        }
      }
    }
    report.id = digest.prefix(6).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    return report
  }

  /// Enters the audience of an edition in the ledger; a partner is entered once, whatever is planned again.
  package func plan(
    _ edition: Edition, record: EditionRecord.ID, in ledger: any DeliveryLedger
  ) throws -> PlanResult {
    var result = PlanResult(new: 0, known: 0)
    var entries: [PlannedDelivery] = []
    func flush() throws {
      guard !entries.isEmpty else { return }
      let page = try ledger.plan(entries, in: record, now: asOf)
      result.new += page.new
      result.known += page.known
      entries.removeAll(keepingCapacity: true)
    }
    try walk.forEach(month: edition.month, asOf: asOf) { recipient in
      switch try context.decide(recipient, in: edition, today: today) {
      case .outside: return
      case .noLanguage:
        entries.append(
          PlannedDelivery(
            partner: recipient.partner.id,
            intent: .skipped(reason: "no template in the partner's or the default language")))
      case .mail: entries.append(PlannedDelivery(partner: recipient.partner.id, intent: .planned))
      }
      if entries.count == 4_096 { try flush() }
    }
    try flush()
    return result
  }
}
