/// Dates as they are printed without a filter.
enum DateText {
  static func append(seconds: Int64, to bytes: inout [UInt8]) {
    let time = CivilTime(seconds: seconds)
    append(time, to: &bytes)
    append(two: time.hour, after: Ascii.space, to: &bytes)
    append(two: time.minute, after: Ascii.colon, to: &bytes)
    append(two: time.second, after: Ascii.colon, to: &bytes)
    bytes.append(text: " UTC")
  }

  static func append(day: Int, to bytes: inout [UInt8]) { append(CivilTime(days: day), to: &bytes) }

  private static func append(_ time: CivilTime, to bytes: inout [UInt8]) {
    guard (0...9999).contains(time.year) else {
      bytes += Strftime.format(Array("%Y-%m-%d".utf8), time, offset: 0)
      return
    }
    append(two: time.year / 100, after: nil, to: &bytes)
    append(two: time.year % 100, after: nil, to: &bytes)
    append(two: time.month, after: Ascii.minus, to: &bytes)
    append(two: time.day, after: Ascii.minus, to: &bytes)
  }

  private static func append(two number: Int, after separator: UInt8?, to bytes: inout [UInt8]) {
    if let separator { bytes.append(separator) }
    bytes.append(Ascii.zero + UInt8(number / 10))
    bytes.append(Ascii.zero + UInt8(number % 10))
  }
}
