internal import Mail

/// Reads days and moments of data files from bytes.
enum DayAndTimeText {
  /// `2026-10-31`, a day that exists; nil for anything else.
  static func day(_ bytes: Span<UInt8>) -> CivilDate? {
    guard bytes.count == 10 else { return nil }
    return day(bytes, endingAt: 10)
  }

  /// An RFC 3339 moment (section 5.6): `2026-10-31T23:59:59Z`, `2026-10-31 23:59:59.25-04:00`; nil for anything else.
  ///
  /// The offset is required: a moment without one is not a moment. Fractions are dropped. A leap second (`:60`) is
  /// taken as the second after `:59`.
  static func moment(_ bytes: Span<UInt8>) -> Timestamp? {
    guard bytes.count >= 20, let day = day(bytes, endingAt: 10),
      bytes[10] | 0x20 == UInt8(ascii: "t") || bytes[10] == UInt8(ascii: " "),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let hour = number(bytes, 11, 2), let minute = number(bytes, 14, 2), let second = number(bytes, 17, 2),
      hour < 24, minute < 60, second <= 60
    else { return nil }
    var index = 19
    if bytes[index] == UInt8(ascii: ".") {
      let first = index + 1
      index = first
      while index < bytes.count, isDigit(bytes[index]) { index += 1 }
      if index == first { return nil }
    }
    guard let offset = offset(bytes, from: index) else { return nil }
    let seconds = day.daysSinceEpoch * 86_400 + hour * 3_600 + minute * 60 + second - offset
    return Timestamp(seconds: Int64(seconds))
  }

  private static func offset(_ bytes: Span<UInt8>, from index: Int) -> Int? {
    guard index < bytes.count else { return nil }
    if bytes[index] | 0x20 == UInt8(ascii: "z") { return bytes.count == index + 1 ? 0 : nil }
    guard bytes.count == index + 6, bytes[index + 3] == UInt8(ascii: ":"),
      bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-"),
      let hours = number(bytes, index + 1, 2), let minutes = number(bytes, index + 4, 2),
      hours < 24, minutes < 60
    else { return nil }
    let seconds = hours * 3_600 + minutes * 60
    return bytes[index] == UInt8(ascii: "-") ? -seconds : seconds
  }

  private static func day(_ bytes: Span<UInt8>, endingAt end: Int) -> CivilDate? {
    guard bytes.count >= end, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = number(bytes, 0, 4), let month = number(bytes, 5, 2), let day = number(bytes, 8, 2),
      year >= 1, (1...12).contains(month), day >= 1, day <= length(of: month, in: year)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  private static func length(of month: Int, in year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  private static func number(_ bytes: Span<UInt8>, _ start: Int, _ count: Int) -> Int? {
    var value = 0
    for index in start..<(start + count) {
      guard isDigit(bytes[index]) else { return nil }
      value = value * 10 + Int(bytes[index] - UInt8(ascii: "0"))
    }
    return value
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }
}
