import Ledger
import Mail
import Mailroom
import PartnerProgram
import Settings

/// Checks a decision about a partner's standing before it is kept for ever.
struct DecisionDesk {
  let ladder: TierLadder
  let policy: MovementPolicy
  let history: Movement.History
  /// What was decided about the partner before.
  let earlier: [StandingDecision]
  let due: DueChange?
  let partner: Partner.ID
  /// The day on which it is decided.
  let today: CivilDate

  init(_ opened: OpenedWorkspace, partner id: Partner.ID, asOf moment: Timestamp) throws {
    let record = try opened.record(of: id)
    partner = id
    ladder = opened.evaluator.ladder(for: record.partner)
    guard let policy = ladder.terms.movement else {
      throw Failure(
        "the ladder of partner '\(id)' has no `movement:`, so that nothing can be decided about a tier",
        help: "with `movement:` below `tiers:` in tierpost.yaml a partner holds a tier from period to period",
        code: Exit.configuration)
    }
    self.policy = policy
    let walk = try opened.walk(asOf: moment)
    history = try walk.history(record, asOf: moment)
    earlier = opened.decisions[id] ?? []
    due = DueChange(record, history: history, walk: walk)
    today = opened.calendar.day(of: moment)
  }

  /// The decision as it is to be recorded; nil where it is recorded already.
  func decision(
    _ kind: StandingDecision.Kind, tier: Tier.ID?, until: CivilDate?, author: String, role: String?,
    reason: String
  ) throws -> StandingDecision? {
    var decision = StandingDecision(
      kind, partner: partner, on: today, tier: try tier.map(known), until: until, author: author,
      role: try known(role: role), reason: reason)
    if let until, until < today {
      throw Failure("--until \(until) is over: today is \(today)", code: Exit.usage)
    }
    switch kind {
    case .approve, .reject: return try answer(decision)
    case .override: return try begin(decision, before: .override, .endOverride)
    case .invite:
      guard let tier, ladder.tiers.contains(where: { $0.id == tier && $0.isInvitationOnly }) else {
        throw Failure(
          "tier '\(tier ?? "")' is earned, not given by invitation",
          help: "`tierpost tiers decide override` gives a tier against the figures", code: Exit.usage)
      }
      return try begin(decision, before: .invite, .uninvite)
    case .endOverride: return try end(decision, of: .override, "override")
    case .uninvite: return try end(decision, of: .invite, "invitation")
    case .reapply:
      guard policy.reapplyMonths != nil else {
        throw Failure(
          "tiers of this ladder do not end, so that nobody has to apply again",
          help: "`movement: {reapply: 12 months}` would let them end", code: Exit.configuration)
      }
    case .plan:
      guard let held = history.standings.last?.tier, held > 0 else {
        throw Failure("partner '\(partner)' holds the first tier, which cannot be lost", code: Exit.usage)
      }
    }
    decision.tier = nil
    return isRecorded(decision) ? nil : decision
  }

  // MARK: - Kinds

  /// An approval or refusal of what waits.
  private func answer(_ decision: StandingDecision) throws -> StandingDecision? {
    guard let due else {
      let isAgain = earlier.contains {
        ($0.kind, $0.author, $0.role, $0.reason)
          == (decision.kind, decision.author, decision.role, decision.reason)
      }
      if isAgain { return nil }
      throw Failure(
        "nothing waits for a review of partner '\(partner)'",
        help: "`tierpost tiers review` lists what does", code: Exit.usage)
    }
    let change = "the change from '\(due.event.from)' to '\(due.event.to)' in \(due.event.period)"
    if let tier = decision.tier, tier != due.event.to {
      throw Failure("\(change) waits, none to '\(tier)'", code: Exit.usage)
    }
    var answer = decision
    answer.tier = due.event.to
    answer.period = due.event.period
    if answer.kind == .approve {
      if due.approvals.contains(where: { ($0.author, $0.role) == (answer.author, answer.role) }) {
        return nil
      }
      if let other = due.approvals.first(where: { $0.role == answer.role || $0.author == answer.author }) {
        throw Failure(
          "\(change) is approved by \(other.author) as \(other.role) already",
          help: due.missingRoles.isEmpty
            ? nil : "still missing: \(due.missingRoles.joined(separator: ", ")), by somebody else",
          code: Exit.usage)
      }
    }
    return answer
  }

  /// What begins takes effect on a day of its own, after what was decided before.
  private func begin(
    _ decision: StandingDecision, before kinds: StandingDecision.Kind...
  ) throws -> StandingDecision? {
    guard decision.tier != nil else { throw Failure("--tier says which tier is given", code: Exit.usage) }
    var decision = decision
    if let last = last(of: kinds) {
      if isSame(last, decision) { return nil }
      decision.on = max(today, last.on.adding(days: 1))
    }
    if let until = decision.until, until < decision.on {
      throw Failure(
        "--until \(until) is before \(decision.on), the first day on which it could take effect",
        code: Exit.usage
      )
    }
    return decision
  }

  private func end(
    _ decision: StandingDecision, of kind: StandingDecision.Kind, _ word: String
  ) throws -> StandingDecision? {
    let last = last(of: [kind, decision.kind])
    if let last, isSame(last, decision) { return nil }
    guard let last, last.kind == kind, last.until.map({ $0 >= today }) ?? true else {
      throw Failure("partner '\(partner)' has no \(word) that could end", code: Exit.usage)
    }
    var decision = decision
    decision.on = max(today, last.on.adding(days: 1))
    return decision
  }

  private func last(of kinds: [StandingDecision.Kind]) -> StandingDecision? {
    earlier.filter { kinds.contains($0.kind) }.max { $0.on < $1.on }
  }

  /// The same but for the day.
  private func isSame(_ a: StandingDecision, _ b: StandingDecision) -> Bool {
    var a = a
    a.on = b.on
    return a == b
  }

  private func isRecorded(_ decision: StandingDecision) -> Bool { earlier.contains(decision) }

  // MARK: - Names

  private func known(_ tier: Tier.ID) throws -> Tier.ID {
    let ids = ladder.tiers.map(\.id)
    guard !ids.contains(tier) else { return tier }
    throw Failure(
      "the ladder of partner '\(partner)' has no tier '\(tier)'",
      help: Suggestion.help(for: tier, among: ids) ?? "it has \(ids.joined(separator: ", "))",
      code: Exit.usage)
  }

  private func known(role: String?) throws -> String {
    let roles = policy.roles
    guard let role else {
      if roles.count == 1 { return roles[0] }
      throw Failure("--role is one of \(roles.joined(separator: ", "))", code: Exit.usage)
    }
    guard !roles.contains(role) else { return role }
    throw Failure(
      "role '\(role)' decides nothing here: `approval:` has \(roles.joined(separator: ", "))",
      help: Suggestion.help(for: role, among: roles), code: Exit.usage)
  }
}
