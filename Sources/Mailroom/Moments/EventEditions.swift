package import Campaigns
package import Ledger
package import Mail
internal import PartnerProgram

/// The editions of a campaign of events: one for each event that is news, with the partners to whom it happened.
package struct EventEditions: Sendable {
  private let finder: MomentFinder
  private let campaign: String
  /// What was sent; nil where that does not matter.
  private let ledger: (any DeliveryLedger)?

  /// Editions of a campaign; `ledger` leaves out those in which nothing is left to do.
  package init(_ finder: MomentFinder, campaign: String, ledger: (any DeliveryLedger)?) {
    self.finder = finder
    self.campaign = campaign
    self.ledger = ledger
  }

  /// The editions that a run covers, by name.
  package func due(asOf clock: Timestamp) throws -> [Edition] {
    var partners: [String: [Partner.ID]] = [:]
    // Where nothing but what hinders is left, there is no edition.
    var due: Set<String> = []
    let today = finder.calendar.day(of: clock)
    try finder.walk.forEachRecord { record in
      if let left = record.partner.left, left <= today { return }
      for moment in try finder.moments(of: record, asOf: clock) {
        partners[moment.edition, default: []].append(record.partner.id)
        if moment.hindrance == nil { due.insert(moment.edition) }
      }
    }
    let month = finder.calendar.month(of: clock)
    return try due.sorted().compactMap { name in
      let among = partners[name] ?? []
      if try isDone(name, among.count) { return nil }
      return Edition(name: name, month: month, partners: among)
    }
  }

  /// Whether everybody of an edition was entered and nothing waits any more.
  private func isDone(_ name: String, _ count: Int) throws -> Bool {
    guard let record = try ledger?.edition(campaign: campaign, edition: name),
      let summary = try ledger?.summary(record.id)
    else { return false }
    let waiting = [.planned, .claimed, .started, .deferred, .inDoubt].reduce(0) {
      $0 + summary[$1, default: 0]
    }
    return waiting == 0 && summary.values.reduce(0, +) >= count
  }
}
