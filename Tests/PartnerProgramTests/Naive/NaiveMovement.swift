import Mail

@testable import PartnerProgram

/// Standings once more, day by day: on each day of a partner's life the figures are worked out anew from all rows.
///
/// Days are numbers since 1970. What it gives is what a partner could check: the tier at each period's end, and what
/// happened on which day.
struct NaiveMovement {
  let program: NaiveProgram
  let policy: MovementPolicy
  let decisions: [StandingDecision]

  /// The state at the end of a period.
  struct Line: Equatable {
    var tier: Int
    var floor: Int
    var ground: String
    var since: Int
    var dropsOn: Int?
    var pending: Int?
    var failed: Int
  }

  /// `20500 tier.advanced 2026-02 t0 t1`.
  private(set) var log: [String] = []
  private(set) var lines: [Line] = []

  // What is true on the day that is lived through.
  private var place = 0
  private var since = 0
  private var forfeited: Set<Int> = []
  private var failed = 0
  /// The figures reach the tier.
  private var isHigh = true
  private var lossOn: Int?
  /// The loss is only what a warning said.
  private var isWarned = false
  private var plan: Int?
  private var applied: Int?
  private var isShut = false
  private var asked: (period: String, target: Int)?
  private var refused: Set<String> = []
  private var paid: Set<Int> = []
  private var given: StandingDecision?
  private var period = Stretch(first: 0, last: 0, name: "", isOver: false)
  private var upIn = ""
  private var downIn = ""

  private struct Stretch {
    var first: Int
    var last: Int
    var name: String
    var isOver: Bool
  }

  private var tiers: [Tier] { program.tiers }
  private var shown: Int { given.flatMap { place(of: $0.tier) } ?? place }
  private func place(of id: Tier.ID?) -> Int? { tiers.firstIndex { $0.id == id } }

  init(_ program: NaiveProgram, policy: MovementPolicy, decisions: [StandingDecision], upTo month: Int) {
    self.program = program
    self.policy = policy
    self.decisions = decisions.sorted {
      ($0.on, $0.kind.rawValue, $0.author) < ($1.on, $1.kind.rawValue, $1.author)
    }
    let length = [Window.quarter: 3, .year: 12][program.terms.window] ?? 1
    let born = NaiveProgram.months(program.joined.daysSinceEpoch)
    let oldest = program.rows.map { NaiveProgram.months($0.day) }.min().map { min($0, born) } ?? born
    // The period that is asked for is there even before it begins.
    let end = month / length * length
    for start in stride(from: min(oldest / length * length, end), through: end, by: length) {
      live(Self.stretch(start, length, program))
    }
  }

  private static func stretch(_ start: Int, _ length: Int, _ program: NaiveProgram) -> Stretch {
    let number = start % 12 + 1
    let name =
      switch length {
      case 1: "\(start / 12)-\(number < 10 ? "0" : "")\(number)"
      case 3: "\(start / 12)-Q\(start % 12 / 3 + 1)"
      default: "\(start / 12)"
      }
    let last = NaiveProgram.firstDay(start + length) - 1
    return Stretch(
      first: NaiveProgram.firstDay(start), last: last, name: name,
      isOver: program.clock >= NaiveProgram.second(last + 1))
  }

  private mutating func live(_ stretch: Stretch) {
    if lines.isEmpty { since = stretch.first }
    period = stretch
    var line = Line(tier: 0, floor: shown, ground: "", since: 0, failed: 0)
    let last = stretch.isOver ? stretch.last : min(stretch.last, program.today)
    if stretch.first <= last {
      for day in stretch.first...last { live(day) }
    }
    let before = place
    let own = given
    let start = own.map(\.on.daysSinceEpoch) ?? since
    // A period that has not begun says nothing new.
    if stretch.first <= last { isHigh = program.place(at: .end(of: last)) >= place }
    if isWarned, !stretch.isOver, failed == 0, plan == nil, stretch.first <= last, holds(last) == true {
      lossOn = nil
    }
    line.tier = shown
    if stretch.isOver {
      rise(stretch.last, effective: stretch.last + 1, atEnd: true)
      sink(stretch.last, effective: stretch.last + 1, atEnd: true)
    }
    line.failed = failed
    line.pending = asked?.target
    line.since = start
    if let own {
      line.ground = own.kind == .invite ? "invited" : "overridden"
    } else {
      line.dropsOn = place < before ? stretch.last + 1 : lossOn
      line.ground =
        asked.map { $0.target < before } == true
        ? "in_review"
        : line.dropsOn != nil ? "grace" : isHigh ? "earned" : tiers[before].isLocked ? "locked" : "kept"
    }
    lines.append(line)
  }

