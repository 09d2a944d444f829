extension Timestamp {
  /// `Sun, 01 Nov 2026 09:00:00 +0000`: the form of a `Date` header (RFC 5322 3.3), English in every language.
  package var mailDate: String {
    var bytes: [UInt8] = []
    appendMailDate(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  func appendMailDate(to bytes: inout [UInt8]) {
    let date = date
    bytes.append(contentsOf: Timestamp.weekdays[date.weekday].utf8)
    bytes.appendNumber(date.day, digits: 2)
    bytes.append(contentsOf: Timestamp.months[date.month - 1].utf8)
    bytes.appendNumber(date.year, digits: 4)
    bytes.append(UInt8(ascii: " "))
    appendTimeOfDay(to: &bytes)
    bytes.append(contentsOf: " +0000".utf8)
  }

  private static let weekdays = ["Sun, ", "Mon, ", "Tue, ", "Wed, ", "Thu, ", "Fri, ", "Sat, "]
  private static let months = [
    " Jan ", " Feb ", " Mar ", " Apr ", " May ", " Jun ", " Jul ", " Aug ", " Sep ", " Oct ", " Nov ",
    " Dec ",
  ]
}
