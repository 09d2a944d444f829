internal import Mail

/// One partner's replay as it goes from period to period, and within a period from day to day.
struct MovementReplay {
  let ladder: TierLadder
  let policy: MovementPolicy
  let partner: Partner.ID
  /// By day, then by kind and author.
  let decisions: [StandingDecision]
  var history = Movement.History()
  /// The place of the tier by the figures, below invitations and overrides.
  var held = 0
  var since: CivilDate?
  /// Tiers lost by their keep-rule, which must hold again before they are given again.
  var lost: Set<Int> = []
  /// Periods in a row that failed.
  var failures = 0
  var dropsOn: CivilDate?
  /// The last day of an open improvement plan.
  var planEnds: CivilDate?
  /// The day of the last application; the tier ends some months after it.
  var appliedOn: CivilDate?
  /// The tier ended, and comes back by an application only.
  var mustApply = false
  var pending: PendingMove?
  /// The periods of the last steps: where one step a time is the rule, a period has one up and one down.
  var steppedUpIn: String?
  var steppedDownIn: String?
  /// The figures were made good after the warning, so that its loss is not due.
  private var isWarningOver: Bool {
    guard !result.isOver, failures == 0, planEnds == nil else { return false }
    guard !ladder.tiers[held].keep.isEmpty else { return now.reached >= held }
    return result.keepsSoFar.indices.contains(held) && result.keepsSoFar[held] == true
  }
  /// What a review refused, as `period tier`: it is not raised again.
  var refused: Set<String> = []
  var granted: Set<Int> = []
  var overlay: Overlay?
  /// The period that is replayed, for events.
  var result: PeriodResult
  /// What the figures say on the day that is replayed.
  var now: PeriodResult.Change

  /// A change that waits for a review.
  struct PendingMove {
    let period: String
    let target: Int
    let values: [Int64]
  }

  /// A tier given by a decision.
  struct Overlay: Equatable {
    let tier: Int
    let decision: StandingDecision
  }

  init(ladder: TierLadder, policy: MovementPolicy, partner: Partner.ID, decisions: [StandingDecision]) {
    self.ladder = ladder
    self.policy = policy
    self.partner = partner
    self.decisions = decisions.filter { $0.partner == partner }.sorted {
      ($0.on, $0.kind.rawValue, $0.author, $0.reason) < ($1.on, $1.kind.rawValue, $1.author, $1.reason)
    }
    let day = CivilDate(daysSinceEpoch: 0)
    now = PeriodResult.Change(on: day, reached: 0, values: [])
    result = PeriodResult(
      period: Period(.lifetime, seenOn: day), seenOn: day, isOver: false, changes: [], keeps: [])
  }

  /// The tier that is shown: a decision's, or that of the figures.
  var shown: Int { overlay?.tier ?? held }

  mutating func take(_ result: PeriodResult) {
    self.result = result
    let first = result.period.first ?? result.seenOn
    if since == nil { since = first }
    let floor = shown
    let days = days(from: first)
    var next = days.first
    while let day = next {
      if let change = result.changes.last(where: { $0.on <= day }) { now = change }
      heed(day)
      expire(day)
      moveUp(on: day, isEnd: false)
      if policy.down == .atOnce { moveDown(on: day, isEnd: false) }
      warn(on: day)
      next = self.day(after: day, among: days)
    }
    if dropsOn != nil, isWarningOver { dropsOn = nil }
    // The period's own standing is that of its last day; what its end changes is of the day after it.
    var standing = Standing(
      tier: shown, floor: floor, ground: .earned, period: result.period.name,
      since: overlay?.decision.on ?? since ?? first, until: overlay?.decision.until)
    let heldBefore = held
    if result.isOver { end() }
    standing.failedPeriods = failures
    standing.pending = pending?.target
    if overlay == nil {
      standing.dropsOn = held < heldBefore ? result.period.last.adding(days: 1) : dropsOn
      standing.ground = ground(of: heldBefore, dropsOn: standing.dropsOn)
    } else {
      standing.ground = overlayGround
    }
    history.standings.append(standing)
  }

  /// The period's end, whose moves take effect on the day after it.
  private mutating func end() {
    now = result.changes.last ?? now
    let day = result.period.last.adding(days: 1)
    moveUp(on: day, isEnd: true)
    moveDown(on: day, isEnd: true)
  }

  /// The days of the period on which figures or decisions may change something, in order.
  private func days(from first: CivilDate) -> [CivilDate] {
    var days = Set(result.changes.map(\.on))
    days.insert(first)
    if let warning = result.warning { days.insert(warning.on) }
    for decision in decisions {
      days.insert(decision.on)
      if let until = decision.until { days.insert(until.adding(days: 1)) }
    }
    return days.filter { $0 >= first && $0 <= result.seenOn }.sorted()
  }

  /// The next day: one of those, or one that the moves so far have set, such as the end of a tier that was just reached.
  private func day(after day: CivilDate, among days: [CivilDate]) -> CivilDate? {
    let own = [
      endOfTier, endOfTier?.adding(days: -policy.warningDays), planEnds?.adding(days: 1),
      days.first { $0 > day },
    ]
    return own.compactMap { $0 }.filter { $0 > day && $0 <= result.seenOn }.min()
  }

  /// Why a tier of the figures is held.
  private func ground(of place: Int, dropsOn: CivilDate?) -> Standing.Ground {
    if pending.map({ $0.target < place }) == true { return .inReview }
    if dropsOn != nil { return .grace }
    if now.reached >= place { return .earned }
    return ladder.tiers[place].isLocked ? .locked : .kept
  }

  mutating func note(
    _ kind: StandingEvent.Kind, on day: CivilDate, from: Int, to: Int, reason: String, amount: Money? = nil,
    values: [Int64]? = nil, period: String? = nil
  ) {
    let values = zip(ladder.measures, values ?? now.values).map { measure, value in
      StandingEvent.Evidence.Value(measure: "\(measure.metric) per \(measure.window)", value: value)
    }
    var event = StandingEvent(
      kind, partner: partner, period: period ?? result.period.name, on: day, from: ladder.tiers[from].id,
      to: ladder.tiers[to].id, amount: amount, dropsOn: dropsOn,
      evidence: StandingEvent.Evidence(rule: ladder.version, values: values, reason: reason))
    let before = history.events.count { $0.name == event.name }
    // Every move is an event; of anything else the same is said once in a period.
    guard before == 0 || kind == .advanced || kind == .dropped else { return }
    event.occurrence = before
    history.events.append(event)
  }
}
