/// What a text says of a date, read as Ruby's `Date._parse` reads it: one kind of notation after the other, each taking
/// out of the text what it understands.
struct DateParts {
  var year: Int?
  var month: Int?
  var day: Int?
  var dayOfYear: Int?
  var hour: Int?
  var minute: Int?
  var second: Int?
  var nanosecond: Int?
  var zone: String?
  /// What reading took, in steps of the patterns.
  private(set) var work = 0
  private var isBeforeChrist = false
  /// Two digits of a year stand for one from 1969 to 2068.
  private var completesYear = true
  private var text: [UInt8]

  static let monthNames = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
  private static let era = "(c(?:e|\\.e\\.)|b(?:ce|\\.c\\.e\\.)|a(?:d|\\.d\\.)|b(?:c|\\.c\\.))?"

  private static let weekday = BytePattern("\\b(sun|mon|tue|wed|thu|fri|sat)[^-/\\d\\s]*")
  private static let time = BytePattern(
    "(\\d+\\s*(?:(?::\\s*\\d+(?:\\s*:\\s*\\d+(?:[,.]\\d*)?)?|h(?:\\s*\\d+m?(?:\\s*\\d+s?)?)?)"
      + "(?:\\s*[ap](?:m\\b|\\.m\\.))?|[ap](?:m\\b|\\.m\\.)))"
      + "(?:\\s*((?:gmt|utc?)?[-+]\\d+(?:[,.:]\\d+(?::\\d+)?)?|[\\a.\\s]+(?:standard|daylight)\\stime\\b"
      + "|\\a+(?:\\sdst)?\\b))?")
  private static let timeParts = BytePattern(
    "\\A(\\d+)\\s*(?::\\s*(\\d+)(?:\\s*:\\s*(\\d+)(?:[,.](\\d*))?)?|h(?:\\s*(\\d+)m?(?:\\s*(\\d+)s?)?)?)?"
      + "\\s*(?:([ap])(?:m\\b|\\.m\\.))?")
  private static let european = BytePattern(
    "('?\\d+)[^-\\d\\s]*\\s*(\(monthNames))[^-\\d\\s']*(?:\\s*\(era)\\s*('?-?\\d+(?:(?:st|nd|rd|th)\\b)?))?")
  private static let american = BytePattern(
    "\\b(\(monthNames))[^-\\d\\s']*\\s*('?\\d+)[^-\\d\\s']*(?:\\s*,?\\s*\(era)\\s*('?-?\\d+))?")
  private static let iso = BytePattern("('?[-+]?\\d+)-(\\d+)-('?-?\\d+)")
  private static let japanese = BytePattern("\\b([mtshr])(\\d+)\\.(\\d+)\\.(\\d+)")
  private static let vms = BytePattern("('?-?\\d+)-(\(monthNames))[^-/.]*-('?-?\\d+)")
  private static let vmsMonthFirst = BytePattern("\\b(\(monthNames))[^-/.]*-('?-?\\d+)(?:-('?-?\\d+))?")
  private static let slashes = BytePattern("('?-?\\d+)/\\s*('?\\d+)(?:\\D\\s*('?-?\\d+))?")
  private static let points = BytePattern("('?-?\\d+)\\.\\s*('?\\d+)\\.\\s*('?-?\\d+)")
  private static let isoMonthDay = BytePattern("--(\\d{2})?-(\\d{2})\\b")
  private static let isoMonthDayShort = BytePattern("--(\\d{2})(\\d{2})?\\b")
  private static let isoWeek = BytePattern("\\b(\\d{2}|\\d{4})?-?w(\\d{2})(?:-?(\\d))?\\b")
  private static let isoOrdinal = BytePattern("\\b(\\d{2}|\\d{4})-(\\d{3})\\b")
  private static let noOrdinal = BytePattern("[,.](\\d{2}|\\d{4})-\\d{3}\\b")
  private static let isoDayOfYear = BytePattern("\\b-(\\d{3})\\b")
  private static let noDayOfYear = BytePattern("\\d-\\d{3}\\b")
  private static let shortYear = BytePattern("'(\\d+)\\b")
  private static let monthAlone = BytePattern("\\b(\(monthNames))\\S*")
  private static let ordinalDay = BytePattern("(\\d+)(st|nd|rd|th)\\b")
  private static let digits = BytePattern(
    "([-+]?)(\\d{2,14})(?:\\s*t?\\s*(\\d{2,6})?(?:[,.](\\d*))?)?(z\\b|[-+]\\d{1,4}\\b)?")
  private static let beforeChrist = BytePattern("\\b(bc\\b|bce\\b|b\\.c\\.|b\\.c\\.e\\.)")
  private static let fragment = BytePattern("\\A\\s*(\\d{1,2})\\s*\\z")