  /// What a day brings, in the order in which it counts.
  private mutating func live(_ day: Int) {
    for decision in decisions where decision.on.daysSinceEpoch == day {
      if decision.kind == .reapply {
        applied = day
        isShut = false
      }
      if decision.kind == .plan, place > 0, let until = decision.until {
        plan = until.daysSinceEpoch
        lossOn = decided(after: until.daysSinceEpoch)
        isWarned = false
        say("plan.opened", day, place, place)
      }
    }
    answer(day)
    overlay(day)
    age(day)
    rise(day, effective: day, atEnd: false)
    if policy.down == .atOnce { sink(day, effective: day, atEnd: false) }
    warn(day)
  }

  // MARK: - What people decided

  private mutating func overlay(_ day: Int) {
    func running(_ kind: StandingDecision.Kind, _ end: StandingDecision.Kind) -> StandingDecision? {
      let own = decisions.filter { ($0.kind == kind || $0.kind == end) && $0.on.daysSinceEpoch <= day }
      guard let last = own.last, last.kind == kind, (last.until?.daysSinceEpoch ?? day) >= day,
        place(of: last.tier) != nil
      else { return nil }
      return last
    }
    let now = running(.override, .endOverride) ?? running(.invite, .uninvite)
    guard now != given else { return }
    let before = shown
    let old = given.flatMap { place(of: $0.tier) }
    given = now
    if let now {
      say(now.kind == .invite ? "tier.invited" : "tier.overridden", day, before, shown)
      if now.kind == .invite { pay(shown, day, from: before, in: period.name) }
    } else {
      say("tier.ended", day, old ?? 0, place)
    }
  }

  private mutating func ask(_ target: Int, _ day: Int) {
    guard !refused.contains("\(period.name) \(target)") else { return }
    if asked?.period != period.name || asked?.target != target {
      asked = (period.name, target)
      say("tier.pending", day, place, target)
    }
    answer(day)
  }

  private mutating func answer(_ day: Int) {
    guard let (name, target) = asked else { return }
    let said = decisions.filter {
      $0.period == name && $0.on.daysSinceEpoch <= day && ($0.tier ?? tiers[target].id) == tiers[target].id
    }
    if let refusal = said.first(where: { $0.kind == .reject }) {
      asked = nil
      refused.insert("\(name) \(target)")
      say("tier.rejected", refusal.on.daysSinceEpoch, place, target, in: name)
      return
    }
    let yes = said.filter { $0.kind == .approve }
    let isAgreed =
      Set(policy.roles).isSubset(of: yes.map(\.role)) && Set(yes.map(\.author)).count >= policy.roles.count
    guard isAgreed, target != place else { return }
    if target > place { climb(target, day, in: name) } else { fall(target, day, in: name) }
  }

  // MARK: - What the figures do

  private mutating func age(_ day: Int) {
    guard let months = policy.reapplyMonths, place > 0, !tiers[place].isLocked else { return }
    let end = NaiveProgram.adding(months, to: applied ?? since)
    if day >= end {
      isShut = true
      fall(policy.stepDown == .one ? place - 1 : 0, day, in: period.name)
    } else if day >= end - policy.warningDays {
      say("tier.expiring", day, place, place)
    }
  }

  /// Whether a keep-rule that is due with the period holds at the end of a day; nil where none is due.
  private func keeps(_ tier: Int, _ day: Int) -> Bool? {
    let rules = tiers[tier].keep
    let isDue = rules.allSatisfy {
      !$0.measure.window.resets || NaiveProgram.span($0.measure.window, at: period.last).last == period.last
    }
    guard !rules.isEmpty, isDue else { return nil }
    return rules.allSatisfy {
      program.value($0.measure.metric, $0.measure.window, at: .end(of: day)) >= $0.from
    }
  }

  /// Whether the tier that is held would be kept by what is known on a day.
  private func holds(_ day: Int) -> Bool? {
    tiers[place].keep.isEmpty ? program.place(at: .end(of: day)) >= place : keeps(place, day)
  }

  private mutating func rise(_ day: Int, effective: Int, atEnd: Bool) {
    let reached = isShut ? 0 : program.place(at: .end(of: day))
    let open = tiers.indices.filter { index in
      index > place && index <= reached && !tiers[index].isInvitationOnly
        && (!forfeited.contains(index) || (atEnd && keeps(index, day) == true))
    }
    guard let highest = open.last else { return }
    let step = tiers.indices.first {
      $0 > place && !tiers[$0].isInvitationOnly && ($0 == highest || !forfeited.contains($0))
    }
    let target = policy.stepUp == .one ? step ?? highest : highest
    if policy.stepUp == .one, upIn == period.name { return }
    switch policy.up {
    case .review: ask(target, effective)
    case .periodEnd where !atEnd: break
    case .atOnce, .periodEnd, .never: climb(target, effective, in: period.name)
    }
  }

