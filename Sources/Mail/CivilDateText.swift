extension CivilDate: CustomStringConvertible {
  /// Reads `2026-11-01` (ISO 8601 calendar date, RFC 3339 full-date) and nothing else.
  package init(_ text: String) throws(DateError) {
    var digits = DigitReader(text)
    guard let year = digits.number(4), digits.skip("-"), let month = digits.number(2), digits.skip("-"),
      let day = digits.number(2), digits.isAtEnd
    else { throw DateError(.form, "expected a date such as 2026-11-01") }
    try self.init(checkedYear: year, month: month, day: day)
  }

  /// Throws where the calendar has no such day.
  package init(checkedYear year: Int, month: Int, day: Int) throws(DateError) {
    guard (1...12).contains(month) else { throw DateError(.value, "there is no month \(month)") }
    let last = CivilDate.daysInMonth(month, of: year)
    guard (1...last).contains(day) else {
      throw DateError(.value, "there is no day \(day) in month \(month) of \(year), which has \(last)")
    }
    self.init(year: year, month: month, day: day)
  }

  /// `2026-11-01`; a year before 0 or after 9999 is written with its sign or in more digits.
  package var description: String {
    var bytes: [UInt8] = []
    appendISO(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  func appendISO(to bytes: inout [UInt8]) {
    if year < 0 { bytes.append(UInt8(ascii: "-")) }
    bytes.appendNumber(abs(year), digits: 4)
    bytes.append(UInt8(ascii: "-"))
    bytes.appendNumber(month, digits: 2)
    bytes.append(UInt8(ascii: "-"))
    bytes.appendNumber(day, digits: 2)
  }
}

/// Takes numbers of fixed width and single signs off the front of an ASCII text.
struct DigitReader {
  private let bytes: [UInt8]
  private var index = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { index == bytes.count }

  /// A number of exactly that many digits; nil, and nothing taken, where there is none.
  mutating func number(_ digits: Int) -> Int? {
    guard index + digits <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[index..<(index + digits)] {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    index += digits
    return value
  }

  mutating func skip(_ sign: Unicode.Scalar) -> Bool {
    guard index < bytes.count, UInt32(bytes[index]) == sign.value else { return false }
    index += 1
    return true
  }

  /// Takes digits as long as there are any, and says whether there was one.
  mutating func skipDigits() -> Bool {
    let start = index
    while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
    return index > start
  }
}

extension [UInt8] {
  /// Appends a number that is not negative, with leading zeros up to that many digits.
  mutating func appendNumber(_ value: Int, digits: Int) {
    var power = 1
    var width = 1
    while width < digits || value / power >= 10 {
      power *= 10
      width += 1
    }
    while power > 0 {
      append(UInt8(ascii: "0") + UInt8(value / power % 10))
      power /= 10
    }
  }
}
