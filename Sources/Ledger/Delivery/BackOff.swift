/// When a deferred delivery is due again: after 1, 5, 15 and 60 minutes, then every 4 hours.
enum BackOff {
  private static let waits: [Int64] = [60, 300, 900, 3_600, 14_400]

  /// Seconds from the attempt of that number, from 1, to the next.
  ///
  /// Spread by up to a fifth to either side, so that what was deferred together does not come back together; the spread
  /// depends on delivery and attempt alone, so that a run can be repeated.
  static func seconds(afterAttempt number: Int, of delivery: Int64) -> Int64 {
    let wait = waits[min(max(number, 1), waits.count) - 1]
    var mixed = (UInt64(bitPattern: delivery) &* 31 &+ UInt64(number)) &* 0x9E37_79B9_7F4A_7C15
    mixed ^= mixed >> 32
    let spread = wait / 5
    return wait - spread + Int64(mixed % UInt64(2 * spread + 1))
  }
}