  /// Reads `source`, which is in small letters.
  init(_ source: [UInt8]) {
    text = []
    for byte in source {
      let isKept =
        byte.isLetter || byte.isDigit || byte >= 0x80 || "-+',./:@[]".utf8.contains(byte)
      if isKept { text.append(byte) } else if text.last != Ascii.space { text.append(Ascii.space) }
    }
    _ = take(Self.weekday)
    readTime()
    _ = readWithMonthName() || readNumbers() || readISO() || readPart() || readDigits()
    if take(Self.beforeChrist) != nil { isBeforeChrist = true }
    readFragment()
    if isBeforeChrist, let known = year { year = 1 - known }
    if completesYear, let known = year, (0...99).contains(known) {
      year = known + (known >= 69 ? 1900 : 2000)
    }
  }

  /// Whether anything of a time was found.
  var isEmpty: Bool {
    year == nil && dayOfYear == nil && month == nil && day == nil && hour == nil && minute == nil
      && second == nil
      && nanosecond == nil
  }

  /// Finds a notation, takes it out of the text, and gives its groups.
  private mutating func take(_ pattern: BytePattern) -> [String?]? {
    guard let match = pattern.first(in: text, &work) else { return nil }
    let groups = match.groups.map { $0.map { String(decoding: text[$0], as: UTF8.self) } }
    text.replaceSubrange(match.range, with: [Ascii.space])
    return groups
  }

  private mutating func readTime() {
    guard let found = take(Self.time), let time = found[1] else { return }
    zone = found[2]
    let bytes = Array(time.utf8)
    guard let match = Self.timeParts.first(in: bytes, &work) else { return }
    let parts = match.groups.map { $0.map { String(decoding: bytes[$0], as: UTF8.self) } }
    hour = Self.number(parts[1])
    minute = Self.number(parts[2] ?? parts[5])
    second = Self.number(parts[3] ?? parts[6])
    nanosecond = Self.fraction(parts[4])
    if let half = parts[7], let known = hour { hour = known % 12 + (half == "p" ? 12 : 0) }
  }

  private mutating func readWithMonthName() -> Bool {
    if let found = take(Self.european) {
      set(found[4], Self.month(found[2]), found[1], isBefore: found[3]?.hasPrefix("b") ?? false)
      return true
    }
    if let found = take(Self.american) {
      set(found[4], Self.month(found[1]), found[2], isBefore: found[3]?.hasPrefix("b") ?? false)
      return true
    }
    return false
  }

  private mutating func readNumbers() -> Bool {
    if let found = take(Self.iso) {
      set(found[1], found[2], found[3])
    } else if let found = take(Self.japanese) {
      let first = ["m": 1867, "t": 1911, "s": 1925, "h": 1988, "r": 2018][found[1] ?? ""] ?? 0
      (year, month, day) = (
        Self.number(found[2]).map { $0 + first }, Self.number(found[3]), Self.number(found[4])
      )
    } else if let found = take(Self.vms) {
      set(found[3], Self.month(found[2]), found[1])
    } else if let found = take(Self.vmsMonthFirst) {
      set(found[3], Self.month(found[1]), found[2])
    } else if let found = take(Self.slashes) {
      set(found[1], found[2], found[3])
    } else if let found = take(Self.points) {
      set(found[1], found[2], found[3])
    } else {
      return false
    }
    return true
  }

  private mutating func readISO() -> Bool {
    if take(Self.isoWeek) != nil { return true }
    if let found = take(Self.isoMonthDay) {
      (month, day) = (Self.number(found[1]), Self.number(found[2]))
      return true
    }
    if let found = take(Self.isoMonthDayShort) {
      (month, day) = (Self.number(found[1]), Self.number(found[2]))
      return true
    }
    if Self.noOrdinal.first(in: text, &work) == nil, let found = take(Self.isoOrdinal) {
      (year, dayOfYear) = (Self.number(found[1]), Self.number(found[2]))
      return true
    }
    if Self.noDayOfYear.first(in: text, &work) == nil, let found = take(Self.isoDayOfYear) {
      dayOfYear = Self.number(found[1])
      return true
    }
    return false
  }

  private mutating func readPart() -> Bool {
    if let found = take(Self.shortYear) {
      year = Self.number(found[1])
    } else if let found = take(Self.monthAlone) {
      month = Self.number(Self.month(found[1]))
    } else if let found = take(Self.ordinalDay) {
      day = Self.number(found[1])
    } else {
      return false
    }
    return true
  }

