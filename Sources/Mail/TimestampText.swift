extension Timestamp: CustomStringConvertible {
  /// The moment at which clocks in UTC show this date and time.
  package init(_ date: CivilDate, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    self.init(seconds: Int64(date.daysSinceEpoch) * 86_400 + Int64(hour * 3_600 + minute * 60 + second))
  }

  /// Reads a date and time with an offset (RFC 3339): `2026-11-01T09:00:00Z`, `2026-11-01T09:00:00+01:00`.
  ///
  /// A fraction of a second is cut off. A date alone, a time without offset and a leap second are refused.
  package init(_ text: String) throws(DateError) {
    let form = "expected a date and time such as 2026-11-01T09:00:00Z"
    var digits = DigitReader(text)
    guard let year = digits.number(4), digits.skip("-"), let month = digits.number(2), digits.skip("-"),
      let day = digits.number(2)
    else { throw DateError(.form, form) }
    if digits.isAtEnd { throw DateError(.form, "\(form), got a date without a time") }
    guard digits.skip("T") || digits.skip("t"), let hour = digits.number(2), digits.skip(":"),
      let minute = digits.number(2), digits.skip(":"), let second = digits.number(2)
    else { throw DateError(.form, form) }
    if digits.skip("."), !digits.skipDigits() { throw DateError(.form, form) }
    if digits.isAtEnd { throw DateError(.form, "\(form), got a time without Z or an offset") }
    let offset = try Timestamp.offset(from: &digits, form: form)
    let date = try CivilDate(checkedYear: year, month: month, day: day)
    guard hour < 24, minute < 60, second < 60 else {
      throw DateError(.value, "there is no such time of day; hours end at 23, minutes and seconds at 59")
    }
    self.init(seconds: Timestamp(date, hour: hour, minute: minute, second: second).seconds - Int64(offset))
  }

  /// Seconds east of UTC.
  private static func offset(from digits: inout DigitReader, form: String) throws(DateError) -> Int {
    if digits.skip("Z") || digits.skip("z") {
      guard digits.isAtEnd else { throw DateError(.form, form) }
      return 0
    }
    let east = digits.skip("+")
    guard east || digits.skip("-"), let hours = digits.number(2), digits.skip(":"),
      let minutes = digits.number(2), digits.isAtEnd
    else { throw DateError(.form, form) }
    guard hours < 24, minutes < 60 else { throw DateError(.value, "there is no such offset from UTC") }
    return (hours * 3_600 + minutes * 60) * (east ? 1 : -1)
  }

  /// The day in UTC.
  package var date: CivilDate { CivilDate(daysSinceEpoch: Int((seconds - secondOfDay) / 86_400)) }

  /// Seconds since midnight in UTC, 0 to 86,399.
  package var secondOfDay: Int64 { (seconds % 86_400 + 86_400) % 86_400 }

  /// `2026-11-01T09:00:00Z` (RFC 3339).
  package var description: String {
    var bytes: [UInt8] = []
    date.appendISO(to: &bytes)
    bytes.append(UInt8(ascii: "T"))
    appendTimeOfDay(to: &bytes)
    bytes.append(UInt8(ascii: "Z"))
    return String(decoding: bytes, as: UTF8.self)
  }

  func appendTimeOfDay(to bytes: inout [UInt8]) {
    let second = Int(secondOfDay)
    bytes.appendNumber(second / 3_600, digits: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.appendNumber(second / 60 % 60, digits: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.appendNumber(second % 60, digits: 2)
  }
}
