internal import Mail
internal import Settings

extension SettingsValue {
  /// A day written as `2026-01-31`.
  func day() -> CivilDate? {
    guard let text = string() else { return nil }
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    let digits = parts.allSatisfy { $0.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }
    if digits, parts.map(\.count) == [4, 2, 2] {
      let numbers = parts.compactMap { Int(String(decoding: $0, as: UTF8.self)) }
      let date = CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
      if (1...12).contains(date.month), CivilDate(daysSinceEpoch: date.daysSinceEpoch) == date { return date }
    }
    fail("'\(text)' is not a day of the calendar", help: "write it as 2026-01-31")
    return nil
  }
}

extension CivilDate {
  /// `2026-01-31`.
  var isoText: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}
