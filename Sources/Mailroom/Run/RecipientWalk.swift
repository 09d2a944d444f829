package import Ledger
package import Mail
package import PartnerProgram

/// Walks all partners page by page and works out where each stands; memory holds a few pages.
package struct RecipientWalk: Sendable {
  package let store: any ProgramStore
  package let evaluator: TierEvaluator
  /// What people decided about standings, by partner.
  package let decisions: [Partner.ID: [StandingDecision]]
  /// By partner, the periods whose promotions were used up before the partner's own: see `CapSweep`.
  var overCap: [Partner.ID: Set<String>] = [:]
  /// What was recorded of standings; nil where nobody asks.
  package var log: (any StandingLog)?
  /// Whom alone to walk to, by id in order; nil for everybody.
  var among: [Partner.ID]?
  /// Partners a page.
  static let page = 64
  /// Pages that are read and not yet taken; enough for as many cores.
  static let pagesAtOnce = 5

  package init(
    store: any ProgramStore, evaluator: TierEvaluator, decisions: [Partner.ID: [StandingDecision]] = [:],
    log: (any StandingLog)? = nil
  ) {
    self.store = store
    self.evaluator = evaluator
    self.decisions = decisions
    self.log = log
  }

  /// The same walk to some partners alone; nil for everybody.
  func among(_ partners: [Partner.ID]?) -> RecipientWalk {
    var walk = self
    walk.among = partners
    return walk
  }

  /// Hands on every partner in the order of the ids, with the status of a month as known at the clock.
  package func forEach(
    month: Month, asOf clock: Timestamp, _ body: (Recipient) throws -> Void
  ) throws {
    try forEachPage { records in
      for record in records { try body(recipient(record, month: month, asOf: clock)) }
    }
  }

  /// Hands on every partner with all activity, in the order of the ids.
  package func forEachRecord(_ body: (PartnerRecord) throws -> Void) throws {
    try forEachPage { records in
      for record in records { try body(record) }
    }
  }

  /// Hands on page after page in the order of the ids.
  func forEachPage(_ body: ([PartnerRecord]) throws -> Void) throws {
    var pages = PartnerPages(store: store, among: among, size: Self.page)
    while let records = try pages.next() { try body(records) }
  }

  /// Gives pages to several workers, and what they make of them to `take`, in the order of the ids.
  @concurrent
  func forEachPage<Made: Sendable>(
    _ work: @escaping @Sendable ([PartnerRecord]) throws -> Made, take: (Made) throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: (number: Int, made: Made).self) { group in
      var pages = PartnerPages(store: store, among: among, size: Self.page)
      var isRead = false
      var begun = 0
      var taken = 0
      /// Made before a page that comes first.
      var early: [Int: Made] = [:]
      while true {
        while !isRead, begun - taken < Self.pagesAtOnce {
          guard let records = try pages.next() else {
            isRead = true
            break
          }
          let number = begun
          begun += 1
          group.addTask { (number, try work(records)) }
        }
        guard let done = try await group.next() else { return }
        early[done.number] = done.made
        while let made = early.removeValue(forKey: taken) {
          try take(made)
          taken += 1
        }
      }
    }
  }

  /// One partner's standing.
  package func recipient(_ record: PartnerRecord, month: Month, asOf clock: Timestamp) throws -> Recipient {
    var recipient = try evaluator.recipient(
      record.partner, activities: record.activities, month: month, asOf: clock,
      decisions: decisions[record.partner.id] ?? [], overCap: overCap[record.partner.id] ?? [])
    if isDecided(recipient, asOf: clock) { recipient.status.standing?.pending = nil }
    return recipient
  }

  /// Whether a change that waited when the status's period ended was decided by the clock: it waits no more.
  private func isDecided(_ recipient: Recipient, asOf clock: Timestamp) -> Bool {
    guard let target = recipient.status.standing?.pending, let own = decisions[recipient.partner.id] else {
      return false
    }
    let ladder = evaluator.ladder(for: recipient.partner)
    let today = evaluator.calendar.day(of: clock)
    let answers = own.filter {
      $0.on <= today && ($0.tier ?? ladder.tiers[target].id) == ladder.tiers[target].id
    }
    let status = recipient.status
    let last = status.period.window.resets ? status.period.last : status.month.lastDay
    if answers.contains(where: { $0.kind == .reject && $0.on > last }) { return true }
    let roles = ladder.terms.movement?.roles ?? []
    return roles.contains { role in
      answers.contains { $0.kind == .approve && $0.role == role && $0.on > last }
    }
      && roles.allSatisfy { role in answers.contains { $0.kind == .approve && $0.role == role } }
  }

  /// One partner's standings and events up to the clock's own month; empty where the ladder does not move.
  package func history(_ record: PartnerRecord, asOf clock: Timestamp) throws -> Movement.History {
    guard evaluator.ladder(for: record.partner).terms.movement != nil else { return Movement.History() }
    let reading = try evaluator.reading(record.partner, activities: record.activities, asOf: clock)
    do throws(EvaluationFailure.Cause) {
      return try reading.history(
        upTo: evaluator.calendar.month(of: clock), decisions: decisions[record.partner.id] ?? [],
        overCap: overCap[record.partner.id] ?? [])
    } catch {
      throw EvaluationFailure(partner: record.partner.id, cause: error)
    }
  }
}
