package import Mail

/// A stretch of the program's days over which a window counts.
package struct Period: Sendable, Hashable {
  package let window: Window
  /// The first day; nil for a lifetime.
  package let first: CivilDate?
  /// The last day; of a rolling window and a lifetime, the day they are seen from.
  package let last: CivilDate

  package init(window: Window, first: CivilDate?, last: CivilDate) {
    self.window = window
    self.first = first
    self.last = last
  }

  /// The month, quarter or year that holds a month; nil for a window that does not reset.
  package init?(_ window: Window, holding month: Month) {
    guard let months = window.months else { return nil }
    let start = Month(year: month.year, number: (month.number - 1) / months * months + 1)
    self.init(
      window: window, first: start.firstDay, last: start.advanced(by: months - 1).lastDay)
  }

  /// A rolling window or a lifetime as seen on its last day; one that resets is that which holds the day.
  package init(_ window: Window, seenOn day: CivilDate) {
    switch window {
    case .rolling(let days):
      self.init(window: window, first: day.adding(days: 1 - days), last: day)
    case .lifetime: self.init(window: window, first: nil, last: day)
    case .month, .quarter, .year:
      let months = window.months ?? 1
      let start = Month(year: day.year, number: (day.month - 1) / months * months + 1)
      self.init(
        window: window, first: start.firstDay, last: start.advanced(by: months - 1).lastDay)
    }
  }

  /// The same window one period earlier; of a rolling one, the same number of days before; nil for a lifetime.
  package var before: Period? {
    guard let first else { return nil }
    return Period(window, seenOn: first.adding(days: -1))
  }

  /// The period after one that resets; nil for others.
  package var after: Period? { window.resets ? Period(window, seenOn: last.adding(days: 1)) : nil }

  /// `2026-10`, `2026-Q4`, `2026`, `2026-08-03..2026-10-31` or `..2026-10-31`: the same in every file and report.
  package var name: String {
    switch window {
    case .month: Month(of: last).description
    case .quarter: "\(Month(of: last).description.prefix(4))-Q\((last.month - 1) / 3 + 1)"
    case .year: String(Month(of: last).description.prefix(4))
    case .rolling, .lifetime: "\(first?.description ?? "")..\(last.description)"
    }
  }
}
