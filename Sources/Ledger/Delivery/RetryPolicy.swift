/// When a deferred delivery is due again, and when it is given up.
package struct RetryPolicy: Sendable, Equatable {
  /// Seconds to wait after each attempt, the first one first; the last wait repeats.
  package let waits: [Int64]
  /// Seconds from the first attempt: what was not accepted by then expires.
  package let maximumAge: Int64

  /// After 1, 5, 15 and 60 minutes, then every 4 hours, for two days.
  package static let standard = RetryPolicy(waits: [60, 300, 900, 3_600, 14_400], maximumAge: 172_800)

  /// `waits` must hold at least one positive number of seconds, and `maximumAge` be positive.
  package init(waits: [Int64], maximumAge: Int64) {
    precondition(!waits.isEmpty && waits.allSatisfy { $0 > 0 } && maximumAge > 0)
    self.waits = waits
    self.maximumAge = maximumAge
  }

  /// Seconds from the attempt of that number, from 1, to the next.
  ///
  /// Spread by up to a fifth to either side, so that what was deferred together does not come back together; the spread
  /// depends on delivery and attempt alone, so that a run can be repeated.
  func seconds(afterAttempt number: Int, of delivery: Int64) -> Int64 {
    let wait = waits[min(max(number, 1), waits.count) - 1]
    var mixed = (UInt64(bitPattern: delivery) &* 31 &+ UInt64(number)) &* 0x9E37_79B9_7F4A_7C15
    mixed ^= mixed >> 32
    let spread = wait / 5
    return wait - spread + Int64(mixed % UInt64(2 * spread + 1))
  }
}

/// How outcomes are taken down.
package struct OutcomeRules: Sendable, Equatable {
  package var retries = RetryPolicy.standard
  /// What is in doubt goes out again after the usual wait, under the same Message-ID, in place of being held.
  package var resendsInDoubt = false

  package init() {}
}
