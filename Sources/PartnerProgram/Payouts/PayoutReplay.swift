package import Mail

/// Replays a partner's account: one statement for each earning period, from the first activity on.
///
/// Every period is settled with what is known at the beginning of its due day, as the payout of that day was. What is
/// found out later is made good in the statements after it. So all statements up to one that is settled at the clock add
/// up to the commissions that the statuses of the clock say, whatever was refunded in between.
///
/// Two things keep the account in order: a period is never due before an earlier one, and its hold, cadence and minimum
/// are those of the tier that was held when the period ended.
package struct PayoutReplay {
  private let evaluator: TierEvaluator
  private let partner: Partner
  private let activities: [Activity]
  private let clock: Timestamp
  private let decisions: [StandingDecision]
  private let overCap: Set<String>
  /// When refunds and chargebacks came that apply, ascending.
  private let takeBacks: [Timestamp]
  private var known: [Moment: KnownFigures] = [:]
  /// One of each period, in order.
  private var months: [Month] = []

  /// What tells apart what was known: the take-backs that had come, and, where money becomes safe by time alone, the time.
  private struct Moment: Hashable {
    let takeBacks: Int
    let time: Timestamp
  }

  /// A replay of a partner's account.
  ///
  /// - Parameters:
  ///   - evaluator: the rules.
  ///   - partner: who.
  ///   - activities: all of the partner's and no one else's, in any order.
  ///   - clock: what occurred at this moment or later is not known.
  ///   - decisions: what people decided about the partner, in any order.
  ///   - overCap: the names of the periods whose promotions were used up before this partner's.
  package init(
    _ evaluator: TierEvaluator, _ partner: Partner, activities: [Activity], asOf clock: Timestamp,
    decisions: [StandingDecision] = [], overCap: Set<String> = []
  ) {
    self.evaluator = evaluator
    self.partner = partner
    self.activities = activities
    self.clock = clock
    self.decisions = decisions
    self.overCap = overCap
    takeBacks = activities.lazy.filter {
      ($0.kind == .refund || $0.kind == .chargeback) && $0.status != .reversed && $0.occurred < clock
    }.map(\.occurred).sorted()
  }

  /// The statements of all periods that began before the clock, up to that of a month.
  ///
  /// - Throws: a sum over 64 bits, or an activity in a currency without a rate.
  package mutating func statements(upTo month: Month) throws(EvaluationFailure) -> [CommissionStatement] {
    let reading = try evaluator.reading(partner, activities: activities, asOf: clock)
    do throws(EvaluationFailure.Cause) {
      months = reading.earningMonths(upTo: month)
      guard !months.isEmpty else { return [] }
      known = [
        moment(clock): try KnownFigures(reading, months: months, decisions: decisions, overCap: overCap)
      ]
      return try settle(reading)
    } catch {
      throw EvaluationFailure(partner: partner.id, cause: error)
    }
  }

  private mutating func settle(
    _ reading: PartnerReading
  ) throws(EvaluationFailure.Cause) -> [CommissionStatement] {
    var account = PayoutAccount(undoneBonus: reading.ladder.terms.movement?.undoneBonus ?? .keep)
    var statements: [CommissionStatement] = []
    for place in months.indices {
      let period = reading.earningPeriod(of: months[place])
      let end = min(reading.calendar.start(of: period.last.adding(days: 1)), clock)
      let schedule = PayoutSchedule(try status(place, at: end).tier, terms: reading.ladder.terms)
      let due = max(schedule.due(period), statements.last?.due ?? schedule.due(period))
      let settled = min(reading.calendar.start(of: due), clock)

      var statement = CommissionStatement(
        period: period, settled: settled, status: try status(place, at: settled), due: due)
      let figures = try self.figures(at: settled)
      try OrderSums(figures.reading, in: period).put(into: &statement)
      let first = changed(since: statements.last?.settled, at: settled, before: place, reading)
      for earlier in first..<max(first, place) {
        let commission = try status(earlier, at: settled).commission.minorUnits
        try account.correct(earlier, to: commission, in: &statement)
      }
      account.settle(place, statement.earned)
      try account.grant(try bonuses(upTo: place, at: settled), in: &statement)
      let isOver = clock >= reading.calendar.start(of: period.last.adding(days: 1))
      try account.pay(
        &statement, minimum: schedule.minimum, currency: reading.currency, isOver: isOver,
        isDue: clock >= reading.calendar.start(of: due))
      statements.append(statement)
    }
    return statements
  }

  /// The first period whose figures may be others than at the settling before; `place` where none are.
  private func changed(
    since before: Timestamp?, at settled: Timestamp, before place: Int, _ reading: PartnerReading
  ) -> Int {
    guard let before, moment(before) != moment(settled) else { return place }
    guard moment(before).takeBacks == moment(settled).takeBacks else { return 0 }
    // Of a period whose last day is out of the refund window all is safe that ever will be.
    let day = reading.calendar.day(of: before)
    let window = reading.ladder.terms.refundWindow
    let first = months.indices.first {
      reading.earningPeriod(of: months[$0]).last.adding(days: window) >= day
    }
    return min(first ?? place, place)
  }

  private mutating func status(
    _ place: Int, at moment: Timestamp
  ) throws(EvaluationFailure.Cause) -> TierStatus {
    let key = self.moment(moment)
    var figures = try self.figures(at: moment)
    known[key] = nil
    defer { known[key] = figures }
    return try figures.status(place, of: months[place])
  }

  private mutating func bonuses(
    upTo place: Int, at moment: Timestamp
  ) throws(EvaluationFailure.Cause) -> [KnownFigures.Grant] {
    let key = self.moment(moment)
    var figures = try self.figures(at: moment)
    known[key] = nil
    defer { known[key] = figures }
    return try figures.bonuses(upTo: place, months: months)
  }

  private mutating func figures(at moment: Timestamp) throws(EvaluationFailure.Cause) -> KnownFigures {
    let key = self.moment(moment)
    if let figures = known[key] { return figures }
    let reading: PartnerReading
    do throws(EvaluationFailure) {
      reading = try evaluator.reading(partner, activities: activities, asOf: key.time)
    } catch {
      throw error.cause
    }
    let figures = try KnownFigures(reading, months: months, decisions: decisions, overCap: overCap)
    known[key] = figures
    return figures
  }

  /// Moments between the same take-backs know the same of every period that is over: the last of them stands for all.
  private func moment(_ moment: Timestamp) -> Moment {
    let count = takeBacks.prefix { $0 < moment }.count
    guard evaluator.ladder(for: partner).terms.basis != .safe else {
      return Moment(takeBacks: count, time: moment)
    }
    return Moment(takeBacks: count, time: count < takeBacks.count ? takeBacks[count] : clock)
  }
}