  /// Digits without marks between them: 20261120, 20261120T103045Z, 2026324.
  private mutating func readDigits() -> Bool {
    guard let found = take(Self.digits), let run = found[2] else { return false }
    let bytes = Array(run.utf8)
    let isNegative = found[1] == "-"
    func part(_ from: Int, _ to: Int) -> Int? {
      Self.number(String(decoding: bytes[from..<to], as: UTF8.self))
    }
    if found[3] == nil, found[4] != nil {
      // With a fraction the last digits are those of the second.
      var end = bytes.count
      for key in [\DateParts.second, \.minute, \.hour, \.day, \.month] where end > 0 {
        self[keyPath: key] = part(max(0, end - 2), end)
        end = max(0, end - 2)
      }
      if end > 0 { year = part(0, end).map { isNegative ? -$0 : $0 } }
    } else {
      readDate(bytes.count, part, isNegative)
    }
    if let time = found[3] { readTimeDigits(Array(time.utf8), fromEnd: found[4] != nil) }
    nanosecond = Self.fraction(found[4]) ?? nanosecond
    if let zone = found[5] { self.zone = zone }
    return true
  }

  private mutating func readDate(_ count: Int, _ part: (Int, Int) -> Int?, _ isNegative: Bool) {
    switch count {
    case 2: day = part(0, 2)
    case 3: dayOfYear = part(0, 3)
    case 4: (month, day) = (part(0, 2), part(2, 4))
    case 5: (year, dayOfYear) = (part(0, 2), part(2, 5))
    case 6: (year, month, day) = (part(0, 2), part(2, 4), part(4, 6))
    case 7: (year, dayOfYear) = (part(0, 4), part(4, 7))
    case 8, 10, 12, 14:
      (year, month, day) = (part(0, 4), part(4, 6), part(6, 8))
      if count >= 10 { hour = part(8, 10) }
      if count >= 12 { minute = part(10, 12) }
      if count == 14 { second = part(12, 14) }
      completesYear = false
    default: return
    }
    if isNegative { year = year.map { -$0 } }
  }

  private mutating func readTimeDigits(_ bytes: [UInt8], fromEnd: Bool) {
    let keys: [WritableKeyPath<DateParts, Int?>] = [\.hour, \.minute, \.second]
    let pairs = stride(from: 0, to: bytes.count - 1, by: 2).map {
      Self.number(String(decoding: bytes[$0..<$0 + 2], as: UTF8.self))
    }
    guard bytes.count % 2 == 0 else { return }
    for (position, value) in pairs.enumerated() {
      self[keyPath: keys[fromEnd ? position + 3 - pairs.count : position]] = value
    }
  }

  /// What is left is one number: the day of a time, or the hour of a day.
  private mutating func readFragment() {
    guard let match = Self.fragment.first(in: text, &work), let range = match.groups[1],
      let value = Self.number(String(decoding: text[range], as: UTF8.self))
    else { return }
    if hour != nil, day == nil, (1...31).contains(value) { day = value }
    if day != nil, hour == nil, (0...24).contains(value) { hour = value }
  }

  /// Year, month and day in the order in which they were written, put right by their lengths and apostrophes.
  private mutating func set(_ first: String?, _ second: String?, _ third: String?, isBefore: Bool = false) {
    var (y, m, d) = (first, second, third)
    func isYear(_ text: String?) -> Bool { text.map { $0.hasPrefix("'") || $0.utf8.count > 2 } ?? false }
    if y != nil, m != nil, d == nil { (y, m, d) = (d, y, m) }
    if y == nil, isYear(d) { (y, d) = (d, nil) }
    if let text = y {
      let signed = text.drop { $0 != "-" && $0 != "+" && !$0.isNumber }
      let digits =
        signed.prefix(1).filter { $0 == "-" || $0 == "+" }
        + signed.drop { $0 == "-" || $0 == "+" }
        .prefix { $0.isNumber }
      if digits.utf8.count < signed.utf8.count { (y, d) = (d, String(digits)) }
    }
    if isYear(m) { (y, m, d) = (m, d, y) }
    if isYear(d) { (y, d) = (d, y) }
    if let text = y {
      let signed = text.drop { $0 != "-" && $0 != "+" && !$0.isNumber }
      let hasSign = signed.first == "-" || signed.first == "+"
      let digits = signed.dropFirst(hasSign ? 1 : 0).prefix { $0.isNumber }
      year = Self.number(String(digits)).map { signed.first == "-" ? -$0 : $0 }
      if hasSign || digits.utf8.count > 2 { completesYear = false }
      if isBefore { isBeforeChrist = true }
    }
    month = Self.number(m.map { String($0.drop { !$0.isNumber }.prefix { $0.isNumber }) }) ?? month
    day = Self.number(d.map { String($0.drop { !$0.isNumber }.prefix { $0.isNumber }) }) ?? day
  }

  private static func number(_ text: String?) -> Int? {
    text.flatMap { $0.utf8.count <= 15 ? Int($0) : nil }
  }

  private static func month(_ name: String?) -> String? {
    name.flatMap { name in
      monthNames.split(separator: "|").firstIndex { $0 == name }.map { String($0 + 1) }
    }
  }

  private static func fraction(_ digits: String?) -> Int? {
    guard let digits else { return nil }
    return Int((digits + "000000000").prefix(9))
  }
}
