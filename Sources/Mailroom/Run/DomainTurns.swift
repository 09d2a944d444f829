package import Mail

/// When the mails may go that were turned back because their recipients' domains take no more for now.
package struct DomainTurns: Sendable {
  /// A run waits for the next turn so long, in seconds; what comes later waits for `tierpost retry`.
  static let patience: Int64 = 900
  private var turns: [Timestamp] = []

  package init() {}

  package var count: Int { turns.count }

  package mutating func add(_ more: [Timestamp]) { turns += more }

  /// Those whose time came and whose mails were claimed.
  package mutating func forget(until moment: Timestamp) { turns.removeAll { $0.seconds <= moment.seconds } }

  /// How long to wait before the next claim, at most a second at a time; nil where there is nothing to wait for.
  package func pause(at now: Timestamp) -> Duration? {
    guard let next = turns.map(\.seconds).min(), next - now.seconds <= Self.patience else { return nil }
    return next <= now.seconds ? .milliseconds(50) : .seconds(min(1, next - now.seconds))
  }
}
