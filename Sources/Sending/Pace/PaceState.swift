/// What is known of the messages of one upstream or one domain.
struct PaceState: Equatable {
  /// When the last one went, in microseconds since 1970; far back where none did.
  var last: Int64 = .min / 2
  /// When the last transaction began.
  ///
  /// It is not kept in the file: what was begun by a process that is gone will not go out.
  var lastBegun: Int64 = .min / 2
  /// Begun and neither gone nor given up.
  var underWay = 0
  var hour = SlidingCount(.hour)
  var day = SlidingCount(.day)
  /// The server asked to slow down: nothing goes before.
  var notBefore: Int64 = .min / 2
  /// How many times in a row it asked.
  var strikes = 0

  /// The first moment at which a message may go that has begun, or that needs no beginning.
  func opening(_ rule: PaceRule, at now: Int64, reserved: Int = 0) -> Int64 {
    var opening = max(now, last + rule.spacing)
    if let limit = rule.perHour {
      opening = max(opening, hour.opening(limit: limit, reserved: reserved, at: now))
    }
    if let limit = rule.perDay {
      opening = max(opening, day.opening(limit: limit, reserved: reserved, at: now))
    }
    return opening
  }

  /// The first moment at which a transaction may begin, so that its message need not wait once it is ready.
  func openingToBegin(_ rule: PaceRule, at now: Int64) -> Int64 {
    max(opening(rule, at: now, reserved: underWay), lastBegun + rule.spacing, notBefore)
  }

  mutating func begin(at now: Int64) {
    lastBegun = now
    underWay += 1
  }

  mutating func go(_ rule: PaceRule, at now: Int64) {
    last = max(last, now)
    if rule.perHour != nil { hour.add(at: now) }
    if rule.perDay != nil { day.add(at: now) }
  }

  /// Whether nothing of it matters any more.
  func isOver(_ rule: PaceRule, at now: Int64) -> Bool {
    underWay == 0 && max(last, lastBegun) + rule.spacing <= now && notBefore + Self.memory <= now
      && hour.isOver(at: now) && day.isOver(at: now)
  }

  /// A clock that was set back must not hold a limit closed for longer than its own length.
  mutating func keepToClock(_ rule: PaceRule, at now: Int64) {
    last = min(last, now)
    notBefore = min(notBefore, now + DomainPace.longestBackOff)
  }

  /// How long it is remembered that a domain asked to slow down.
  private static let memory: Int64 = 3_600_000_000
}
