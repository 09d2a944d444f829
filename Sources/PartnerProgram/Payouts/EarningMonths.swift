internal import Mail

extension PartnerReading {
  /// The last month of each earning period from the first activity up to the period of a month; of one that is open, the
  /// clock's own.
  ///
  /// Where standings move or time alone reaches a tier, from joining on: a bonus needs no sale then.
  func earningMonths(upTo month: Month) -> [Month] {
    let first = facts.lazy.filter { $0.verdict != .later }.map(\.occurred).min()
    var oldest = first.map { calendar.month(of: Timestamp(seconds: $0)) }
    if ladder.terms.movement != nil || ladder.measures.contains(where: { !$0.metric.isWindowed }) {
      oldest = min(oldest ?? Month(of: partner.joined), Month(of: partner.joined))
    }
    guard let oldest else { return [] }
    var months: [Month] = []
    var next = min(Month(of: earningPeriod(of: month).last), calendar.month(of: clock))
    while earningPeriod(of: next).last >= oldest.firstDay {
      months.append(next)
      next = monthBefore(next)
    }
    return months.reversed()
  }
}
