internal import Campaigns
internal import Ledger
internal import Mail
internal import PartnerProgram

/// Makes the envelopes of one batch of claims.
struct BatchMaker {
  private let planner: Planner
  private let composer = Composer()

  /// What the transport takes.
  private let needs: EnvelopeForm

  init(planner: Planner, needs: EnvelopeForm = .bytes) {
    self.planner = planner
    self.needs = needs
  }

  struct Batch: Sendable {
    var envelopes: [Envelope] = []
    /// Deliveries that end unsent, by reason.
    var skipped: [String: [Envelope.ID]] = [:]
  }

  /// Works out each claim's recipient again, as of the clock it was planned by, and seals its mail.
  ///
  /// - Throws: what keeps a mail from being composed; then nothing of the batch may be sent.
  func envelopes(for claims: [Claim], in edition: Edition) throws -> Batch {
    var batch = Batch()
    batch.envelopes.reserveCapacity(claims.count)
    let records = try planner.walk.store.partners(ids: claims.map(\.partner), withActivity: true)
    var next = records.startIndex
    let context = planner.context
    for claim in claims {
      guard next < records.endIndex, records[next].partner.id == claim.partner else {
        batch.skipped["the partner is no longer known", default: []].append(claim.id)
        continue
      }
      let recipient = try planner.recipient(records[next], in: edition, asOf: claim.planned)
      next += 1
      let today = planner.walk.evaluator.calendar.day(of: claim.planned)
      switch try context.decide(recipient, in: edition, today: today) {
      case .outside(let reason): batch.skipped[reason, default: []].append(claim.id)
      case .mail(let letter):
        let data = try context.data(of: letter, for: recipient, in: edition)
        switch try composer.compose(letter.template, data) {
        case .skipped(let reason): batch.skipped[reason, default: []].append(claim.id)
        case .composed(let composition):
          batch.envelopes.append(
            try context.maker.envelope(
              composition, to: recipient.partner, edition: edition.name, id: claim.id, date: claim.planned,
              needs: needs))
        }
      }
    }
    return batch
  }
}
