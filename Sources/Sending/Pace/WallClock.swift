/// The time of day, read once and carried on by a clock that never steps.
///
/// A correction of the machine's clock in the middle of a run then neither opens nor closes a limit.
package struct WallClock: Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  package typealias Microseconds = Int64

  private let wall: Microseconds
  private let anchor: ContinuousClock.Instant

  /// `wall` is the time of day at `anchor`.
  package init(_ wall: Microseconds, at anchor: ContinuousClock.Instant = .now) {
    self.wall = wall
    self.anchor = anchor
  }

  package func time(at instant: ContinuousClock.Instant) -> Microseconds {
    let (seconds, attoseconds) = anchor.duration(to: instant).components
    return wall + seconds * 1_000_000 + attoseconds / 1_000_000_000_000
  }

  package func instant(at time: Microseconds) -> ContinuousClock.Instant {
    // Beyond a year nothing is told apart, and nothing overflows.
    anchor + .microseconds(min(max(time &- wall, 0), 31_536_000_000_000))
  }
}
