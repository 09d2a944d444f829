package import Mail

/// Where a partner stands in one period, with everything that led there: mail, paragraph and table are views of it.
package struct TierStatus: Sendable, Equatable {
  /// The month that was asked for.
  package var month: Month
  /// What the ladder's window makes of the month: the month itself, its quarter or year, or the days up to its end.
  package var period: Period
  /// The clock the status was worked out by; later activity is not in it.
  package var asOf: Timestamp
  /// What `value` counts: the ladder's metric, or, where several decide, the one that decides over the next tier.
  package var metric: Metric
  /// What counted, in the metric: a count, or minor units of the program's currency.
  package var value: Int64
  /// The tier that is held: the one reached, or what movement makes of it.
  package var tier: Tier
  /// The tier that the figures of the period reach.
  package var reached: Tier
  /// The next tier up, where there is one.
  package var next: Tier?
  /// How far the next tier is, for each of its requirements; empty at the top.
  package var distances: [Distance]
  /// The value of every measure that decides, in the order of the ladder's `measures`.
  package var values: [Int64]
  /// The sales that counted in the period, and their net money.
  package var counted: Tally
  /// The stretch whose sales earn: the period where it resets, else the month.
  package var earningPeriod: Period
  /// The sales that earn; those counted, where the window resets and every payment earns.
  package var earned: Tally
  /// What did not count, by reason, in the order of `Exclusion`'s cases; no entry is empty.
  package var excluded: [Exclusion: Tally]
  /// What refunds and chargebacks took back from sales that still count; `counted` is without it.
  package var takenBackInPart: Tally
  /// Sales of which something was taken back after the status was final, and how much, where the rule keeps the status.
  package var takenBackLate: Tally
  package var commission: Money
  /// What earned at which tier's rate, ascending; empty for the rate of a whole period.
  package var bands: [CommissionRun.Band]
  /// The commission over the money that earned, to a hundredth of a percent; the tier's rate where nothing earned.
  package var blendedRate: Rate
  /// To which orders the tier's rate applies.
  package var rateRule = RateRule.wholePeriod
  /// Whole days of the program's calendar left in the period, the present one included; 0 when it is over.
  ///
  /// Of a window that does not reset, those left in the month.
  package var daysLeft: Int
  /// The last day of the refund window.
  ///
  /// A refund that comes later still corrects the figures, unless the ladder keeps them.
  package var finalOn: CivilDate
  package var isFinal: Bool
  /// The rule's version: eight hexadecimal digits of a hash over the ladder and its settings.
  package var ruleVersion: String
  /// The name of the ladder that applies to the partner; nil for the program's own.
  package var ladderName: String?
  /// The tiers of that ladder that the partner may hear of, the lowest first.
  package var ladder: [Tier]
  /// How the tier came to be held, where the ladder says how standings move; nil where every period stands for itself.
  package var standing: Standing?

  package init(
    month: Month, period: Period? = nil, asOf: Timestamp, metric: Metric, value: Int64, tier: Tier,
    reached: Tier? = nil, next: Tier?, distances: [Distance]? = nil, values: [Int64]? = nil, counted: Tally,
    earningPeriod: Period? = nil, earned: Tally? = nil, excluded: [Exclusion: Tally],
    takenBackInPart: Tally? = nil, takenBackLate: Tally? = nil, commission: Money,
    bands: [CommissionRun.Band] = [], blendedRate: Rate? = nil, daysLeft: Int, finalOn: CivilDate,
    isFinal: Bool, ruleVersion: String, ladderName: String? = nil, ladder: [Tier] = [],
    standing: Standing? = nil
  ) {
    let whole = period ?? Period(.month, seenOn: month.firstDay)
    let nothing = Tally(count: 0, money: Money(minorUnits: 0, currency: counted.money.currency))
    self.month = month
    self.period = whole
    self.asOf = asOf
    self.metric = metric
    self.value = value
    self.tier = tier
    self.reached = reached ?? tier
    self.next = next
    self.distances =
      distances
      ?? (next.map { [Distance(measure: Measure(metric, over: whole.window), value: value, from: $0.from)] }
        ?? [])
    self.values = values ?? [value]
    self.counted = counted
    self.earningPeriod = earningPeriod ?? whole
    self.earned = earned ?? counted
    self.excluded = excluded
    self.takenBackInPart = takenBackInPart ?? nothing
    self.takenBackLate = takenBackLate ?? nothing
    self.commission = commission
    self.bands = bands
    self.blendedRate = blendedRate ?? tier.rate
    self.daysLeft = daysLeft
    self.finalOn = finalOn
    self.isFinal = isFinal
    self.ruleVersion = ruleVersion
    self.ladderName = ladderName
    self.ladder = ladder
    self.standing = standing
  }

  /// The requirement that decides over the next tier: of all the farthest, of any the nearest; nil at the top.
  package var decisive: Distance? {
    switch next?.joining {
    case nil: nil
    case .all: distances.min { $0.isBehind($1) }
    case .any: distances.max { $0.isBehind($1) }
    }
  }

  /// What is missing for the next tier, in the metric; nil at the top.
  package var remaining: Int64? { decisive?.remaining }

  /// The bound of the next tier in the metric; nil at the top.
  package var threshold: Int64? { decisive?.from }

  /// Value over the next tier's bound in percent, rounded down: 100 only when reached.
  ///
  /// 100 at the top.
  package var progress: Int { decisive?.progress ?? 100 }
}

extension TierStatus {
  /// How far a requirement of the next tier is met.
  package struct Distance: Sendable, Equatable {
    package var measure: Measure
    package var value: Int64
    package var from: Int64

    package init(measure: Measure, value: Int64, from: Int64) {
      self.measure = measure
      self.value = value
      self.from = from
    }

    package var remaining: Int64 { value >= from ? 0 : from - max(0, value) }

    /// In percent, rounded down: 100 only when met.
    package var progress: Int {
      guard from > 0, value < from else { return 100 }
      // In full width: a value near the top of Int64 times 100 does not fit 64 bits.
      let product = UInt64(max(0, value)).multipliedFullWidth(by: 100)
      return Int(UInt64(from).dividingFullWidth(product).quotient)
    }

    /// Whether this one is met to a smaller part than another.
    func isBehind(_ other: Distance) -> Bool {
      Int128(min(value, from)) * Int128(max(1, other.from))
        < Int128(min(other.value, other.from)) * Int128(max(1, from))
    }
  }

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
    /// Not approved yet, and the basis is not `all`.
    case pending
    /// Reversed before it was approved.
    case reversed
    /// Taken back in full by refunds.
    case refunded
    /// Taken back in full by a chargeback.
    case chargedBack
    /// Approved, but its own refund window is still open, and the basis is `safe`.
    case inRefundWindow

    package static func < (a: Exclusion, b: Exclusion) -> Bool {
      (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }
  }
}
