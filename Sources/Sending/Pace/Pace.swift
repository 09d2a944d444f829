import Synchronization

/// Exact limits of one upstream, and of the domains that it carries mail to: one word for each message.
///
/// HTTP asks `admit` right before a request. SMTP asks in two steps: `begin` before MAIL, so that no transaction stands
/// open for long, and `admit` before the final dot, which is the message's moment on the wire.
package final class Pace: Sendable {
  package enum Admission: Sendable, Equatable {
    /// It may go, and is counted.
    case go
    /// The whole upstream waits, until that time in microseconds since 1970.
    case upstreamWaits(until: Int64)
    /// This domain waits; others may go.
    case domainWaits(until: Int64)
  }

  package let domains: DomainPace
  private let rule: PaceRule
  private let limits: PaceLimits
  private let state: Mutex<State>

  private struct State: ~Copyable {
    var upstream = PaceState()
    var file: PaceFile?
    /// The file no longer takes what must be counted.
    var isFailed = false
    var isClosed = false
    var admitsNothing: Bool { isFailed || isClosed }
  }

  /// Counts go on in `file`, so that they outlive the process; nil where there is nothing to count.
  ///
  /// `now` is the time of day, in microseconds since 1970. Throws where the file cannot be used.
  package init(_ limits: PaceLimits, domains: DomainPace, file: String?, now: Int64) throws(PaceError) {
    self.limits = limits
    self.domains = domains
    rule = PaceRule(limits)
    var state = State()
    let kept = try file.map { path throws(PaceError) in try PaceFile(path, places: 1) }
    if let entry = try kept?.entries(places: 1, now: now).first {
      state.upstream = entry.state
      state.upstream.keepToClock(rule, at: now)
    }
    state.file = kept
    self.state = Mutex(state)
    domains.enter()
  }

  deinit { close() }

  /// Nothing goes any more, and the file is free for others; does nothing the second time.
  package func close() {
    let wasOpen = state.withLock { state in
      defer {
        state.isClosed = true
        state.file = nil
      }
      return !state.isClosed
    }
    if wasOpen { domains.leave() }
  }

  /// Without limits.
  package convenience init(random: @escaping @Sendable () -> Double) {
    // Nothing is read without a file.
    do {
      try self.init(PaceLimits(), domains: DomainPace(random: random), file: nil, now: 0)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// Whether the upstream itself is limited.
  var isLimited: Bool { !rule.isEmpty }

  /// Whether a transaction may begin; `.go` counts it as under way until `admit` or `giveBack`.
  package func begin(_ domain: DomainKey, at now: Int64) -> Admission {
    state.withLock { state in
      let opening =
        state.admitsNothing ? .max : rule.isEmpty ? now : state.upstream.openingToBegin(rule, at: now)
      if opening > now { return .upstreamWaits(until: opening) }
      let domainOpening = domains.opening(domain, beginning: true, at: now)
      if domainOpening > now { return .domainWaits(until: domainOpening) }
      if !rule.isEmpty { state.upstream.begin(at: now) }
      domains.begin(domain, at: now)
      return .go
    }
  }

  /// Whether a message may go now; `.go` counts it, in the file too.
  ///
  /// With `begun`, `begin` was asked for it before.
  package func admit(_ domain: DomainKey, at now: Int64, begun: Bool = false) -> Admission {
    state.withLock { state in
      let opening = state.admitsNothing ? .max : rule.isEmpty ? now : state.upstream.opening(rule, at: now)
      if opening > now { return .upstreamWaits(until: opening) }
      // A domain that asked for rest meanwhile still gets what it has taken the envelope of.
      let domainOpening = domains.opening(domain, beginning: !begun, at: now)
      if domainOpening > now { return .domainWaits(until: domainOpening) }
      if !rule.isEmpty {
        state.upstream.go(rule, at: now)
        if begun { state.upstream.underWay = max(0, state.upstream.underWay - 1) }
        if let file = state.file, !file.write(state.upstream, key: 1, place: 0) {
          state.isFailed = true
          return .upstreamWaits(until: .max)
        }
      }
      domains.go(domain, at: now)
      if begun { domains.giveBack(domain) }
      return .go
    }
  }

  /// A transaction that had begun ended without a message.
  package func giveBack(_ domain: DomainKey) {
    if !rule.isEmpty {
      state.withLock { $0.upstream.underWay = max(0, $0.upstream.underWay - 1) }
    }
    domains.giveBack(domain)
  }

  /// Why nothing goes before `until`, for the operator.
  package func explanation(until: Int64) -> String {
    if state.withLock({ $0.isFailed }) { return "the file where the limits are counted cannot be written" }
    var words: [String] = []
    if let limit = limits.perHour { words.append("\(limit) an hour") }
    if let limit = limits.perDay { words.append("\(limit) a day") }
    return "the limit of \(words.joined(separator: " and ")) is used up"
  }
}
