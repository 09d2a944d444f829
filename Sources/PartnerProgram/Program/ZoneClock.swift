internal import Foundation
package import Mail
internal import Synchronization

/// What clocks in one time zone show.
package struct ZoneClock: Sendable {
  /// The IANA name.
  package let name: String
  private let zone: TimeZone?

  /// The clock of an IANA time zone name such as `Europe/Berlin`; nil where the name is not known.
  package init?(_ name: String) {
    if name == Self.utc.name {
      self = Self.utc
      return
    }
    guard let zone = Self.zone(name) else { return nil }
    self.init(name: name, zone: zone)
  }

  private init(name: String, zone: TimeZone?) {
    self.name = name
    self.zone = zone
  }

  /// UTC.
  package static let utc = ZoneClock(name: "UTC", zone: nil)

  /// "did you mean" for a name that is not known.
  package static func suggestion(for name: String) -> String? { ProgramCalendar.suggestion(for: name) }

  /// Zones by name: a mail may ask for the zone of each partner, and to find one takes a file.
  private static let zones = Mutex<[String: TimeZone]>([:])

  private static func zone(_ name: String) -> TimeZone? {
    zones.withLock { zones in
      if let known = zones[name] { return known }
      guard ProgramCalendar.isKnown(name), let zone = TimeZone(identifier: name) else { return nil }
      zones[name] = zone
      return zone
    }
  }

  /// Seconds east of UTC at a moment.
  package func offset(at moment: Timestamp) -> Int {
    zone?.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.seconds))) ?? 0
  }

  /// The day there at a moment.
  package func day(of moment: Timestamp) -> CivilDate { local(moment).date }

  /// A moment at which a clock in UTC shows what the clock here shows at `moment`.
  package func local(_ moment: Timestamp) -> Timestamp {
    Timestamp(seconds: moment.seconds + Int64(offset(at: moment)))
  }

  /// The moment that many days later at the same time of day; where the clock skips it, as much later.
  package func adding(days: Int, to moment: Timestamp) -> Timestamp {
    let before = offset(at: moment)
    let plain = Timestamp(seconds: moment.seconds + Int64(days) * 86_400)
    let shifted = Timestamp(seconds: plain.seconds + Int64(before - offset(at: plain)))
    // Around the change itself the shifted moment may lie on its other side.
    return offset(at: shifted) == offset(at: plain) ? shifted : plain
  }
}
