/// Stops trying after failures in a row, so that an upstream that is away does not burn through a whole list.
///
/// Closed, it admits everything. Open, nothing until a pause is over; then one probe. The pause begins at 5 s and
/// doubles to 5 min, each time longer by up to a fifth, so that lanes that lost an upstream together do not come back
/// together.
struct CircuitBreaker {
  static let shortestPause = Duration.seconds(5)
  static let longestPause = Duration.seconds(300)

  /// Failures in a row that open it.
  let threshold: Int
  private(set) var failures = 0
  /// Why it is open, if it is.
  private(set) var outage: Outage?
  private var retryAt: Instant?
  private var pause = Self.shortestPause
  /// Numbers from 0 up to 1.
  private let random: @Sendable () -> Double

  init(threshold: Int, random: @escaping @Sendable () -> Double) {
    self.threshold = max(1, threshold)
    self.random = random
  }

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
    retryAt = cause.isPermanent ? nil : now + pause * (1 + 0.2 * random())
    return true
  }
}
