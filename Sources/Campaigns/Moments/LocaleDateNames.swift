internal import Liquid

extension LocaleFormat {
  /// The names of months and weekdays for strftime's `%B`, `%b`, `%A`, `%a` and `%p`.
  var dateNames: DateNames {
    DateNames(
      months: list(.months), shortMonths: list(.shortMonths), monthsAlone: list(.monthsAlone),
      shortMonthsAlone: list(.shortMonthsAlone), weekdays: list(.weekdays),
      shortWeekdays: list(.shortWeekdays), dayPeriods: list(.dayPeriods))
  }

  private func list(_ list: NameList) -> [String] {
    names[list.rawValue..<list.rawValue + list.length].map { name in
      String(decoding: bytes[name.start..<name.end], as: UTF8.self)
    }
  }
}
