/// The sums of one period of one partner, while they are added up.
struct PeriodSums {
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
  /// What was taken back after the status was final, where the rule keeps it.
  var late = Sum()
  var pending = Sum()
  var reversed = Sum()
  var refunded = Sum()
  var chargedBack = Sum()
  var unsafe = Sum()

  var overflowed: Bool {
    standing.overflowed || partly.overflowed || pending.overflowed || reversed.overflowed
      || refunded.overflowed || chargedBack.overflowed || unsafe.overflowed || late.overflowed
  }

  /// Adds the sales that occurred from `start` until before `end`.
  init(_ facts: [Fact], from start: Int64, to end: Int64) {
    for place in facts.indices where facts[place].kind == .sale {
      let occurred = facts[place].occurred
      if occurred >= start, occurred < end { add(facts[place]) }
    }
  }

  private mutating func add(_ sale: Fact) {
    if sale.takenBackLate > 0 { late.add(sale.takenBackLate) }
    switch sale.verdict {
    case .stands:
      standing.add(sale.net)
      if sale.takeBacks > 0 { partly.add(count: Int(sale.takeBacks), sale.takenBack) }
    case .pending: pending.add(sale.net)
    case .unsafe: unsafe.add(sale.net)
    case .reversed: reversed.add(sale.amount)
    case .refunded: refunded.add(sale.amount)
    case .chargedBack: chargedBack.add(sale.amount)
    case .later, .takesBack: break
    }
  }

  /// The sales that did not count, by reason; only reasons that occurred.
  func excluded(in currency: Currency) -> [TierStatus.Exclusion: TierStatus.Tally] {
    var result: [TierStatus.Exclusion: TierStatus.Tally] = [:]
    func put(_ reason: TierStatus.Exclusion, _ sum: Sum) {
      if sum.count > 0 { result[reason] = Self.tally(sum, currency) }
    }
    put(.pending, pending)
    put(.reversed, reversed)
    put(.refunded, refunded)
    put(.chargedBack, chargedBack)
    put(.inRefundWindow, unsafe)
    return result
  }

  static func tally(_ sum: Sum, _ currency: Currency) -> TierStatus.Tally {
    TierStatus.Tally(count: sum.count, money: Money(minorUnits: sum.money, currency: currency))
  }
}
