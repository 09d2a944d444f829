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
  private let recognizer: Recognizer?

  package init(context: CampaignContext, walk: RecipientWalk, asOf: Timestamp) {
    self.context = context
    self.walk = walk
    self.asOf = asOf
    recognizer = context.recognizer(walk)
  }

  private var today: CivilDate { walk.evaluator.calendar.day(of: asOf) }

  /// Composes every mail of an edition, on all cores, and reports; sends and records nothing.
  ///
  /// `only` are the partners to look at, nil means all. Where the mails are to be sent afterwards, they are finished too and
  /// kept: what cannot stand in a mail is a failure then, before the first one leaves.
  @concurrent
  package func check(
    _ edition: Edition, only: Set<Partner.ID>? = nil, keeping kept: KeptMails? = nil
  ) async throws -> PlanReport {
    var sum = PlanSum(empty(edition), asOf: asOf)
    if let kept { kept.begin(try source(of: edition)) }
    let composers = ComposerPool()
    try await walk.among(edition.partners).forEachPage { records in
      var part = PlanPart(report: empty(edition))
      part.kept = kept.map { KeptMails.Page(of: $0) }
      try composers.withComposer {
        try compose(records, edition, only: only, with: $0, into: &part) { _, _ in }
      }
      part.kept?.finish()
      return part
    } take: { part in
      if let page = part.kept { kept?.add(page) }
      sum.add(part)
    }
    kept?.finish(isWhole: only == nil)
    return sum.finished
  }

  /// The same, one mail after the other in the order of the partners' ids.
  ///
  /// `only` are the partners to look at, nil means all; `each` is called with every composed mail.
  package func check(
    _ edition: Edition, only: Set<Partner.ID>?, each: (Recipient, Composition) throws -> Void
  ) throws -> PlanReport {
    var sum = PlanSum(empty(edition), asOf: asOf)
    let composer = Composer()
    try walk.among(edition.partners).forEachPage { records in
      var part = PlanPart(report: empty(edition))
      try compose(records, edition, only: only, with: composer, into: &part, each: each)
      sum.add(part)
    }
    return sum.finished
  }

  /// What mails of an edition are composed from, now.
  func source(of edition: Edition) throws -> KeptMails.Source {
    KeptMails.Source(edition: edition.name, asOf: asOf, stamp: try walk.store.programStamp())
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
    _ records: [PartnerRecord], _ edition: Edition, only: Set<Partner.ID>?, with composer: Composer,
    into part: inout PlanPart, each: (Recipient, Composition) throws -> Void
  ) throws {
    for record in records {
      if let only, !only.contains(record.partner.id) { continue }
      let recipient = try recipient(record, in: edition, asOf: asOf)
      part.report.partners += 1
      switch try context.decide(recipient, in: edition, today: today) {
      case .outside(let reason): part.report.outside[reason, default: 0] += 1
      case .mail(let letter):
        part.kept?.add(recipient.partner.id)
        let data = try data(of: letter, for: record, as: recipient, in: edition)
        let outcome: Composer.Outcome
        do throws(Problems) {
          outcome = try composer.compose(letter.template, data)
          if case .composed(let mail) = outcome, part.kept != nil {
            part.kept?.add(try finished(mail, data, by: letter.template, edition), to: recipient.partner)
          }
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

  /// The mail as it goes out, but for its signatures.
  private func finished(
    _ mail: Composition, _ data: MailData, by template: CompiledTemplate, _ edition: Edition
  ) throws(Problems) -> [UInt8] {
    do throws(MessageError) {
      let message = try context.maker.message(
        mail, to: data.recipient.partner, edition: edition.name, date: asOf, link: data.unsubscribeLink)
      return try context.maker.bytes(of: message)
    } catch {
      let source = SourceText(name: template.name, text: "")
      throw Problems([Problem(.invalidValue, in: source, line: 0, column: 0, "\(error)")])
    }
  }

  /// What the template of a mail reads.
  func data(
    of letter: CampaignContext.Letter, for record: PartnerRecord, as recipient: Recipient, in edition: Edition
  ) throws -> MailData {
    var data = try context.data(of: letter, for: recipient, in: edition)
    data.recognition = try recognizer?.recognition(for: record, as: recipient)
    return data
  }

  /// Enters the audience of an edition in the ledger; a partner is entered once, whatever is planned again.
  ///
  /// `now` is the clock that a campaign's `not_after` counts from. The audience is the one that was kept, where nothing it
  /// was chosen by has changed since.
  @concurrent
  package func plan(
    _ edition: Edition, record: EditionRecord.ID, in ledger: any DeliveryLedger, now: Timestamp,
    kept: KeptMails? = nil
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
    if let kept, kept.isWhole(try source(of: edition)) {
      let isRead = try kept.forEachPart { partners in
        entries += partners.map { PlannedDelivery(partner: $0, intent: .planned) }
        if entries.count >= 4_096 { try flush() }
      }
      try flush()
      if isRead { return result }
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
