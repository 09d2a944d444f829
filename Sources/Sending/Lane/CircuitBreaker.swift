/// Stops trying after failures in a row, so that an upstream that is away does not burn through a whole list.
///
/// Closed, it admits everything. Open, nothing until a pause is over; then one probe. The pause begins at 5 s and
/// doubles to 5 min; it has no jitter, for one lane is no herd.
struct CircuitBreaker {
  typealias Instant = ContinuousClock.Instant

  static let shortestPause = Duration.seconds(5)
  static let longestPause = Duration.seconds(300)

  /// Failures in a row that open it.
  let threshold: Int
  private(set) var failures = 0
  /// Why it is open, if it is.
  private(set) var outage: Outage?
  private var retryAt: Instant?
  private var pause = Self.shortestPause

  init(threshold: Int) { self.threshold = max(1, threshold) }

  /// Whether work may begin.
  ///
  /// A permanent outage admits nothing any more.
  func admits(at now: Instant) -> Bool {
    guard outage != nil else { return true }
    guard let retryAt else { return false }
    return now >= retryAt
  }

  /// The upstream settled an envelope with an answer of its own.
  mutating func succeed() {
    failures = 0
    outage = nil
    retryAt = nil
    pause = Self.shortestPause
  }

  /// Counts one failure; true when the breaker is open after it.
  mutating func fail(_ cause: Outage, at now: Instant) -> Bool {
    failures += 1
    let isProbe = outage != nil
    guard cause.isPermanent || isProbe || failures >= threshold else { return false }
    if isProbe { pause = min(pause * 2, Self.longestPause) }
    outage = cause
    retryAt = cause.isPermanent ? nil : now + pause
    return true
  }
}
