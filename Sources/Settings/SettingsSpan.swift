extension SettingsValue {
  private static let units: [(names: [String], seconds: Int64)] = [
    (["s", "second", "seconds"], 1), (["min", "minute", "minutes"], 60), (["h", "hour", "hours"], 3_600),
    (["day", "days"], 86_400),
  ]

  /// A span of time in seconds: `90 s`, `1 min`, `48 hours`, `3 days`; a bare number has no unit and is refused.
  package func span(in range: ClosedRange<Int64>) -> Int64? {
    guard let text = string() else { return nil }
    guard let seconds = Self.seconds(text) else {
      fail(
        "'\(text)' is not a span of time",
        help: "a whole number and its unit: s, min, hours or days; for example 15 min")
      return nil
    }
    guard range.contains(seconds) else {
      fail(
        "'\(text)' is out of range, expected \(Self.words(range.lowerBound)) to \(Self.words(range.upperBound))"
      )
      return nil
    }
    return seconds
  }

  /// The seconds of a text such as `15 min`; nil where it is none.
  package static func seconds(_ text: String) -> Int64? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    var unit = text[digits.endIndex...]
    while unit.first == " " { unit = unit.dropFirst() }
    guard let number = Int64(digits),
      let factor = units.first(where: { $0.names.contains(String(unit)) })?.seconds
    else { return nil }
    let (seconds, overflow) = number.multipliedReportingOverflow(by: factor)
    return overflow ? nil : seconds
  }

  private static func words(_ seconds: Int64) -> String {
    for (names, factor) in units.reversed() where seconds % factor == 0 {
      let unit =
        factor == 86_400 && seconds != factor
        ? "days" : factor == 3_600 && seconds != factor ? "hours" : names[0]
      return "\(seconds / factor) \(unit == "h" ? "hour" : unit)"
    }
    return "\(seconds) s"
  }
}