  private mutating func climb(_ target: Int, _ day: Int, in name: String) {
    let before = place
    settle(target, day)
    upIn = name
    forfeited = forfeited.filter { $0 > target }
    say("tier.advanced", day, before, target, in: name)
    pay(target, day, from: before, in: name)
  }

  private mutating func fall(_ target: Int, _ day: Int, in name: String) {
    let before = place
    for index in tiers.indices where index > target && index <= before && !tiers[index].keep.isEmpty {
      forfeited.insert(index)
    }
    settle(target, day)
    downIn = name
    say("tier.dropped", day, before, target, in: name)
  }

  private mutating func settle(_ target: Int, _ day: Int) {
    place = target
    since = day
    applied = day
    failed = 0
    lossOn = nil
    plan = nil
    asked = nil
  }

  private mutating func sink(_ day: Int, effective: Int, atEnd: Bool) {
    guard place > 0 else { return }
    let reached = program.place(at: .end(of: day))
    let safe: Bool? = tiers[place].keep.isEmpty ? reached >= place : atEnd ? keeps(place, day) : nil
    guard let safe else { return }
    if safe {
      if plan != nil { say("plan.met", effective, place, place) }
      failed = 0
      lossOn = nil
      plan = nil
      if let target = asked?.target, target < place { asked = nil }
      if atEnd, reached < place { say("tier.kept", effective, place, place) }
      return
    }
    if tiers[place].isLocked || policy.down == .never {
      if atEnd { say("tier.kept", effective, place, place) }
      return
    }
    if atEnd { failed += 1 }
    if policy.gracePeriods > 0, failed <= policy.gracePeriods {
      // The end of the next period.
      let length = [Window.quarter: 3, .year: 12][program.terms.window] ?? 1
      lossOn = NaiveProgram.firstDay(NaiveProgram.months(period.last) + 1 + length)
      isWarned = false
      if atEnd { say("tier.at_risk", effective, place, place) }
      return
    }
    if policy.improvementDays > 0 || plan != nil {
      if plan == nil {
        plan = effective + policy.improvementDays
        lossOn = decided(after: effective + policy.improvementDays)
        isWarned = false
        say("plan.opened", effective, place, place)
      }
      guard let plan, effective > plan else { return }
    }
    let below = tiers.indices.filter { $0 < place && !tiers[$0].isInvitationOnly }
    let earned = below.last {
      $0 <= reached
        && !(atEnd || period.isOver ? keeps($0, period.isOver ? period.last : day) == false : false)
    }
    let target = policy.stepDown == .one ? below.last ?? 0 : earned ?? 0
    if policy.stepDown == .one, downIn == period.name { return }
    if policy.down == .review { ask(target, effective) } else { fall(target, effective, in: period.name) }
  }

  private mutating func warn(_ day: Int) {
    guard policy.warningDays > 0, day == period.last + 1 - policy.warningDays, place > 0,
      policy.down != .never, policy.down != .atOnce || !tiers[place].keep.isEmpty, !tiers[place].isLocked,
      !(holds(day) ?? true)
    else { return }
    if !period.isOver, lossOn == nil {
      lossOn = period.last + 1
      isWarned = true
    }
    say("tier.at_risk", day, place, place)
  }

  // MARK: - What is said

  private func decided(after day: Int) -> Int {
    let window = program.terms.window
    return NaiveProgram.span(window.resets ? window : .month, at: day).last + 1
  }

  private mutating func pay(_ target: Int, _ day: Int, from: Int, in name: String) {
    guard tiers[target].bonus != nil, paid.insert(target).inserted else { return }
    say("bonus.granted", day, from, target, in: name)
  }

  private mutating func say(_ kind: String, _ day: Int, _ from: Int, _ to: Int, in name: String? = nil) {
    let name = name ?? period.name
    let key = kind == "bonus.granted" ? "\(kind) \(tiers[to].id)" : "\(name) \(kind) \(tiers[to].id)"
    let isMove = kind == "tier.advanced" || kind == "tier.dropped"
    guard keys.insert(key).inserted || isMove else { return }
    log.append("\(day) \(kind) \(name) \(tiers[from].id) \(tiers[to].id)")
  }
  private var keys: Set<String> = []
}
