import Glibc

/// A moment by a clock that never steps and goes on while the machine sleeps.
///
/// A number of nanoseconds and nothing more: a lane compares and copies several for each message, which the standard
/// library's instants, opaque to the compiler, make a good part of its work.
package struct Instant: Comparable, Sendable {
  /// Since the machine started.
  let nanoseconds: Int64

  package static var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return Instant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  /// Later than any deadline.
  static let distant = Instant(nanoseconds: .max)

  package static func < (a: Instant, b: Instant) -> Bool { a.nanoseconds < b.nanoseconds }

  package static func + (instant: Instant, length: Duration) -> Instant { instant + length.nanoseconds }

  static func + (instant: Instant, nanoseconds: Int64) -> Instant {
    let (sum, isTooLarge) = instant.nanoseconds.addingReportingOverflow(nanoseconds)
    return isTooLarge ? .distant : Instant(nanoseconds: sum)
  }

  package static func - (a: Instant, b: Instant) -> Duration { .nanoseconds(a.nanoseconds - b.nanoseconds) }

  /// Whole milliseconds from here to a later moment, rounded up, at most an hour: waking before it would turn idly.
  func milliseconds(to later: Instant) -> Int32 {
    guard later > self else { return 0 }
    return Int32(min((later.nanoseconds - nanoseconds) / 1_000_000 + 1, 3_600_000))
  }
}

extension Duration {
  /// Longer than 292 years is that.
  var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, isTooLarge) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return isTooLarge ? .max : product.addingReportingOverflow(attoseconds / 1_000_000_000).partialValue
  }
}
