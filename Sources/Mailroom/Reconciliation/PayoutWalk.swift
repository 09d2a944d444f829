package import Ledger
package import Mail
package import PartnerProgram

/// Works out the payouts of all partners for a month, quarter or year; memory holds a few pages.
package struct PayoutWalk: Sendable {
  package let walk: RecipientWalk
  package let period: Period
  package let clock: Timestamp

  package init(_ walk: RecipientWalk, period: Period, asOf clock: Timestamp) {
    self.walk = walk
    self.period = period
    self.clock = clock
  }

  /// Hands on the row of every partner that has something to be paid or carried, on all cores, in the order of the ids.
  @concurrent
  package func forEach(_ body: (PayoutRow) throws -> Void) async throws {
    try await walk.forEachPage { records in
      try records.map(row).filter(\.isNeeded)
    } take: { rows in
      for row in rows { try body(row) }
    }
  }

  /// The row of a partner.
  package func row(_ record: PartnerRecord) throws -> PayoutRow {
    var replay = PayoutReplay(
      walk.evaluator, record.partner, activities: record.activities, asOf: clock,
      decisions: walk.decisions[record.partner.id] ?? [], overCap: walk.overCap[record.partner.id] ?? [])
    return PayoutRow(
      record.partner, try replay.statements(upTo: Month(of: period.last)), in: period,
      currency: walk.evaluator.currency)
  }
}
