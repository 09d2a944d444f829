internal import Mail

/// A partner's activity read as of the end of one period after the other.
struct SpotlightReadings {
  private let subject: SpotlightScores.Subject
  private let scores: SpotlightScores
  private let lastMonth: Month
  /// Whether what was known at a clock has to be judged anew for it; else one judgement serves them all.
  private let dependsOnClock: Bool
  private var measured: PartnerReading?
  /// The value asked for last: growth asks for that of the period before again.
  private var last: (month: Month, value: Int64)?
  private var laddered: PartnerReading?
  /// The places held, by the name of the period, where one replay serves all clocks.
  private var held: [String: Int]?

  init(of subject: SpotlightScores.Subject, in scores: SpotlightScores, upTo month: Month) {
    self.subject = subject
    self.scores = scores
    lastMonth = month
    dependsOnClock =
      scores.measure.judgesByClock
      || subject.activities.contains { $0.kind == .refund || $0.kind == .chargeback }
  }

  private var partner: Partner { subject.partner }

  /// The value of the measure in a month's period.
  mutating func value(in month: Month, asOf end: Timestamp) throws(EvaluationFailure) -> Int64 {
    if let last, last.month == month, !dependsOnClock { return last.value }
    let found: PartnerReading
    if let measured, !dependsOnClock || measured.clock == end {
      found = measured
    } else {
      found = try scores.measure.reading(
        of: partner, activities: subject.activities, asOf: dependsOnClock ? end : scores.clock)
    }
    measured = found
    do throws(EvaluationFailure.Cause) {
      let value = try found.seen(at: end).values(in: month)[0]
      last = (month, value)
      return value
    } catch {
      throw EvaluationFailure(partner: partner.id, cause: error)
    }
  }

  /// The tier that was held at the end of a month's period: the one reached, or what movement made of it.
  mutating func tier(in month: Month, asOf end: Timestamp) throws(EvaluationFailure) -> Tier {
    let found: PartnerReading
    if let laddered, !dependsOnClock || laddered.clock == end {
      found = laddered
    } else {
      found = try scores.program.reading(
        partner, activities: subject.activities, asOf: dependsOnClock ? end : scores.clock)
    }
    laddered = found
    do throws(EvaluationFailure.Cause) {
      let tiers = found.ladder.tiers
      guard found.ladder.terms.movement != nil else {
        return tiers[found.ladder.place(reachedBy: try found.seen(at: end).values(in: month))]
      }
      var places = held ?? [:]
      if held == nil { places = try standings(in: found, upTo: dependsOnClock ? month : lastMonth) }
      if !dependsOnClock { held = places }
      return tiers[places[found.earningPeriod(of: month).name] ?? 0]
    } catch {
      throw EvaluationFailure(partner: partner.id, cause: error)
    }
  }

  private func standings(
    in reading: PartnerReading, upTo month: Month
  ) throws(EvaluationFailure.Cause) -> [String: Int] {
    let history = try reading.history(
      upTo: month, decisions: subject.decisions, overCap: subject.overCap)
    return Dictionary(history.standings.map { ($0.period, $0.tier) }) { _, last in last }
  }
}

extension PartnerReading {
  /// The same facts as they are read at another clock, which is not after the one they were judged by.
  fileprivate func seen(at clock: Timestamp) -> PartnerReading {
    PartnerReading(
      partner: partner, facts: facts, ladder: ladder, ladderName: ladderName, currency: currency,
      calendar: calendar, clock: clock)
  }
}
