import Mail

extension HTTPResponse {
  /// How long the provider asks to wait (RFC 9110 section 10.2.3); nil where it does not say.
  ///
  /// A moment is measured from the answer's own Date, so that neither side's clock matters.
  var retryAfter: Duration? {
    guard let text = header("retry-after") else { return nil }
    if let seconds = Int(text), seconds >= 0 { return .seconds(min(seconds, 30 * 86_400)) }
    guard let then = Self.seconds(ofDate: text), let date = header("date"),
      let now = Self.seconds(ofDate: date)
    else { return nil }
    return .seconds(min(max(0, then - now), 30 * 86_400))
  }

  /// Seconds since 1970 of the one form of date that is still written (RFC 9110 section 5.6.7):
  /// `Sun, 06 Nov 1994 08:49:37 GMT`.
  private static func seconds(ofDate text: String) -> Int? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), let year = Int(parts[3]),
      let month = months.firstIndex(of: parts[2])
    else { return nil }
    let clock = parts[4].split(separator: ":").map { Int($0) ?? -1 }
    guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]),
      (0...60).contains(clock[2]),
      (1...CivilDate.daysInMonth(month + 1, of: year)).contains(day)
    else { return nil }
    return CivilDate(year: year, month: month + 1, day: day).daysSinceEpoch * 86_400 + clock[0] * 3_600
      + clock[1] * 60 + clock[2]
  }

  private static let months: [Substring] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
