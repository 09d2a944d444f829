package import Mail

/// When, and from which amount on, the commission of an earning period is paid.
///
/// It is the tier's `payout:`, with a default for each thing the tier does not say: it is held as long as the refund
/// window, paid once a month, from any amount on.
package struct PayoutSchedule: Sendable, Equatable {
  /// Days after the period's last day on which nothing of it is paid: every sale of it was then made at least so long ago.
  package var holdDays: Int
  package var cadence: PayoutTerms.Cadence
  /// The least amount that is paid, in minor units of the program's currency; less is carried to the next payout.
  package var minimum: Int64

  package init(holdDays: Int, cadence: PayoutTerms.Cadence, minimum: Int64 = 0) {
    self.holdDays = holdDays
    self.cadence = cadence
    self.minimum = minimum
  }

  /// That of a tier.
  package init(_ tier: Tier, terms: LadderTerms) {
    self.init(
      holdDays: tier.payout.holdDays ?? terms.refundWindow, cadence: tier.payout.cadence ?? .month,
      minimum: tier.payout.minimum?.minorUnits ?? 0)
  }

  /// The day on which the commission of a period is due: the first payout day after its hold.
  package func due(_ period: Period) -> CivilDate {
    cadence.payoutDay(onOrAfter: period.last.adding(days: holdDays + 1))
  }
}

extension PayoutTerms.Cadence {
  /// The first payout day on or after a day.
  ///
  /// Every Monday; every second Monday, counted from 1970-01-05; the first of a month; the first of January, April, July
  /// and October.
  package func payoutDay(onOrAfter day: CivilDate) -> CivilDate {
    switch self {
    case .week: day.adding(days: Self.rest(4 - day.daysSinceEpoch, 7))
    case .twoWeeks: day.adding(days: Self.rest(4 - day.daysSinceEpoch, 14))
    case .month: Self.first(of: Month(of: day), every: 1, onOrAfter: day)
    case .quarter: Self.first(of: Month(of: day), every: 3, onOrAfter: day)
    }
  }

  private static func first(of month: Month, every months: Int, onOrAfter day: CivilDate) -> CivilDate {
    let start = Month(year: month.year, number: (month.number - 1) / months * months + 1)
    return start.firstDay >= day ? start.firstDay : start.advanced(by: months).firstDay
  }

  /// The least number that is not negative and differs from one by a multiple of `length`.
  private static func rest(_ number: Int, _ length: Int) -> Int { (number % length + length) % length }
}
