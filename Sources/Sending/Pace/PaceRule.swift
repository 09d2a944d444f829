/// Limits as they are kept: a distance for the short windows, a count for the long ones.
struct PaceRule: Equatable {
  /// Microseconds from one message to the next: GCRA without any burst, for the second and the minute.
  ///
  /// `limit` distances are longer than the window, so no stretch of that length holds one message more.
  let spacing: Int64
  let perHour: Int?
  let perDay: Int?

  /// By how much two messages may come closer together on their way to the server.
  static let travel: Int64 = 50_000

  init(_ limits: PaceLimits) {
    func distance(_ window: Int64, _ limit: Int?) -> Int64 {
      guard let limit else { return 0 }
      return (window + Self.travel + Int64(limit) - 1) / Int64(max(1, limit))
    }
    spacing = max(distance(1_000_000, limits.perSecond), distance(60_000_000, limits.perMinute))
    perHour = limits.perHour
    perDay = limits.perDay
  }

  var isEmpty: Bool { spacing == 0 && perHour == nil && perDay == nil }
}
