package import Mail

/// How much of a day is written; the raw value is what templates call it.
package enum DateStyle: String, Sendable, CaseIterable {
  /// With the weekday: `Wednesday, February 25, 2026`.
  case full
  /// `February 25, 2026`.
  case long
  /// `Feb 25, 2026`.
  case medium
  /// Month and year: `February 2026`.
  case month
  /// Day and month: `February 25`.
  case dayMonth = "day_month"
}

/// One part of a date pattern.
enum DatePart: Sendable {
  case literal(Piece)
  case year
  /// In digits, at least so many.
  case month(digits: Int)
  case day(digits: Int)
  case monthName(NameList)
  case weekdayName
  /// 0 to 23, or 1 to 12, in digits, at least so many.
  case hour(digits: Int)
  case hourOfTwelve(digits: Int)
  case minute
  /// AM or PM.
  case dayPeriod
}

/// Where a list of names begins in `LocaleFormat.names`.
enum NameList: Int, Sendable, CaseIterable {
  /// Within a date: `25 lutego`.
  case months = 0
  /// Without a day: `luty 2026`.
  case monthsAlone = 12
  case shortMonths = 24
  case shortMonthsAlone = 36
  /// From Sunday.
  case weekdays = 48
  case shortWeekdays = 55
  /// Before and after noon.
  case dayPeriods = 62

  static let count = 64

  /// How many names the list has.
  var length: Int {
    switch self {
    case .weekdays, .shortWeekdays: 7
    case .dayPeriods: 2
    default: 12
    }
  }
}

extension LocaleFormat {
  /// Appends a day of the Gregorian calendar, whatever calendar the locale's people use besides.
  package func date(_ day: CivilDate, style: DateStyle, into out: inout [UInt8]) {
    append(dates[style.index], day, minute: 0, to: &out)
  }

  /// Appends a time of day, given in minutes since midnight: `15:30`, `3:30 PM`.
  package func time(minute: Int, into out: inout [UInt8]) {
    append(time, CivilDate(daysSinceEpoch: 0), minute: minute, to: &out)
  }

  private func append(_ parts: [DatePart], _ day: CivilDate, minute: Int, to out: inout [UInt8]) {
    let hour = minute / 60
    lazy var hasMonthName = parts.contains { if case .monthName = $0 { true } else { false } }
    for part in parts {
      switch part {
      case .literal(let piece): append(piece, to: &out)
      case .year: append(day.year, digits: 1, to: &out)
      case .month(let digits): append(day.month, digits: digits, to: &out)
      case .day(let digits):
        if day.day == 1, let firstDay, hasMonthName {
          append(firstDay, to: &out)
        } else {
          append(day.day, digits: digits, to: &out)
        }
      case .monthName(let list): append(names[list.rawValue + day.month - 1], to: &out)
      case .weekdayName: append(names[NameList.weekdays.rawValue + day.weekday], to: &out)
      case .hour(let digits): append(hour, digits: digits, to: &out)
      case .hourOfTwelve(let digits): append(hour % 12 == 0 ? 12 : hour % 12, digits: digits, to: &out)
      case .minute: append(minute % 60, digits: 2, to: &out)
      case .dayPeriod: append(names[NameList.dayPeriods.rawValue + hour / 12], to: &out)
      }
    }
  }

  private func append(_ value: Int, digits count: Int, to out: inout [UInt8]) {
    if value < 0 { append(minus, to: &out) }
    var scratch = LocaleDigits.Scratch(repeating: 0)
    var position = scratch.count
    var rest = UInt64(value.magnitude)
    var written = 0
    while rest > 0 || written < count {
      digits.prepend(rest % 10, to: &scratch, before: &position)
      rest /= 10
      written += 1
    }
    // The pointer stays within the call.
    scratch.span.withUnsafeBufferPointer {
      out.append(contentsOf: UnsafeBufferPointer(rebasing: $0[position...]))
    }
  }
}

extension DateStyle {
  /// Its place in `allCases`.
  fileprivate var index: Int {
    switch self {
    case .full: 0
    case .long: 1
    case .medium: 2
    case .month: 3
    case .dayMonth: 4
    }
  }
}
