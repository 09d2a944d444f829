import Synchronization

/// The limits of recipients' domains, whichever upstream carries their mail; and the domains that asked to slow down.
///
/// Shared by the lanes of a sender. Memory is bounded: what no longer matters is forgotten, and when too many domains
/// matter at once the rest are counted together, which is stricter.
package final class DomainPace: Sendable {
  /// Domains told apart at once.
  static let places = 4_096
  static let shortestBackOff: Int64 = 60_000_000
  static let longestBackOff: Int64 = 3_600_000_000

  private let named: [DomainKey: PaceRule]
  private let others: PaceRule
  private let random: @Sendable () -> Double
  /// No domain has limits, and none has asked to slow down: a message need not be asked about.
  private let isFree: Atomic<Bool>
  private let state: Mutex<State>

  private struct State: ~Copyable {
    var file: PaceFile?
    var places: [DomainKey: Int] = [:]
    var keys: [DomainKey?] = []
    var states: [PaceState] = []
    /// Where the search for a place that is over goes on.
    var hand = 0
    /// For the domains that found no place.
    var together = PaceState()
    /// The file no longer takes what must be counted.
    var isFailed = false
    /// How many paces count here.
    var users = 0
  }

  /// Counts go on in `file`, so that they outlive the process; nil where there is nothing to count.
  ///
  /// `now` is the time of day, in microseconds since 1970; `random` gives numbers from 0 up to 1, to spread back-offs. Throws
  /// where the file cannot be used.
  package init(
    _ limits: DomainLimits, file: String?, now: Int64, random: @escaping @Sendable () -> Double
  ) throws(PaceError) {
    var named: [DomainKey: PaceRule] = [:]
    for (domain, limits) in limits.named { named[DomainKey(domain)] = PaceRule(limits) }
    self.named = named
    others = PaceRule(limits.others)
    self.random = random
    let kept = try file.map { path throws(PaceError) in try PaceFile(path, places: Self.places) }
    var state = State()
    for entry in try kept?.entries(places: Self.places, now: now) ?? [] {
      while state.states.count <= entry.place {
        state.states.append(PaceState())
        state.keys.append(nil)
      }
      let key = DomainKey(number: entry.key)
      var known = entry.state
      known.keepToClock(named[key] ?? others, at: now)
      state.states[entry.place] = known
      state.keys[entry.place] = key
      state.places[key] = entry.place
    }
    state.file = kept
    isFree = Atomic(limits.isEmpty && state.states.isEmpty)
    self.state = Mutex(state)
  }

  /// Without limits; domains that ask to slow down are remembered as long as the process lives.
  package init(random: @escaping @Sendable () -> Double) {
    named = [:]
    others = PaceRule(PaceLimits())
    self.random = random
    isFree = Atomic(true)
    state = Mutex(State())
  }

  /// The file is held until the last of its users has left.
  func enter() { state.withLock { $0.users += 1 } }

  func leave() {
    state.withLock { state in
      state.users -= 1
      guard state.users <= 0, state.file != nil else { return }
      state.file = nil
      state.isFailed = true
    }
  }

  func rule(_ domain: DomainKey) -> PaceRule { named[domain] ?? others }

  /// The distance between two messages to a domain, in microseconds.
  func spacing(_ domain: DomainKey) -> Int64 { rule(domain).spacing }

  /// The first moment for a domain, `now` at the earliest.
  ///
  /// What has not begun also waits for a domain that rests.
  func opening(_ domain: DomainKey, beginning: Bool, at now: Int64) -> Int64 {
    if isFree.load(ordering: .relaxed) { return now }
    let rule = rule(domain)
    return state.withLock { state in
      if state.isFailed, !rule.isEmpty { return .max }
      guard let place = state.places[domain] else {
        if rule.isEmpty { return now }
        return Self.opening(state.together, rule, beginning, now)
      }
      return Self.opening(state.states[place], rule, beginning, now)
    }
  }

  private static func opening(_ state: PaceState, _ rule: PaceRule, _ beginning: Bool, _ now: Int64) -> Int64
  {
    beginning ? state.openingToBegin(rule, at: now) : state.opening(rule, at: now)
  }

  func begin(_ domain: DomainKey, at now: Int64) {
    change(domain, at: now) { $0.begin(at: now) }
  }

  func giveBack(_ domain: DomainKey) {
    if isFree.load(ordering: .relaxed) { return }
    state.withLock { state in
      guard let place = state.places[domain] else {
        state.together.underWay = max(0, state.together.underWay - 1)
        return
      }
      state.states[place].underWay = max(0, state.states[place].underWay - 1)
    }
  }

  func go(_ domain: DomainKey, at now: Int64) {
    let rule = rule(domain)
    change(domain, at: now, isKept: true) { $0.go(rule, at: now) }
  }

  /// The server asked to slow down: the domain rests for a minute, twice as long each time, up to an hour.
  func slowDown(_ domain: DomainKey, at now: Int64) {
    let spread = 0.8 + 0.4 * random()
    change(domain, at: now, isKept: true, evenWithoutLimits: true) { state in
      // Others that were under way then get the same answer: that is one request.
      guard now >= state.notBefore else { return }
      let pause = min(Self.shortestBackOff << Int64(min(state.strikes, 10)), Self.longestBackOff)
      state.notBefore = now + min(Int64(Double(pause) * spread), Self.longestBackOff)
      state.strikes += 1
    }
  }

  /// The domain takes mail again.
  func recover(_ domain: DomainKey) {
    if isFree.load(ordering: .relaxed) { return }
    state.withLock { state in
      if let place = state.places[domain] { state.states[place].strikes = 0 }
    }
  }

  private func change(
    _ domain: DomainKey, at now: Int64, isKept: Bool = false, evenWithoutLimits: Bool = false,
    _ body: (inout PaceState) -> Void
  ) {
    if evenWithoutLimits { isFree.store(false, ordering: .relaxed) }
    if isFree.load(ordering: .relaxed) { return }
    let rule = rule(domain)
    state.withLock { state in
      guard let place = state.places[domain] ?? makePlace(&state, for: domain, rule, evenWithoutLimits, now)
      else {
        if !rule.isEmpty { body(&state.together) }
        return
      }
      body(&state.states[place])
      if isKept, let file = state.file, !rule.isEmpty || evenWithoutLimits {
        if !file.write(state.states[place], key: domain.number, place: place) { state.isFailed = true }
      }
    }
  }

  private func makePlace(
    _ state: inout State, for domain: DomainKey, _ rule: PaceRule, _ evenWithoutLimits: Bool, _ now: Int64
  ) -> Int? {
    guard !rule.isEmpty || evenWithoutLimits else { return nil }
    let place: Int
    if state.states.count < Self.places {
      place = state.states.count
      state.states.append(PaceState())
      state.keys.append(nil)
    } else {
      guard let free = freePlace(&state, at: now) else { return nil }
      place = free
    }
    // What was counted together may have been this domain's.
    state.states[place] = state.together
    state.states[place].underWay = 0
    state.keys[place] = domain
    state.places[domain] = place
    return place
  }

  /// A place whose domain no longer matters; a few are looked at each time.
  private func freePlace(_ state: inout State, at now: Int64) -> Int? {
    for _ in 0..<32 {
      let place = state.hand
      state.hand = (state.hand + 1) % Self.places
      guard let key = state.keys[place] else { return place }
      if state.states[place].isOver(rule(key), at: now) {
        state.places[key] = nil
        return place
      }
    }
    return nil
  }
}
