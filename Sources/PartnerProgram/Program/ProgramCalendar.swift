internal import Foundation
package import Mail
internal import Settings
internal import Synchronization

/// Days and months of the program's time zone.
package struct ProgramCalendar: Sendable {
  /// The IANA name.
  package let name: String
  private let zone: TimeZone
  /// Where each month from January of `firstYear` on begins, in seconds: a look-up instead of a calendar per activity.
  private let monthStarts: [Int64]
  private static let firstYear = 1990
  private static let years = 120

  /// A calendar of an IANA time zone name such as `America/New_York`; nil where the name is not known.
  package init?(timeZone name: String) {
    guard Self.isKnown(name), let zone = TimeZone(identifier: name) else { return nil }
    self.name = name
    self.zone = zone
    monthStarts = (0...Self.years * 12).map { index in
      let day = CivilDate(year: Self.firstYear + index / 12, month: index % 12 + 1, day: 1)
      return Self.start(of: day, in: zone)
    }
  }

  /// Whether a name is an IANA time zone's.
  ///
  /// Foundation also takes abbreviations (`EST`) and offsets (`GMT+2`), which are no places and know no summer time.
  package static func isKnown(_ name: String) -> Bool { knownNames.contains(name) || isAlias(name) }

  /// A name that Foundation's list lacks and its data has, such as `Asia/Kolkata`.
  private static func isAlias(_ name: String) -> Bool {
    guard name.contains("/"), !name.hasPrefix("Etc/"), name.utf8.count <= 60 else { return false }
    return aliases.withLock { aliases in
      if aliases.contains(name) { return true }
      guard TimeZone(identifier: name) != nil else { return false }
      aliases.insert(name)
      return true
    }
  }

  /// Those asked for so far: to find a zone takes a file.
  private static let aliases = Mutex<Set<String>>([])

  /// The name that was probably meant.
  static func suggestion(for name: String) -> String? { Suggestion.help(for: name, among: knownNames) }

  private static let knownNames = Set(TimeZone.knownTimeZoneIdentifiers).union([
    "UTC", "Etc/UTC", "Asia/Kolkata",
  ])

  /// The day in the program's zone at a moment.
  package func day(of moment: Timestamp) -> CivilDate {
    CivilDate(daysSinceEpoch: Int(Self.localDay(moment.seconds, in: zone)))
  }

  /// What clocks in the program's zone show at a moment: `2026-11-01 05:00`.
  package func clockText(of moment: Timestamp) -> String {
    let local = Timestamp(seconds: moment.seconds + Self.offset(at: moment.seconds, in: zone))
    let minute = Int(local.secondOfDay / 60)
    func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(local.date) \(twoDigits(minute / 60)):\(twoDigits(minute % 60))"
  }

  /// The first moment of a day; where the clock skips midnight, the first moment after the gap.
  package func start(of day: CivilDate) -> Timestamp {
    Timestamp(seconds: Self.start(of: day, in: zone))
  }

  /// The first moment of a month.
  package func start(of month: Month) -> Timestamp {
    let index = (month.year - Self.firstYear) * 12 + month.number - 1
    guard monthStarts.indices.contains(index) else { return start(of: month.firstDay) }
    return Timestamp(seconds: monthStarts[index])
  }

  /// The first moment after a month.
  package func end(of month: Month) -> Timestamp { start(of: month.advanced(by: 1)) }

  /// The month in which a moment lies.
  package func month(of moment: Timestamp) -> Month {
    let seconds = moment.seconds
    guard let first = monthStarts.first, let last = monthStarts.last, seconds >= first, seconds < last else {
      return Month(of: day(of: moment))
    }
    // A mean month is 2,629,746 s: the guess is off by at most one.
    var index = min(Int((seconds - first) / 2_629_746), monthStarts.count - 2)
    while monthStarts[index] > seconds { index -= 1 }
    while monthStarts[index + 1] <= seconds { index += 1 }
    return Month(year: Self.firstYear + index / 12, number: index % 12 + 1)
  }

  /// Whole days left in a month at a clock, the present day included: 0 when it is over, all of them before it begins.
  package func daysLeft(in month: Month, at clock: Timestamp) -> Int {
    let first = month.firstDay.daysSinceEpoch
    let afterLast = month.advanced(by: 1).firstDay.daysSinceEpoch
    return max(0, afterLast - max(first, day(of: clock).daysSinceEpoch))
  }

  private static func localDay(_ seconds: Int64, in zone: TimeZone) -> Int64 {
    let local = seconds + offset(at: seconds, in: zone)
    return local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
  }

  private static func offset(at seconds: Int64, in zone: TimeZone) -> Int64 {
    Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
  }

  private static func start(of day: CivilDate, in zone: TimeZone) -> Int64 {
    let wanted = Int64(day.daysSinceEpoch)
    let guess = wanted * 86_400 - offset(at: wanted * 86_400, in: zone)
    if localDay(guess, in: zone) == wanted, localDay(guess - 1, in: zone) < wanted { return guess }
    // A change of the clock lies between: the first second of the day by bisection over two days.
    var before = wanted * 86_400 - 2 * 86_400
    var after = wanted * 86_400 + 2 * 86_400
    while after - before > 1 {
      let middle = before + (after - before) / 2
      if localDay(middle, in: zone) >= wanted { after = middle } else { before = middle }
    }
    return after
  }
}
