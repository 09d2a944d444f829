/// Reads dates as people write them, the way Ruby's `Time.parse` does.
///
/// What it cannot read is not a date.
enum DateParser {
  struct Moment: Equatable {
    /// The local time.
    var time: CivilTime
    /// Its distance from UTC in seconds.
    var offset: Int
  }

  private static let names: [String: Int] = [
    "utc": 0, "z": 0, "ut": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7,
  ]

  /// Reads a text as a moment; nil if it is no date, or needs a clock that is not there.
  ///
  /// `now` is in seconds since 1970-01-01T00:00:00Z and fills in what the text leaves out: "10:30" is today. `work` grows
  /// by what reading took, to be charged.
  static func parse(_ text: String, now: Int64?, work: inout Int) -> Moment? {
    guard text.utf8.count <= 128 else { return nil }
    let bytes = text.utf8.map(\.lowered)
    if !bytes.isEmpty, bytes.allSatisfy(\.isDigit) {
      return Int64(text).map { Moment(time: CivilTime(seconds: $0), offset: 0) }
    }
    let parts = DateParts(bytes)
    work += parts.work
    guard !parts.isEmpty else { return nil }
    let offset = parts.zone.flatMap(offset)
    return moment(parts, offset ?? 0, now)
  }

  private static func moment(_ parts: DateParts, _ offset: Int, _ now: Int64?) -> Moment? {
    guard let (year, month, day) = day(parts, offset, now) else { return nil }
    let (hour, minute, second) = (parts.hour ?? 0, parts.minute ?? 0, parts.second ?? 0)
    guard (1...12).contains(month), (1...31).contains(day), (-9_999...99_999).contains(year),
      (0...24).contains(hour), (0...59).contains(minute), (0...60).contains(second),
      hour < 24 || minute == 0 && second == 0
    else { return nil }
    // The 30th of February is the 1st or 2nd of March, and 24:00 the next day.
    let days = CivilTime(year: year, month: month, day: 1).days + day - 1
    let clock: Int = hour * 3_600 + minute * 60 + second
    var time = CivilTime(seconds: Int64(days) * 86_400 + Int64(clock))
    time.nanosecond = parts.nanosecond ?? 0
    return Moment(time: time, offset: offset)
  }

  /// What is not said, from the year down, is that of today.
  private static func day(_ parts: DateParts, _ offset: Int, _ now: Int64?) -> (Int, Int, Int)? {
    var today: CivilTime?
    if let now { today = CivilTime(seconds: now + Int64(offset)) }
    if let dayOfYear = parts.dayOfYear {
      guard let year = parts.year ?? today?.year, (-9_999...99_999).contains(year),
        (1...(CivilTime.isLeap(year) ? 366 : 365)).contains(dayOfYear)
      else { return nil }
      let time = CivilTime(days: CivilTime(year: year, month: 1, day: 1).days + dayOfYear - 1)
      return (time.year, time.month, time.day)
    }
    if let year = parts.year { return (year, parts.month ?? 1, parts.day ?? 1) }
    guard let today else { return nil }
    if let month = parts.month { return (today.year, month, parts.day ?? 1) }
    return (today.year, today.month, parts.day ?? today.day)
  }

  /// Seconds from UTC of `+02:00`, `-0500`, `+02`, `est` or a letter of military time; nil if there is no such zone.
  private static func offset(_ zone: String) -> Int? {
    if let hours = names[zone] { return hours * 3_600 }
    let bytes = Array(zone.utf8)
    if bytes.count == 1, let letter = bytes.first, letter.isLetter { return military(letter) }
    guard let sign = bytes.first, sign == Ascii.plus || sign == Ascii.minus else { return nil }
    let digits = bytes.dropFirst().filter(\.isDigit).map { Int($0 - Ascii.zero) }
    let marks = bytes.dropFirst().filter { !$0.isDigit }
    guard [2, 4, 6].contains(digits.count), marks.allSatisfy({ $0 == Ascii.colon }),
      marks.isEmpty || marks.count == digits.count / 2 - 1
    else { return nil }
    var seconds = (digits[0] * 10 + digits[1]) * 3_600
    if digits.count > 2 { seconds += (digits[2] * 10 + digits[3]) * 60 }
    if digits.count > 4 { seconds += digits[4] * 10 + digits[5] }
    guard seconds < 86_400 else { return nil }
    return sign == Ascii.minus ? -seconds : seconds
  }

  private static func military(_ letter: UInt8) -> Int? {
    let position = Int(letter.lowered) - 0x61
    switch position {
    case 0...8: return (position + 1) * 3_600
    case 10...12: return position * 3_600
    case 13...24: return -(position - 12) * 3_600
    default: return nil
    }
  }
}
