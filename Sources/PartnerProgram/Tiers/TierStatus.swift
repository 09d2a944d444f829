package import Mail

/// Where a partner stands in one month, with everything that led there: mail, paragraph and table are views of it.
package struct TierStatus: Sendable, Equatable {
  package var month: Month
  /// The clock the status was worked out by; later activity is not in it.
  package var asOf: Timestamp
  package var metric: Metric
  /// What counted, in the metric: a count, or minor units of the program's currency.
  package var value: Int64
  /// The tier the value reaches.
  package var tier: Tier
  /// The next tier up, where there is one.
  package var next: Tier?
  /// The sales that counted, their net money and the commission at the tier's rate.
  package var counted: Tally
  /// What did not count, by reason, in the order of `Exclusion`'s cases; no entry is empty.
  package var excluded: [Exclusion: Tally]
  /// What refunds and chargebacks took back from sales that still count; `counted` is without it.
  package var takenBackInPart: Tally
  package var commission: Money
  /// Whole days of the program's calendar left in the month, the present one included; 0 when it is over.
  package var daysLeft: Int
  /// The last day of the refund window.
  ///
  /// A refund that comes later still corrects the figures.
  package var finalOn: CivilDate
  package var isFinal: Bool
  /// The rule's version: eight hexadecimal digits of a hash over the ladder and its settings.
  package var ruleVersion: String

  package init(
    month: Month, asOf: Timestamp, metric: Metric, value: Int64, tier: Tier, next: Tier?,
    counted: Tally, excluded: [Exclusion: Tally], takenBackInPart: Tally? = nil, commission: Money,
    daysLeft: Int,
    finalOn: CivilDate, isFinal: Bool, ruleVersion: String
  ) {
    self.month = month
    self.asOf = asOf
    self.metric = metric
    self.value = value
    self.tier = tier
    self.next = next
    self.counted = counted
    self.excluded = excluded
    self.takenBackInPart =
      takenBackInPart ?? Tally(count: 0, money: Money(minorUnits: 0, currency: counted.money.currency))
    self.commission = commission
    self.daysLeft = daysLeft
    self.finalOn = finalOn
    self.isFinal = isFinal
    self.ruleVersion = ruleVersion
  }

  /// What is missing for the next tier, in the metric; nil at the top.
  package var remaining: Int64? { next.map { max(0, $0.from - value) } }

  /// Value over the next tier's bound in percent, rounded down: 100 only when reached.
  ///
  /// 100 at the top.
  package var progress: Int {
    guard let next, next.from > 0 else { return 100 }
    guard value < next.from else { return 100 }
    // In full width: a value near the top of Int64 times 100 does not fit 64 bits.
    let product = UInt64(max(0, value)).multipliedFullWidth(by: 100)
    return Int(UInt64(next.from).dividingFullWidth(product).quotient)
  }
}

extension TierStatus {
  /// How many activities and how much money.
  package struct Tally: Sendable, Equatable {
    package var count: Int
    package var money: Money

    package init(count: Int, money: Money) {
      self.count = count
      self.money = money
    }
  }

  /// Why an activity did not count.
  package enum Exclusion: String, Sendable, Hashable, CaseIterable, Comparable {
    /// Not approved yet, and the basis is `approved`.
    case pending
    /// Reversed before it was approved.
    case reversed
    /// Taken back in full by refunds.
    case refunded
    /// Taken back in full by a chargeback.
    case chargedBack

    package static func < (a: Exclusion, b: Exclusion) -> Bool {
      (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }
  }
}

/// What a ladder counts.
package enum Metric: String, Sendable, Hashable, CaseIterable {
  /// Sales that stand: approved (or all, by the basis) and not taken back in full.
  case conversions
  /// The money of those sales, less what was taken back in part.
  case netRevenue = "net_revenue"
}
