internal import Campaigns
internal import Ledger
internal import Mail
internal import PartnerProgram

/// What happened to a partner whose ladder moves: the events of the log, as far as they still hold.
struct MovedMoments {
  private let finder: MomentFinder
  private let record: PartnerRecord
  private let ladder: TierLadder
  private let policy: MovementPolicy
  private let history: Movement.History
  private let decisions: [StandingDecision]
  private let clock: Timestamp
  private let today: CivilDate

  init(_ finder: MomentFinder, _ record: PartnerRecord, asOf clock: Timestamp) throws {
    self.finder = finder
    self.record = record
    self.clock = clock
    ladder = finder.walk.evaluator.ladder(for: record.partner)
    policy = ladder.terms.movement ?? MovementPolicy()
    history = try finder.walk.history(record, asOf: clock)
    decisions = finder.walk.decisions[record.partner.id] ?? []
    today = finder.calendar.day(of: clock)
  }

  /// Those of the trigger's kinds that took effect since a day, in the order in which they happened.
  func all(from oldest: CivilDate) throws -> [PartnerMoment] {
    let replayed = history.events.filter { $0.on <= today }
    guard hasCorrections || replayed.contains(where: { $0.on >= oldest }) else { return [] }
    let logged = try (finder.walk.log?.standingEvents(of: record.partner.id) ?? []).filter {
      $0.event.on <= today
    }
    let new = Corrections(policy: policy).events(known: logged.map(\.event), replayed: replayed, on: today)
    // What the log says was said: its figures are told, not those that came to light later.
    let known = Dictionary(logged.map { ($0.event.key, $0) }) { first, _ in first }
    let events = replayed.map { known[$0.key]?.event ?? $0 }
    let corrections = (logged.map(\.event) + new).filter { Self.isCorrection($0.kind) }
    return (events + corrections).compactMap { event in
      guard event.on >= oldest, finder.trigger.kinds.contains(.standing(event.kind)) else { return nil }
      return moment(event, among: events, isRetold: isRetold(event, known: known, logged: logged, new: new))
    }
  }

  private var hasCorrections: Bool {
    finder.trigger.kinds.contains { kind in
      if case .standing(let kind) = kind { Self.isCorrection(kind) } else { false }
    }
  }

  private static func isCorrection(_ kind: StandingEvent.Kind) -> Bool {
    kind == .corrected || kind == .bonusReversed
  }

  /// Whether the event is an earlier one under another date: history was corrected, and the log took up both at once.
  private func isRetold(
    _ event: StandingEvent, known: [String: LoggedEvent], logged: [LoggedEvent], new: [StandingEvent]
  ) -> Bool {
    guard event.kind == .advanced || event.kind == .dropped else { return false }
    func undoes(_ other: StandingEvent) -> Bool { other.kind == .corrected && other.from == event.to }
    if let entry = known[event.key] {
      return logged.contains { $0.recorded == entry.recorded && undoes($0.event) }
    }
    return new.contains(where: undoes)
  }

  private func moment(_ event: StandingEvent, among events: [StandingEvent], isRetold: Bool) -> PartnerMoment
  {
    var moment = PartnerMoment(
      .standing(event.kind), edition: event.edition, on: event.on, from: tier(event.from), to: tier(event.to))
    let answers = decisions.filter {
      event.evidence.reason.contains("\($0.reason) (\($0.author), \($0.role))")
    }
    moment.cause = cause(of: event, answers, among: events)
    moment.reason = answers.isEmpty ? nil : answers.map(\.reason).joined(separator: "; ")
    moment.amount =
      event.amount
      ?? (event.kind == .advanced || event.kind == .invited
        ? events.first { $0.kind == .bonusGranted && $0.to == event.to && $0.on == event.on }?.amount : nil)
    moment.dropsOn = day(of: event)
    if event.kind == .planOpened {
      moment.deadline =
        answers.last?.until
        ?? (policy.improvementDays > 0 ? event.on.adding(days: policy.improvementDays) : nil)
    }
    moment.holding = holding(event.to)
    moment.seenIn = finder.calendar.month(of: clock)
    moment.hindrance = isRetold ? "told before under another date" : hindrance(event, events)
    return moment
  }

  /// The day on which the tier is lost: that of a tier that ends lies so many days after its warning.
  private func day(of event: StandingEvent) -> CivilDate? {
    event.kind == .expiring ? event.on.adding(days: policy.warningDays) : event.dropsOn
  }

  private func tier(_ id: Tier.ID) -> Tier? { ladder.tiers.first { $0.id == id } }

  private func cause(
    of event: StandingEvent, _ answers: [StandingDecision], among events: [StandingEvent]
  ) -> PartnerMoment.Cause {
    switch event.kind {
    case .invited: return .invitation
    case .overridden: return .decision
    case .bonusGranted:
      let isInvited = events.contains { $0.kind == .invited && $0.to == event.to && $0.on == event.on }
      return isInvited ? .invitation : .figures
    case .ended: return answers.contains { $0.kind == .invite } ? .invitation : .decision
    case .dropped where hasExpired(event): return .timeOver
    default:
      if answers.contains(where: { $0.kind == .approve || $0.kind == .reject }) { return .review }
      return answers.isEmpty ? .figures : .decision
    }
  }

  /// The one loss that follows from time alone says so in the log.
  private func hasExpired(_ event: StandingEvent) -> Bool {
    policy.reapplyMonths != nil && event.evidence.reason.hasPrefix("its time of ")
  }

  /// What it takes to hold a tier, with the figures at the clock: its keep-rule, or what reaches it.
  private func holding(_ id: Tier.ID) -> [TierStatus.Distance] {
    guard let tier = tier(id),
      // Whoever was worked out once is worked out again.
      let reading = try? finder.walk.evaluator.reading(
        record.partner, activities: record.activities, asOf: clock),
      let values = try? reading.values(in: finder.calendar.month(of: clock))
    else { return [] }
    return (tier.keep.isEmpty ? tier.requirements : tier.keep).compactMap { requirement in
      ladder.measures.firstIndex(of: requirement.measure).map {
        TierStatus.Distance(measure: requirement.measure, value: values[$0], from: requirement.from)
      }
    }
  }

  /// Why it is no longer worth telling.
  private func hindrance(_ event: StandingEvent, _ events: [StandingEvent]) -> String? {
    guard let standing = history.standings.last else { return nil }
    let held = ladder.tiers[standing.tier].id
    switch event.kind {
    case .advanced, .dropped, .invited, .overridden, .ended:
      return held == event.to ? nil : "overtaken by a later change"
    case .atRisk, .planOpened, .expiring, .kept, .planMet:
      if held != event.to { return "overtaken by a later change" }
      if event.kind == .kept || event.kind == .planMet { return nil }
      guard let day = day(of: event), day > today else { return "the day is past" }
      return isSafe(event) ? "the tier is safe again" : nil
    case .pending:
      return standing.pending.map { ladder.tiers[$0].id } == event.to ? nil : "it is decided"
    case .bonusGranted:
      return events.contains { $0.kind == .bonusReversed && $0.to == event.to } ? "it was taken back" : nil
    case .rejected, .bonusReversed, .corrected: return nil
    }
  }

  /// Whether the figures hold the tier again: all they would have been short of is there.
  private func isSafe(_ event: StandingEvent) -> Bool {
    guard event.kind != .expiring, let tier = tier(event.to) else { return false }
    let met = holding(event.to).map { $0.remaining == 0 }
    guard !met.isEmpty else { return false }
    return !tier.keep.isEmpty || tier.joining == .all ? met.allSatisfy { $0 } : met.contains(true)
  }
}
