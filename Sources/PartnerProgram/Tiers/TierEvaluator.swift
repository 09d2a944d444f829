package import Mail

/// Works out where a partner stands, in one pass over the partner's activities.
///
/// The rules: activity counts that occurred before the clock (its own second is not over yet). A sale counts in the
/// period of the program's zone in which it occurred. What takes it back counts in that period too, whenever it came,
/// unless the ladder keeps a final status. The order of the activities does not matter.
package struct TierEvaluator: Sendable {
  /// The program's own ladder.
  package let ladder: TierLadder
  /// Ladders of some partners, the first that fits applies.
  package let segmentLadders: [SegmentLadder]
  package let currency: Currency
  package let calendar: ProgramCalendar
  /// What other currencies are worth; nil where the program states no rates.
  package let rates: ExchangeRates?

  package init(
    ladder: TierLadder, segmentLadders: [SegmentLadder] = [], currency: Currency, calendar: ProgramCalendar,
    rates: ExchangeRates? = nil
  ) {
    self.ladder = ladder
    self.segmentLadders = segmentLadders
    self.currency = currency
    self.calendar = calendar
    self.rates = rates
  }

  /// An evaluator of a program's own ladders; nil where its time zone is not known.
  package init?(program: ProgramSettings) {
    guard let calendar = ProgramCalendar(timeZone: program.timeZone) else { return nil }
    self.init(
      ladder: program.ladder, segmentLadders: program.segmentLadders, currency: program.currency,
      calendar: calendar, rates: program.exchangeRates)
  }

  /// The ladder that applies to a partner.
  package func ladder(for partner: Partner) -> TierLadder { segmentLadder(for: partner)?.ladder ?? ladder }

  func segmentLadder(for partner: Partner) -> SegmentLadder? {
    segmentLadders.isEmpty ? nil : segmentLadders.first { $0.fits(partner) }
  }

  /// Where a partner stands in the period of a month and stood in the period before.
  ///
  /// - Parameters:
  ///   - partner: who.
  ///   - activities: all of the partner's and no one else's, in any order.
  ///   - month: which month; a window longer than it is the one that holds it.
  ///   - clock: what occurred at this moment or later is not known.
  ///   - decisions: what people decided about the partner, in any order; only a ladder that moves heeds it.
  ///   - overCap: the names of the periods whose promotions were used up before this partner's.
  /// - Returns: the partner with both statuses, the period's tier compared with every period before it.
  /// - Throws: a sum over 64 bits, or an activity in another currency.
  package func recipient(
    _ partner: Partner, activities: [Activity], month: Month, asOf clock: Timestamp,
    decisions: [StandingDecision] = [], overCap: Set<String> = []
  ) throws(EvaluationFailure) -> Recipient {
    let reading = try reading(partner, activities: activities, asOf: clock)
    do throws(EvaluationFailure.Cause) {
      var recipient = try reading.recipient(in: month, decisions: decisions, overCap: overCap)
      let replay = PayoutReplay(
        self, partner, activities: activities, asOf: clock, decisions: decisions, overCap: overCap)
      recipient.account = PartnerAccount(replay, upTo: calendar.month(of: clock), currency: currency)
      return recipient
    } catch {
      throw EvaluationFailure(partner: partner.id, cause: error)
    }
  }

  /// A partner's facts made ready to be read for any period.
  package func reading(
    _ partner: Partner, activities: [Activity], asOf clock: Timestamp
  ) throws(EvaluationFailure) -> PartnerReading {
    let found = segmentLadder(for: partner)
    let ladder = found?.ladder ?? ladder
    let sheet = try FactSheet(
      activities, of: partner.id, ladder: ladder, currency: currency, rates: rates, calendar: calendar,
      asOf: clock)
    var reading = PartnerReading(
      partner: partner, facts: sheet.facts, ladder: ladder, ladderName: found?.name, currency: currency,
      calendar: calendar, clock: clock)
    reading.rates = rates
    return reading
  }
}
