internal import Liquid
internal import Mail
internal import PartnerProgram

/// A day or a point in time as mails get it: from the data's own types, or as ISO 8601 text of a partner field.
enum MailMoment {
  case day(CivilDate)
  /// `offset`: seconds east of UTC where the text itself names them.
  case point(Timestamp, offset: Int?)

  static let help = "write it as 2026-11-01 or 2026-11-01T09:00:00Z"

  /// - Parameters:
  ///   - value: a day, a point in time, `now`, `today`, or text such as `2026-11-01` or
  ///     `2026-11-01T09:00:00+01:00`.
  ///   - now: the clock of the mail in seconds; nil where there is none.
  ///   - clock: the zone whose day `today` is.
  init?(_ value: Value, now: Int64?, in clock: ZoneClock) {
    switch value {
    case .day(let days): self = .day(CivilDate(daysSinceEpoch: Int(days)))
    case .date(let seconds): self = .point(Timestamp(seconds: seconds), offset: nil)
    case .string("now", _):
      guard let now else { return nil }
      self = .point(Timestamp(seconds: now), offset: nil)
    case .string("today", _):
      guard let now else { return nil }
      self = .day(clock.day(of: Timestamp(seconds: now)))
    case .string(let text, _):
      if let day = try? CivilDate(text) {
        self = .day(day)
      } else if let point = try? Timestamp(text) {
        self = .point(point, offset: Self.offset(of: text))
      } else {
        return nil
      }
    default: return nil
    }
  }

  /// The offset that an RFC 3339 text ends with; nil for `Z`, which says nothing of a place.
  private static func offset(of text: String) -> Int? {
    let end = Array(text.utf8.suffix(6))
    guard end.count == 6, end[0] == UInt8(ascii: "+") || end[0] == UInt8(ascii: "-") else { return nil }
    let digits = [1, 2, 4, 5].map { Int(end[$0]) - 0x30 }
    let seconds = (digits[0] * 10 + digits[1]) * 3_600 + (digits[2] * 10 + digits[3]) * 60
    return end[0] == UInt8(ascii: "-") ? -seconds : seconds
  }

  /// The day on clocks of a zone, or of the offset that the text names.
  func day(in clock: ZoneClock) -> CivilDate {
    switch self {
    case .day(let day): day
    case .point(let moment, let offset?): Timestamp(seconds: moment.seconds + Int64(offset)).date
    case .point(let moment, nil): clock.day(of: moment)
    }
  }

  /// `2026-11-01T10:00:00+01:00` (RFC 3339).
  static func text(_ moment: Timestamp, offset: Int) -> String {
    let local = Timestamp(seconds: moment.seconds + Int64(offset)).description.dropLast()
    let minutes = abs(offset) / 60
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(local)\(offset < 0 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))"
  }
}
