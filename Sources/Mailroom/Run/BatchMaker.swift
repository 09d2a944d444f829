internal import Campaigns
internal import Ledger
internal import Mail
internal import PartnerProgram

/// Makes the envelopes of one batch of claims.
struct BatchMaker {
  private let planner: Planner
  private let composers: ComposerPool
  /// What the transport takes.
  private let needs: EnvelopeForm
  /// What was composed when the edition was checked.
  private let kept: KeptMails?

  init(planner: Planner, needs: EnvelopeForm = .bytes, kept: KeptMails? = nil, composers: ComposerPool) {
    self.planner = planner
    self.composers = composers
    self.needs = needs
    self.kept = needs == .bytes ? kept : nil
  }

  struct Batch: Sendable {
    var envelopes: [Envelope] = []
    /// Deliveries that end unsent, by reason.
    var skipped: [String: [Envelope.ID]] = [:]
  }

  /// Seals the mail of each claim: the one that was kept, where it was composed by the clock that the claim was planned by
  /// and from what the ledger still has, or a new one.
  ///
  /// - Throws: what keeps a mail from being composed; then nothing of the batch may be sent.
  func envelopes(for claims: [Claim], in edition: Edition) throws -> Batch {
    let found = try keptMails(for: claims, in: edition)
    let missing = claims.indices.filter { found[$0] == nil }
    var batch = Batch()
    batch.envelopes.reserveCapacity(claims.count)
    let records =
      missing.isEmpty
      ? [] : try planner.walk.store.partners(ids: missing.map { claims[$0].partner }, withActivity: true)
    var next = records.startIndex
    for (place, claim) in claims.enumerated() {
      if let envelope = found[place] {
        batch.envelopes.append(envelope)
      } else if next < records.endIndex, records[next].partner.id == claim.partner {
        try composers.withComposer { try compose(claim, records[next], edition, with: $0, into: &batch) }
        next += 1
      } else {
        batch.skipped["the partner is no longer known", default: []].append(claim.id)
      }
    }
    return batch
  }

  /// For each claim the mail that was kept for it.
  private func keptMails(for claims: [Claim], in edition: Edition) throws -> [Envelope?] {
    guard let kept, kept.holds(try planner.source(of: edition)) else {
      return Array(repeating: nil, count: claims.count)
    }
    return claims.map { claim in
      guard claim.planned == planner.asOf, let mail = kept.mail(to: claim.partner) else { return nil }
      return planner.context.maker.envelope(mail.bytes, to: mail.recipient, id: claim.id, date: claim.planned)
    }
  }

  /// Works out a claim's recipient again, as of the clock it was planned by.
  private func compose(
    _ claim: Claim, _ record: PartnerRecord, _ edition: Edition, with composer: Composer,
    into batch: inout Batch
  ) throws {
    let context = planner.context
    let recipient = try planner.recipient(record, in: edition, asOf: claim.planned)
    let today = planner.walk.evaluator.calendar.day(of: claim.planned)
    switch try context.decide(recipient, in: edition, today: today) {
    case .outside(let reason): batch.skipped[reason, default: []].append(claim.id)
    case .mail(let letter):
      let data = try planner.data(of: letter, for: record, as: recipient, in: edition)
      switch try composer.compose(letter.template, data) {
      case .skipped(let reason): batch.skipped[reason, default: []].append(claim.id)
      case .composed(let composition):
        let message = try context.maker.message(
          composition, to: recipient.partner, edition: edition.name, date: claim.planned,
          link: data.unsubscribeLink)
        batch.envelopes.append(
          context.maker.envelope(
            try context.maker.bytes(of: message), to: recipient.partner.email, id: claim.id,
            date: claim.planned, parts: needs == .parts ? .message(message) : .none))
      }
    }
  }
}
