package import Ledger
package import Mail
package import PartnerProgram

/// Walks all partners page by page and works out where each stands; memory holds one page.
package struct RecipientWalk: Sendable {
  package let store: any ProgramStore
  package let evaluator: TierEvaluator
  /// Partners a page.
  package static let page = 512

  package init(store: any ProgramStore, evaluator: TierEvaluator) {
    self.store = store
    self.evaluator = evaluator
  }

  /// Hands on every partner in the order of the ids, with the status of a month as known at the clock.
  package func forEach(
    month: Month, asOf clock: Timestamp, _ body: (Recipient) throws -> Void
  ) throws {
    var cursor: PartnerCursor?
    repeat {
      let page = try store.partners(after: cursor, limit: Self.page, withActivity: true)
      for record in page.records { try body(recipient(record, month: month, asOf: clock)) }
      cursor = page.next
    } while cursor != nil
  }

  /// One partner's standing.
  package func recipient(_ record: PartnerRecord, month: Month, asOf clock: Timestamp) throws -> Recipient {
    try evaluator.recipient(record.partner, activities: record.activities, month: month, asOf: clock)
  }
}
