package import Mail

/// Works out where a partner stands, in one pass over the partner's activities.
///
/// The rules: activity counts that occurred before the clock (its own second is not over yet). A sale counts in the
/// month of the program's zone in which it occurred. What takes it back counts in that month too, whenever it came.
/// The order of the activities does not matter.
package struct TierEvaluator: Sendable {
  package let ladder: TierLadder
  package let currency: Currency
  package let calendar: ProgramCalendar

  package init(ladder: TierLadder, currency: Currency, calendar: ProgramCalendar) {
    self.ladder = ladder
    self.currency = currency
    self.calendar = calendar
  }

  /// An evaluator of a program's own ladder; nil where its time zone is not known.
  package init?(program: ProgramSettings) {
    guard let calendar = ProgramCalendar(timeZone: program.timeZone) else { return nil }
    self.init(ladder: program.ladder, currency: program.currency, calendar: calendar)
  }

  /// Where a partner stands in a month and stood in the month before.
  ///
  /// - Parameters:
  ///   - partner: who.
  ///   - activities: all of the partner's and no one else's, in any order.
  ///   - month: which month.
  ///   - clock: what occurred at this moment or later is not known.
  /// - Returns: the partner with both statuses, the month's tier compared with every month before it.
  /// - Throws: a sum over 64 bits, or an activity in another currency.
  package func recipient(
    _ partner: Partner, activities: [Activity], month: Month, asOf clock: Timestamp
  ) throws(EvaluationFailure) -> Recipient {
    let start = calendar.start(of: month)
    let end = calendar.end(of: month)
    let startBefore = calendar.start(of: month.advanced(by: -1))
    var present = MonthTotals()
    var before = MonthTotals()
    var earlier = EarlierMonths()
    var lifetimeSales = 0

    let takeBacks = TakeBacks(activities, before: clock)
    for place in activities.indices {
      if activities[place].occurred >= clock { continue }
      if let amount = activities[place].amount, amount.currency != currency {
        let cause = EvaluationFailure.Cause.foreignCurrency(
          activity: activities[place].id, code: amount.currency.code)
        throw EvaluationFailure(partner: partner.id, cause: cause)
      }
      guard activities[place].kind == .sale else { continue }
      let occurred = activities[place].occurred
      let loss = takeBacks.loss(of: activities[place], among: activities)
      let sale = SaleJudgement(activities[place], loss: loss, basis: ladder.basis)
      if sale.verdict == .stands { lifetimeSales += 1 }
      if occurred >= end {
        continue
      } else if occurred >= start {
        present.add(sale)
      } else if occurred >= startBefore {
        before.add(sale)
      } else if sale.verdict == .stands {
        earlier.add(sale, in: calendar.month(of: occurred))
      }
    }
    guard !present.overflowed, !before.overflowed, !earlier.overflowed else {
      throw EvaluationFailure(partner: partner.id, cause: .overflow)
    }
    let status = status(present, month: month, asOf: clock)
    let best = max(before.value(in: ladder.metric), earlier.best(in: ladder.metric))
    return Recipient(
      partner: partner, status: status,
      previous: self.status(before, month: month.advanced(by: -1), asOf: clock),
      reachedFirstTime: status.tier.from > 0
        ? best < status.tier.from : month <= Month(of: partner.joined),
      lifetimeSales: lifetimeSales)
  }

  /// A month's sums as a status.
  private func status(_ totals: MonthTotals, month: Month, asOf clock: Timestamp) -> TierStatus {
    let value = totals.value(in: ladder.metric)
    let place = ladder.place(reachedBy: value)
    let tier = ladder.tiers[place]
    let lastDay = month.advanced(by: 1).firstDay.daysSinceEpoch - 1
    let finalOn = CivilDate(daysSinceEpoch: lastDay + ladder.refundWindow)
    return TierStatus(
      month: month, asOf: clock, metric: ladder.metric, value: value, tier: tier,
      next: place + 1 < ladder.tiers.count ? ladder.tiers[place + 1] : nil,
      counted: MonthTotals.tally(totals.standing, currency), excluded: totals.excluded(in: currency),
      takenBackInPart: MonthTotals.tally(totals.partly, currency),
      commission: Money(minorUnits: tier.rate.share(of: totals.standing.money), currency: currency),
      daysLeft: calendar.daysLeft(in: month, at: clock), finalOn: finalOn,
      isFinal: calendar.day(of: clock) > finalOn, ruleVersion: ladder.version)
  }
}

/// The months before the last two, for the question whether a tier was ever reached.
struct EarlierMonths {
  private var totals: [(month: Month, sum: MonthTotals.Sum)] = []

  var overflowed: Bool { totals.contains { $0.sum.overflowed } }

  mutating func add(_ sale: SaleJudgement, in month: Month) {
    // Files come sorted by time more often than not: the month is mostly the last one touched.
    if let place = totals.lastIndex(where: { $0.month == month }) {
      totals[place].sum.add(sale.net)
    } else {
      var sum = MonthTotals.Sum()
      sum.add(sale.net)
      totals.append((month, sum))
    }
  }

  /// The best value any of the months reached.
  func best(in metric: Metric) -> Int64 {
    totals.reduce(0) { best, entry in
      max(best, metric == .conversions ? Int64(entry.sum.count) : entry.sum.money)
    }
  }
}
