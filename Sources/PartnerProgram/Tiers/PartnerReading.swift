package import Mail

/// One partner's judged facts under the ladder that applies: every period, rate and explanation is read from it.
package struct PartnerReading: Sendable {
  package let partner: Partner
  package let facts: [Fact]
  package let ladder: TierLadder
  /// nil for the program's own ladder.
  package let ladderName: String?
  package let currency: Currency
  package let calendar: ProgramCalendar
  package let clock: Timestamp
  /// By which facts in other currencies were turned into the program's.
  var rates: ExchangeRates?
  /// The clock's day.
  let today: CivilDate

  package init(
    partner: Partner, facts: [Fact], ladder: TierLadder, ladderName: String?, currency: Currency,
    calendar: ProgramCalendar, clock: Timestamp, seenOn day: CivilDate? = nil
  ) {
    self.partner = partner
    self.facts = facts
    self.ladder = ladder
    self.ladderName = ladderName
    self.currency = currency
    self.calendar = calendar
    self.clock = clock
    // The end of a day is the first moment of the next one, and still the day's.
    today = day ?? calendar.day(of: clock)
  }

  /// The period that a window makes of a month: one that resets holds it; one that does not ends with it, or today.
  package func period(_ window: Window, of month: Month) -> Period {
    if let period = Period(window, holding: month) { return period }
    return Period(window, seenOn: lastDay(in: month))
  }

  /// The last day of a month, or the clock's own while the month is not over.
  private func lastDay(in month: Month) -> CivilDate {
    clock >= calendar.end(of: month) ? month.lastDay : min(today, month.lastDay)
  }

  /// The seconds of a period up to the clock; a lifetime begins before all time.
  package func span(of period: Period) -> (start: Int64, end: Int64) {
    let end = self.start(of: period.last.adding(days: 1))
    let first = period.first.map { self.start(of: $0).seconds }
    return (first ?? .min, min(clock, end).seconds)
  }

  /// The months' beginnings stand in a table.
  private func start(of day: CivilDate) -> Timestamp {
    day.day == 1 ? calendar.start(of: Month(of: day)) : calendar.start(of: day)
  }

  /// What a metric sees of a period.
  package func view(of period: Period) -> MetricView {
    let (start, end) = span(of: period)
    let before = period.before.map { span(of: $0).start }
    let isOver = clock >= self.start(of: period.last.adding(days: 1))
    return MetricView(
      facts: facts, kinds: ladder.kinds, joined: partner.joined, fields: partner.fields, calendar: calendar,
      start: start, end: end, startBefore: before,
      lastDay: isOver ? period.last : min(period.last, today))
  }

  /// The value of each of the ladder's measures in the periods of a month.
  package func values(in month: Month) throws(EvaluationFailure.Cause) -> [Int64] {
    var values: [Int64] = []
    values.reserveCapacity(ladder.measures.count)
    for measure in ladder.measures {
      let view = view(of: period(measure.window, of: month))
      values.append(try measure.metric.family.value(of: measure.metric, in: view))
    }
    try ladder.settleScore(&values)
    return values
  }

  /// The month whose period comes before that of a month.
  package func monthBefore(_ month: Month) -> Month {
    guard let first = Period(ladder.terms.window, holding: month)?.first else {
      return month.advanced(by: -1)
    }
    return Month(of: first).advanced(by: -1)
  }

  /// Sales ever made that stand, up to the clock.
  package var lifetimeSales: Int { facts.count { $0.isStandingSale } }

  /// Where the partner stands and stood.
  func recipient(
    in month: Month, decisions: [StandingDecision], overCap: Set<String>
  ) throws(EvaluationFailure.Cause) -> Recipient {
    let earlier = monthBefore(month)
    if ladder.terms.movement != nil {
      return try movedRecipient(in: month, decisions: decisions, overCap: overCap)
    }
    let status = try status(in: month)
    return Recipient(
      partner: partner, status: status, previous: try self.status(in: earlier),
      reachedFirstTime: status.tier.rank > 0
        ? try !wasReached(status.tier.rank, before: month) : month <= Month(of: partner.joined),
      lifetimeSales: lifetimeSales)
  }

  /// Whether any period before that of a month reached a tier or one above it.
  private func wasReached(_ place: Int, before month: Month) throws(EvaluationFailure.Cause) -> Bool {
    guard let first = facts.lazy.filter({ $0.verdict == .stands }).map(\.occurred).min() else {
      return false
    }
    let oldest = calendar.month(of: Timestamp(seconds: first))
    var month = monthBefore(month)
    while Period(ladder.terms.window, holding: month)?.last ?? month.lastDay >= oldest.firstDay {
      if try ladder.place(reachedBy: values(in: month)) >= place { return true }
      month = monthBefore(month)
    }
    return false
  }
}
