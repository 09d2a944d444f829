package import Mail
package import PartnerProgram
package import Settings

/// When a mail that was not sent yet is too late: `not_after:` of a campaign.
package enum NotAfter: Sendable, Equatable {
  /// So many seconds after the mail was planned.
  case age(seconds: Int64)
  /// The first time after the mail was planned that clocks in the program's zone show so many minutes after midnight.
  case timeOfDay(minutes: Int)

  /// Reads `3 days` or `"20:00"`.
  package init?(_ value: SettingsValue) {
    guard let text = value.string() else { return nil }
    if let minutes = Self.minutes(text) {
      self = .timeOfDay(minutes: minutes)
    } else if SettingsValue.seconds(text) != nil {
      guard let seconds = value.span(in: 60...31_536_000) else { return nil }
      self = .age(seconds: seconds)
    } else {
      value.fail(
        "'\(text)' is neither an age nor a time of day",
        help: "for example not_after: 3 days, or not_after: \"20:00\"")
      return nil
    }
  }

  /// What was planned before this moment is too late at `now`.
  package func limit(at now: Timestamp, in calendar: ProgramCalendar) -> Timestamp {
    switch self {
    case .age(let seconds): return Timestamp(seconds: now.seconds - seconds)
    case .timeOfDay(let minutes):
      let day = calendar.day(of: now)
      let today = Self.moment(minutes, on: day, in: calendar)
      if today.seconds <= now.seconds { return today }
      return Self.moment(minutes, on: CivilDate(daysSinceEpoch: day.daysSinceEpoch - 1), in: calendar)
    }
  }

  /// When clocks show the minutes on a day; where they skip them, as much later as they skip.
  private static func moment(_ minutes: Int, on day: CivilDate, in calendar: ProgramCalendar) -> Timestamp {
    let guess = Timestamp(seconds: calendar.start(of: day).seconds + Int64(minutes) * 60)
    // On a day when clocks change, they show another time so long after midnight.
    guard let shown = Self.minutes(String(calendar.clockText(of: guess).suffix(5))) else { return guess }
    return Timestamp(seconds: guess.seconds + Int64(minutes - shown) * 60)
  }

  /// The minutes of `HH:MM`.
  private static func minutes(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    let digits = bytes.map { Int($0) - 48 }
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"),
      [0, 1, 3, 4].allSatisfy({ (0...9).contains(digits[$0]) })
    else { return nil }
    let (hour, minute) = (digits[0] * 10 + digits[1], digits[3] * 10 + digits[4])
    return hour < 24 && minute < 60 ? hour * 60 + minute : nil
  }
}

/// What becomes of a mail of which nobody knows whether it arrived: `in_doubt:` of a campaign.
package enum InDoubtPolicy: String, Sendable, CaseIterable {
  /// It is held and listed, and an operator settles it: nobody gets a mail twice.
  case hold
  /// It goes out again under the same Message-ID: nobody is left out.
  case resend
}
