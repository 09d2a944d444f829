/// What the rows of an export of payouts add up to, in minor units of one currency.
package struct PayoutTotals: Sendable, Equatable {
  package let currency: Currency
  package private(set) var partners = 0
  /// Partners to whom something is paid.
  package private(set) var payees = 0
  package private(set) var net: Int64 = 0
  package private(set) var earned: Int64 = 0
  package private(set) var earnedLate: Int64 = 0
  package private(set) var bonuses: Int64 = 0
  package private(set) var clawback: Int64 = 0
  package private(set) var carriedIn: Int64 = 0
  package private(set) var payout: Int64 = 0
  package private(set) var carriedOut: Int64 = 0

  package init(currency: Currency) { self.currency = currency }

  /// Adds a row.
  ///
  /// - Throws: a sum over 64 bits.
  package mutating func add(_ row: PayoutRow) throws(EvaluationFailure) {
    do throws(EvaluationFailure.Cause) {
      partners += 1
      if row.sum(\.payout) > 0 { payees += 1 }
      net = try net.adding(row.sum(\.net))
      earned = try earned.adding(row.sum(\.earned))
      earnedLate = try earnedLate.adding(row.sum(\.earnedLate))
      bonuses = try bonuses.adding(row.sum(\.bonuses))
      clawback = try clawback.adding(row.sum(\.clawback))
      carriedIn = try carriedIn.adding(row.carriedIn)
      payout = try payout.adding(row.sum(\.payout))
      carriedOut = try carriedOut.adding(row.carriedOut)
    } catch {
      throw EvaluationFailure(partner: row.partner.id, cause: error)
    }
  }

  /// The totals as an equation, in plain text: `earned USD 10.00 + … = payout USD 8.00 + carried on USD 2.00`.
  package var equation: String {
    func text(_ units: Int64) -> String { Money(minorUnits: units, currency: currency).plainText }
    let late = earnedLate == 0 ? "" : " + earned late \(text(earnedLate))"
    return "earned \(text(earned))\(late) + bonuses \(text(bonuses)) - clawed back \(text(clawback))"
      + " + carried in \(text(carriedIn)) = payout \(text(payout)) + carried on \(text(carriedOut))"
  }
}
