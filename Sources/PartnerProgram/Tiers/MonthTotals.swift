/// The sums of one month of one partner, while they are added up.
struct MonthTotals {
  /// How many sales and how much of their money, in minor units.
  struct Sum {
    var count = 0
    var money: Int64 = 0
    /// The money did not fit 64 bits.
    var overflowed = false

    mutating func add(count more: Int = 1, _ amount: Int64) {
      count += more
      let (result, overflow) = money.addingReportingOverflow(amount)
      money = result
      if overflow { overflowed = true }
    }
  }

  /// Sales that stand, with their net money.
  var standing = Sum()
  /// Refunds and chargebacks that took back a part of a standing sale.
  var partly = Sum()
  var pending = Sum()
  var reversed = Sum()
  var refunded = Sum()
  var chargedBack = Sum()

  var overflowed: Bool {
    standing.overflowed || partly.overflowed || pending.overflowed || reversed.overflowed
      || refunded.overflowed || chargedBack.overflowed
  }

  mutating func add(_ sale: SaleJudgement) {
    switch sale.verdict {
    case .stands:
      standing.add(sale.net)
      if sale.takeBackCount > 0 { partly.add(count: sale.takeBackCount, sale.takenBack) }
    case .excluded(.pending): pending.add(sale.net)
    case .excluded(.reversed): reversed.add(sale.gross)
    case .excluded(.refunded): refunded.add(sale.gross)
    case .excluded(.chargedBack): chargedBack.add(sale.gross)
    }
  }

  /// What the ladder compares with its bounds.
  func value(in metric: Metric) -> Int64 {
    switch metric {
    case .conversions: Int64(standing.count)
    case .netRevenue: standing.money
    }
  }

  /// The sales that did not count, by reason; only reasons that occurred.
  func excluded(in currency: Currency) -> [TierStatus.Exclusion: TierStatus.Tally] {
    var result: [TierStatus.Exclusion: TierStatus.Tally] = [:]
    if pending.count > 0 { result[.pending] = Self.tally(pending, currency) }
    if reversed.count > 0 { result[.reversed] = Self.tally(reversed, currency) }
    if refunded.count > 0 { result[.refunded] = Self.tally(refunded, currency) }
    if chargedBack.count > 0 { result[.chargedBack] = Self.tally(chargedBack, currency) }
    return result
  }

  static func tally(_ sum: Sum, _ currency: Currency) -> TierStatus.Tally {
    TierStatus.Tally(count: sum.count, money: Money(minorUnits: sum.money, currency: currency))
  }
}
