/// Reads dates as people write them. What it cannot read is not a date.
struct DateParser {
  struct Moment: Equatable {
    /// The local time.
    var time: CivilTime
    /// Its distance from UTC in seconds.
    var offset: Int
  }

  private var year: Int?
  private var month: Int?
  private var day: Int?
  private var hour: Int?
  private var minute = 0
  private var second = 0
  private var offset = 0

  static func parse(_ text: String) -> Moment? {
    let bytes = Array(text.utf8)
    guard bytes.count <= 128 else { return nil }
    if !bytes.isEmpty, bytes.allSatisfy(\.isDigit) {
      return bytes.count <= 12 ? Int64(text).map { Moment(time: CivilTime(seconds: $0), offset: 0) } : nil
    }
    var parser = DateParser()
    guard parser.read(bytes) else { return nil }
    return parser.moment
  }

  private var moment: Moment? {
    guard let year, let month, (0...9_999).contains(year), (1...12).contains(month) else { return nil }
    let day = day ?? 1
    guard day >= 1, day <= CivilTime.daysInMonth(month, year), hour ?? 0 < 24, minute < 60, second < 61 else {
      return nil
    }
    return Moment(
      time: CivilTime(year: year, month: month, day: day, hour: hour ?? 0, minute: minute, second: second),
      offset: offset)
  }

  private enum Word: Equatable {
    case number(Int, digits: Int)
    case name(String)
    case mark(UInt8)
  }

  private static func words(_ bytes: [UInt8]) -> [Word] {
    var words: [Word] = []
    var position = 0
    while position < bytes.count {
      let start = position
      let byte = bytes[position]
      if byte.isDigit {
        while position < bytes.count, bytes[position].isDigit { position += 1 }
        guard let value = Int(String(decoding: bytes[start..<position], as: UTF8.self)) else { return [] }
        words.append(.number(value, digits: position - start))
      } else if byte.isLetter {
        while position < bytes.count, bytes[position].isLetter { position += 1 }
        words.append(.name(String(decoding: bytes[start..<position], as: UTF8.self).lowercased()))
      } else {
        words.append(.mark(byte))
        position += 1
      }
    }
    return words
  }

  private mutating func read(_ bytes: [UInt8]) -> Bool {
    let words = Self.words(bytes)
    var position = 0
    while position < words.count {
      guard let taken = date(words, position) ?? time(words, position) ?? single(words, position) else { return false }
      position += taken
    }
    return true
  }

  private func number(_ words: [Word], _ position: Int) -> (value: Int, digits: Int)? {
    guard words.indices.contains(position), case .number(let value, let digits) = words[position] else { return nil }
    return (value, digits)
  }

  private func isMark(_ words: [Word], _ position: Int, _ mark: UInt8) -> Bool {
    words.indices.contains(position) && words[position] == .mark(mark)
  }

  /// 2026-11-20, 2026/11/20, 20.11.2026, 11/20/2026 (US order is not guessed: Ruby reads day first).
  private mutating func date(_ words: [Word], _ position: Int) -> Int? {
    guard year == nil, let first = number(words, position) else { return nil }
    for mark in [Ascii.minus, Ascii.slash, Ascii.dot] where isMark(words, position + 1, mark) {
      guard let second = number(words, position + 2) else { continue }
      guard isMark(words, position + 3, mark), let third = number(words, position + 4) else {
        if first.digits == 4, mark == Ascii.minus {
          (year, month) = (first.value, second.value)
          return 3
        }
        continue
      }
      if first.digits >= 3 {
        (year, month, day) = (first.value, second.value, third.value)
      } else if third.digits >= 3 {
        (day, month, year) = (first.value, second.value, third.value)
      } else {
        (year, month, day) = (Self.century(first.value), second.value, third.value)
      }
      return 5
    }
    return nil
  }

  private static func century(_ year: Int) -> Int { year < 69 ? year + 2_000 : year < 100 ? year + 1_900 : year }

  /// 10:00, 10:00:00.123
  private mutating func time(_ words: [Word], _ position: Int) -> Int? {
    guard hour == nil, let first = number(words, position), isMark(words, position + 1, Ascii.colon),
      let second = number(words, position + 2)
    else { return nil }
    hour = first.value
    minute = second.value
    guard isMark(words, position + 3, Ascii.colon), let third = number(words, position + 4) else { return 3 }
    self.second = third.value
    return isMark(words, position + 5, Ascii.dot) && number(words, position + 6) != nil ? 7 : 5
  }

  private mutating func single(_ words: [Word], _ position: Int) -> Int? {
    switch words[position] {
    case .mark(let mark):
      if hour != nil, mark == Ascii.plus || mark == Ascii.minus, number(words, position + 1) != nil {
        return zone(words, position, sign: mark == Ascii.minus ? -1 : 1)
      }
      return mark.isSpace || mark == Ascii.comma || mark == Ascii.minus || mark == Ascii.dot ? 1 : nil
    case .number(let value, let digits):
      if digits == 8, year == nil {
        (year, month, day) = (value / 10_000, value / 100 % 100, value % 100)
      } else if digits >= 3, year == nil {
        year = value
      } else if day == nil {
        day = value
      } else if year == nil {
        year = Self.century(value)
      } else {
        return nil
      }
      return 1
    case .name(let name): return self.name(name) ? 1 : nil
    }
  }

  private mutating func zone(_ words: [Word], _ position: Int, sign: Int) -> Int? {
    guard let hours = number(words, position + 1) else { return nil }
    if hours.digits == 4 {
      offset = sign * (hours.value / 100 * 3_600 + hours.value % 100 * 60)
      return 2
    }
    guard hours.digits <= 2, hours.value < 24 else { return nil }
    offset = sign * hours.value * 3_600
    guard isMark(words, position + 2, Ascii.colon), let minutes = number(words, position + 3) else { return 2 }
    offset += sign * minutes.value * 60
    return 4
  }

  private mutating func name(_ name: String) -> Bool {
    if name.count >= 3, let found = Strftime.months.firstIndex(where: { $0.lowercased().hasPrefix(name) }) {
      month = found + 1
      return true
    }
    if name.count >= 3, Strftime.weekdays.contains(where: { $0.lowercased().hasPrefix(name) }) { return true }
    switch name {
    case "am":
      if hour == 12 { hour = 0 }
      return hour != nil
    case "pm":
      if let known = hour, known < 12 { hour = known + 12 }
      return hour != nil
    case "t", "z", "utc", "gmt", "st", "nd", "rd", "th": return true
    default: return false
    }
  }
}
