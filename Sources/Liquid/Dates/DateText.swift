/// Dates as they are printed without a filter.
enum DateText {
  static func append(seconds: Int64, to bytes: inout [UInt8]) {
    bytes += Strftime.format(Array("%Y-%m-%d %H:%M:%S UTC".utf8), CivilTime(seconds: seconds), offset: 0)
  }

  static func append(day: Int, to bytes: inout [UInt8]) {
    bytes += Strftime.format(Array("%Y-%m-%d".utf8), CivilTime(days: day), offset: 0)
  }
}
