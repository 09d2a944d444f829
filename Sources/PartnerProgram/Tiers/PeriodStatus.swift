internal import Mail

extension PartnerReading {
  /// Where the partner stands in the period of a month.
  ///
  /// - Parameters:
  ///   - month: which month.
  ///   - standing: what movement makes of it; nil where the period stands for itself.
  /// - Returns: the status, with everything that led there.
  /// - Throws: a sum over 64 bits.
  package func status(
    in month: Month, standing: Standing? = nil
  ) throws(EvaluationFailure.Cause) -> TierStatus {
    let window = ladder.terms.window
    let period = period(window, of: month)
    let values = try values(in: month)
    let reached = ladder.place(reachedBy: values)
    let held = standing?.tier ?? reached
    let (start, end) = span(of: period)
    let sums = PeriodSums(facts, from: start, to: end)
    guard !sums.overflowed else { throw .overflow }

    let next = ladder.next(afterPlace: held)
    let distances = next.map { ladder.distances(toPlace: $0.rank, values: values) } ?? []
    var status = TierStatus(
      month: month, period: period, asOf: clock, metric: ladder.metric, value: values[0],
      tier: ladder.tiers[held], reached: ladder.tiers[reached], next: next, distances: distances,
      values: values, counted: PeriodSums.tally(sums.standing, currency),
      excluded: sums.excluded(in: currency), takenBackInPart: PeriodSums.tally(sums.partly, currency),
      takenBackLate: PeriodSums.tally(sums.late, currency),
      commission: Money(minorUnits: 0, currency: currency), daysLeft: daysLeft(of: period, month),
      finalOn: period.last.adding(days: ladder.refundWindow), isFinal: false, ruleVersion: ladder.version,
      ladderName: ladderName, ladder: ladder.visibleTiers(holding: ladder.tiers[held].id),
      standing: standing)
    status.rateRule = ladder.terms.rate
    status.isFinal = today > status.finalOn
    // Where several measures decide, the figure that a mail shows is the decisive one's.
    if let decisive = status.decisive, decisive.measure != ladder.measures[0] {
      status.metric = decisive.measure.metric
      status.value = decisive.value
    }
    try addCommission(to: &status, sums: sums)
    return status
  }

  /// The orders of a month's earning period with the commission of each, by time; they add up to the status's.
  package func commissionLines(
    in month: Month, standing: Standing? = nil
  ) throws(EvaluationFailure.Cause) -> CommissionRun {
    let values = try values(in: month)
    let held = standing?.tier ?? ladder.place(reachedBy: values)
    return try run(in: month, held: held, floor: standing?.floor ?? 0, keepsLines: true)
  }

  private func addCommission(
    to status: inout TierStatus, sums: PeriodSums
  ) throws(EvaluationFailure.Cause) {
    let held = status.tier.rank
    status.earningPeriod = earningPeriod(of: status.month)
    let isPlain =
      ladder.terms.rate == .wholePeriod && ladder.terms.recurring == .always && ladder.terms.window.resets
    if isPlain {
      status.earned = status.counted
      status.commission.minorUnits = status.tier.rate.share(of: sums.standing.money)
      return
    }
    let run = try run(
      in: status.month, held: held, floor: status.standing?.floor ?? 0, keepsLines: false)
    status.earned = TierStatus.Tally(
      count: run.count, money: Money(minorUnits: run.net, currency: currency))
    status.commission.minorUnits = run.commission
    status.blendedRate = run.blendedRate ?? status.tier.rate
    if ladder.terms.rate != .wholePeriod { status.bands = run.bands }
  }

  /// The stretch whose sales earn at a month's rate: the period where it resets, else the month.
  package func earningPeriod(of month: Month) -> Period {
    Period(ladder.terms.window, holding: month) ?? Period(.month, seenOn: month.firstDay)
  }

  private func run(
    in month: Month, held: Int, floor: Int, keepsLines: Bool
  ) throws(EvaluationFailure.Cause) -> CommissionRun {
    let earning = view(of: earningPeriod(of: month))
    var value: Int64 = 0
    if ladder.terms.rate != .wholePeriod, ladder.window == .lifetime {
      var before = earning
      before.start = .min
      before.end = earning.start
      value = try ladder.metric.family.value(of: ladder.metric, in: before)
    }
    var rule = CommissionRule(ladder: ladder, held: held, facts: facts, calendar: calendar)
    rule.floor = floor
    return try rule.run(
      from: earning.start, to: earning.end, startingAt: value, view: earning, keepsLines: keepsLines)
  }

  /// Of a window that does not reset, the days left in the month: until the next status.
  private func daysLeft(of period: Period, _ month: Month) -> Int {
    let (first, last) =
      period.window.resets
      ? (period.first ?? month.firstDay, period.last) : (month.firstDay, month.lastDay)
    return max(0, last.daysSinceEpoch + 1 - max(first, today).daysSinceEpoch)
  }
}

extension TierLadder {
  /// How far a tier's requirements are met, in the order of settings.
  package func distances(toPlace place: Int, values: [Int64]) -> [TierStatus.Distance] {
    tiers[place].requirements.map { requirement in
      let value = measures.firstIndex(of: requirement.measure).map { values[$0] } ?? 0
      return TierStatus.Distance(measure: requirement.measure, value: value, from: requirement.from)
    }
  }
}
