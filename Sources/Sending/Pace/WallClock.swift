/// The time of day, read once and carried on by a clock that never steps.
///
/// A correction of the machine's clock in the middle of a run then neither opens nor closes a limit.
package struct WallClock: Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  package typealias Microseconds = Int64

  private let wall: Microseconds
  private let anchor: Instant

  /// `wall` is the time of day at `anchor`.
  package init(_ wall: Microseconds, at anchor: Instant = .now) {
    self.wall = wall
    self.anchor = anchor
  }

  package func time(at instant: Instant) -> Microseconds {
    wall + (instant.nanoseconds - anchor.nanoseconds) / 1_000
  }

  package func instant(at time: Microseconds) -> Instant {
    // Beyond a year nothing is told apart, and nothing overflows.
    anchor + min(max(time &- wall, 0), 31_536_000_000_000) * 1_000
  }
}
