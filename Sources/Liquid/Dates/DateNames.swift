/// The names that dates are written with in one language.
///
/// ```swift
/// var names = DateNames.english
/// names.dayPeriods = ["a.m.", "p.m."]
/// ```
public struct DateNames: Sendable, Hashable {
  /// Months beside a day: `3 października`.
  public var months: [String]
  /// Abbreviated months beside a day.
  public var shortMonths: [String]
  /// Months without a day: `październik 2026`.
  public var monthsAlone: [String]
  /// Abbreviated months without a day.
  public var shortMonthsAlone: [String]
  /// Weekdays from Sunday.
  public var weekdays: [String]
  /// Abbreviated weekdays from Sunday.
  public var shortWeekdays: [String]
  /// Before and after noon.
  public var dayPeriods: [String]

  /// The names of a language: 12 of each sort of months, 7 of each sort of weekdays, 2 day periods.
  ///
  /// - Precondition: the lists have these lengths.
  public init(
    months: [String], shortMonths: [String], monthsAlone: [String], shortMonthsAlone: [String],
    weekdays: [String], shortWeekdays: [String], dayPeriods: [String]
  ) {
    for list in [months, shortMonths, monthsAlone, shortMonthsAlone] {
      precondition(list.count == 12, "a year has 12 months")
    }
    precondition(weekdays.count == 7 && shortWeekdays.count == 7, "a week has 7 days")
    precondition(dayPeriods.count == 2, "a day has 2 halves")
    self.months = months
    self.shortMonths = shortMonths
    self.monthsAlone = monthsAlone
    self.shortMonthsAlone = shortMonthsAlone
    self.weekdays = weekdays
    self.shortWeekdays = shortWeekdays
    self.dayPeriods = dayPeriods
  }

  /// The names of English, which standard Liquid's `date` writes.
  public static let english = DateNames(
    months: Strftime.months, shortMonths: Strftime.months.map { String($0.prefix(3)) },
    monthsAlone: Strftime.months, shortMonthsAlone: Strftime.months.map { String($0.prefix(3)) },
    weekdays: Strftime.weekdays, shortWeekdays: Strftime.weekdays.map { String($0.prefix(3)) },
    dayPeriods: ["AM", "PM"])
}
