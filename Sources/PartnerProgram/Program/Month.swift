package import Mail

/// A calendar month of the program: `2026-10`.
package struct Month: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let year: Int
  /// 1 to 12.
  package let number: Int

  package init(year: Int, number: Int) {
    self.year = year
    self.number = number
  }

  /// The month a day lies in.
  package init(of day: CivilDate) {
    self.init(year: day.year, number: day.month)
  }

  /// Reads `2026-10`; nil for anything else.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 7, bytes[4] == UInt8(ascii: "-"),
      let year = Int(text.prefix(4)), let number = Int(text.suffix(2)),
      year >= 1, (1...12).contains(number), bytes[0] != UInt8(ascii: "+"), bytes[5] != UInt8(ascii: "+")
    else { return nil }
    self.init(year: year, number: number)
  }

  package var firstDay: CivilDate { CivilDate(year: year, month: number, day: 1) }
  package var lastDay: CivilDate { CivilDate(daysSinceEpoch: advanced(by: 1).firstDay.daysSinceEpoch - 1) }

  package func advanced(by months: Int) -> Month {
    let total = year * 12 + number - 1 + months
    return Month(year: total / 12, number: total % 12 + 1)
  }

  package static func < (a: Month, b: Month) -> Bool { (a.year, a.number) < (b.year, b.number) }

  package var description: String {
    let digits = String(year)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + (number < 10 ? "-0" : "-")
      + String(number)
  }
}
