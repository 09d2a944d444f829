import Mail

/// When the next request may go out: the provider's own pace, its wishes to slow down, its quota.
struct HTTPAllowance {
  /// The provider is asked for its quota before the first request.
  var needsQuota = false
  /// The least time between two messages.
  private(set) var interval: Duration = .zero
  /// Messages that the quota leaves; nil where it is not known.
  private(set) var left: Int?
  private var nextMessage: Instant?
  private var pausedUntil: Instant?
  /// How long the next pause is whose length the provider leaves to us.
  private var pause = Self.shortestPause

  private static let shortestPause = Duration.seconds(1)
  private static let longestPause = Duration.seconds(60)

  mutating func take(_ quota: SendQuota) {
    if let rate = quota.perSecond, rate > 0 { interval = .seconds(1 / rate) }
    left = quota.left
  }

  /// When something may go out.
  var opensAt: Instant {
    let instants = [nextMessage, pausedUntil].compactMap(\.self)
    return instants.max() ?? .now
  }

  func admits(at now: Instant) -> Bool { (nextMessage ?? now) <= now && (pausedUntil ?? now) <= now }

  /// So many messages go out now: the next one waits its time, so that no second sees more than its share.
  mutating func spend(_ count: Int, at now: Instant) {
    left = left.map { max(0, $0 - count) }
    if interval > .zero { nextMessage = now + interval * count }
  }

  /// Nothing goes out for so long; the time that was decided on.
  mutating func slowDown(after wish: Duration?, at now: Instant) -> Duration {
    let length = wish ?? pause
    if wish == nil { pause = min(pause * 2, Self.longestPause) }
    pausedUntil = max(pausedUntil ?? now, now + length)
    return length
  }

  /// An answer that was none of these.
  mutating func succeed() { pause = Self.shortestPause }
}
