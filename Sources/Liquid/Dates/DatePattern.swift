/// A strftime pattern that writes names in any language, for filters of a host.
///
/// ```swift
/// let pattern = DatePattern("%A, %-d %B")
/// let text = pattern.text(seconds: 1_793_523_600, offset: 3_600, zone: "UTC+1", names: .english)
/// // Sunday, 1 November
/// ```
/// Directives and flags are those of Ruby's strftime. Digits are ASCII in every language.
public struct DatePattern: Sendable, Hashable {
  private enum Part: Hashable {
    /// What depends on no language.
    case plain([UInt8])
    case name(UInt8, isUpper: Bool)
    case zone
  }

  private var parts: [Part] = []
  /// The month stands beside a day, which changes its name in some languages.
  private let hasDay: Bool
  /// What of the pattern is not a directive, such as `%Q`; nil for a pattern that is right.
  public let unknownDirective: String?

  /// Reads a pattern such as `%-d %B %Y`.
  public init(_ pattern: String) {
    let bytes = Self.expanded(Array(pattern.utf8))
    var unknown: String?
    var sawDay = false
    var position = 0
    while position < bytes.count {
      let start = position
      guard bytes[position] == Ascii.percent else {
        while position < bytes.count, bytes[position] != Ascii.percent { position += 1 }
        parts.append(.plain(Array(bytes[start..<position])))
        continue
      }
      position += 1
      while position < bytes.count, Self.isFlag(bytes[position]) { position += 1 }
      guard position < bytes.count, Self.directives.contains(bytes[position]) else {
        let text = String(decoding: bytes[start..<min(position + 1, bytes.count)], as: UTF8.self)
        unknown = unknown ?? text
        parts.append(.plain(Array(text.utf8)))
        position = min(position + 1, bytes.count)
        continue
      }
      let directive = bytes[position]
      let isUpper = bytes[start..<position].contains(0x5E)
      position += 1
      switch directive {
      case UInt8(ascii: "B"), UInt8(ascii: "b"), UInt8(ascii: "h"), UInt8(ascii: "A"), UInt8(ascii: "a"),
        UInt8(ascii: "p"), UInt8(ascii: "P"):
        parts.append(.name(directive, isUpper: isUpper))
      case UInt8(ascii: "Z"): parts.append(.zone)
      default:
        if directive == UInt8(ascii: "d") || directive == UInt8(ascii: "e") { sawDay = true }
        parts.append(.plain(Array(bytes[start..<position])))
      }
    }
    hasDay = sawDay
    unknownDirective = unknown
  }

  /// The text of a moment.
  ///
  /// - Parameters:
  ///   - seconds: the moment, in seconds since 1970-01-01T00:00:00Z.
  ///   - offset: seconds east of UTC of the clock that is read.
  ///   - zone: what `%Z` writes.
  ///   - names: months, weekdays and halves of the day.
  /// - Returns: the text, with ASCII digits.
  public func text(seconds: Int64, offset: Int, zone: String, names: DateNames) -> String {
    let time = CivilTime(seconds: seconds + Int64(offset))
    var text = ""
    for part in parts {
      switch part {
      case .plain(let bytes):
        text += String(decoding: Strftime.format(bytes, time, offset: offset), as: UTF8.self)
      case .zone: text += zone
      case .name(let directive, let isUpper):
        let name = name(directive, time, names)
        text += isUpper ? name.uppercased() : name
      }
    }
    return text
  }

  private func name(_ directive: UInt8, _ time: CivilTime, _ names: DateNames) -> String {
    switch directive {
    case UInt8(ascii: "B"): (hasDay ? names.months : names.monthsAlone)[time.month - 1]
    case UInt8(ascii: "b"), UInt8(ascii: "h"):
      (hasDay ? names.shortMonths : names.shortMonthsAlone)[time.month - 1]
    case UInt8(ascii: "A"): names.weekdays[time.weekday]
    case UInt8(ascii: "a"): names.shortWeekdays[time.weekday]
    case UInt8(ascii: "P"): names.dayPeriods[time.hour / 12].lowercased()
    default: names.dayPeriods[time.hour / 12]
    }
  }

  /// Directives that stand for others, written out.
  private static func expanded(_ pattern: [UInt8]) -> [UInt8] {
    let whole: [(String, String)] = [
      ("%c", "%a %b %e %H:%M:%S %Y"), ("%r", "%I:%M:%S %p"), ("%v", "%e-%^b-%Y"),
      ("%+", "%a %b %e %H:%M:%S %Z %Y"),
    ]
    var result: [UInt8] = []
    var position = 0
    while position < pattern.count {
      let next = position + 1 < pattern.count ? pattern[position + 1] : 0
      if pattern[position] == Ascii.percent, next == Ascii.percent {
        result += pattern[position...position + 1]
        position += 2
      } else if let (_, long) = whole.first(where: { pattern[position...].starts(with: $0.0.utf8) }) {
        result += Array(long.utf8)
        position += 2
      } else {
        result.append(pattern[position])
        position += 1
      }
    }
    return result
  }

  private static let directives = Set("YCymBbhdejHkIlPpMSLNzZAauwGgVUWsnt%DxFTXR".utf8)

  private static func isFlag(_ byte: UInt8) -> Bool {
    byte.isDigit || "-_^#:".utf8.contains(byte)
  }
}
