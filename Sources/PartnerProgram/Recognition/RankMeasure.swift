package import Mail

/// The number by which partners are compared: one measure, counted for everyone by the terms of the program's own
/// ladder, whatever ladder a partner is on.
package struct RankMeasure: Sendable {
  package let measure: Measure
  /// Of a ladder of one tier that counts nothing else.
  private let evaluator: TierEvaluator
  /// Whether what is taken back, or still may be, can change what a moment before the clock knew.
  let judgesByClock: Bool

  /// A measure of a program.
  ///
  /// - Parameters:
  ///   - metric: nil for that of the program's own ladder.
  ///   - window: nil for that of the program's own ladder; a metric that knows no window is asked at the ends of its
  ///     periods.
  ///   - program: the program's own evaluator.
  package init(_ metric: Metric?, over window: Window?, of program: TierEvaluator) {
    var terms = program.ladder.terms
    terms.metric = metric ?? terms.metric
    terms.window = window ?? terms.window
    measure = Measure(terms.metric, over: terms.window)
    if terms.metric != .score { terms.score = nil }
    terms.movement = nil
    judgesByClock = terms.basis == .safe
    evaluator = TierEvaluator(
      ladder: TierLadder(
        tiers: [program.ladder.tiers[0]], terms: terms, currency: program.currency),
      currency: program.currency, calendar: program.calendar)
  }

  package var calendar: ProgramCalendar { evaluator.calendar }

  /// The period that is compared in a month.
  package func period(of month: Month, asOf clock: Timestamp) -> Period {
    let window = evaluator.ladder.terms.window
    if let period = Period(window, holding: month) { return period }
    let today = calendar.day(of: clock)
    return Period(
      window, seenOn: clock >= calendar.end(of: month) ? month.lastDay : min(today, month.lastDay))
  }

  /// Months from one period to the next.
  package var step: Int { evaluator.ladder.terms.window.months ?? 1 }

  /// A partner's value in the period of a month, in the metric's unit.
  ///
  /// - Throws: a sum over 64 bits, or an activity in another currency.
  package func value(
    of partner: Partner, activities: [Activity], in month: Month, asOf clock: Timestamp
  ) throws(EvaluationFailure) -> Int64 {
    let reading = try reading(of: partner, activities: activities, asOf: clock)
    do throws(EvaluationFailure.Cause) {
      return try reading.values(in: month)[0]
    } catch {
      throw EvaluationFailure(partner: partner.id, cause: error)
    }
  }

  func reading(
    of partner: Partner, activities: [Activity], asOf clock: Timestamp
  ) throws(EvaluationFailure) -> PartnerReading {
    try evaluator.reading(partner, activities: activities, asOf: clock)
  }
}
