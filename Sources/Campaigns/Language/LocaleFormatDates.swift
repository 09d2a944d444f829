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

  static let count = 55
}

extension LocaleFormat {
  /// Appends a day of the Gregorian calendar, whatever calendar the locale's people use besides.
  package func date(_ day: CivilDate, style: DateStyle, into out: inout [UInt8]) {
    for part in dates[style.index] {
      switch part {
      case .literal(let piece): append(piece, to: &out)
      case .year: append(day.year, digits: 1, to: &out)
      case .month(let digits): append(day.month, digits: digits, to: &out)
      case .day(let digits): append(day.day, digits: digits, to: &out)
      case .monthName(let list): append(names[list.rawValue + day.month - 1], to: &out)
      case .weekdayName: append(names[NameList.weekdays.rawValue + day.weekday], to: &out)
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
