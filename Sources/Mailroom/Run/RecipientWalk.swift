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
  /// Partners a page.
  static let page = 64
  /// Pages that are read and not yet taken; enough for as many cores.
  static let pagesAtOnce = 5

  package init(
    store: any ProgramStore, evaluator: TierEvaluator, decisions: [Partner.ID: [StandingDecision]] = [:]
  ) {
    self.store = store
    self.evaluator = evaluator
    self.decisions = decisions
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
    var cursor: PartnerCursor?
    repeat {
      let page = try store.partners(after: cursor, limit: Self.page, withActivity: true)
      try body(page.records)
      cursor = page.next
    } while cursor != nil
  }

  /// Gives pages to several workers, and what they make of them to `take`, in the order of the ids.
  @concurrent
  func forEachPage<Made: Sendable>(
    _ work: @escaping @Sendable ([PartnerRecord]) throws -> Made, take: (Made) throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: (number: Int, made: Made).self) { group in
      var cursor: PartnerCursor?
      var isRead = false
      var begun = 0
      var taken = 0
      /// Made before a page that comes first.
      var early: [Int: Made] = [:]
      while true {
        while !isRead, begun - taken < Self.pagesAtOnce {
          let page = try store.partners(after: cursor, limit: Self.page, withActivity: true)
          cursor = page.next
          isRead = cursor == nil
          let number = begun
          begun += 1
          group.addTask { (number, try work(page.records)) }
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
    try evaluator.recipient(
      record.partner, activities: record.activities, month: month, asOf: clock,
      decisions: decisions[record.partner.id] ?? [], overCap: overCap[record.partner.id] ?? [])
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
