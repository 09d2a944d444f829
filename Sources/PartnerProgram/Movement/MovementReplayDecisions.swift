internal import Mail

extension MovementReplay {
  var overlayGround: Standing.Ground { overlay?.decision.kind == .invite ? .invited : .overridden }

  /// The day on which the tier ends unless the partner applies again; nil where tiers do not end.
  var endOfTier: CivilDate? {
    guard let months = policy.reapplyMonths, held > 0, !ladder.tiers[held].isLocked else { return nil }
    return (appliedOn ?? since)?.adding(months: months)
  }

  /// Heeds what was decided up to a day.
  mutating func heed(_ day: CivilDate) {
    for decision in decisions where decision.on == day {
      switch decision.kind {
      case .reapply:
        appliedOn = day
        mustApply = false
      case .plan:
        guard let until = decision.until, held > 0 else { continue }
        planEnds = until
        dropsOn = decided(after: until)
        note(.planOpened, on: day, from: held, to: held, reason: said(decision))
      case .approve, .reject, .override, .endOverride, .invite, .uninvite: break
      }
    }
    settlePending(on: day)
    settleOverlay(on: day)
  }

  /// The tier that decisions give on a day: an override goes before an invitation, the later before the earlier.
  private mutating func settleOverlay(on day: CivilDate) {
    let next =
      running(.override, endedBy: .endOverride, on: day) ?? running(.invite, endedBy: .uninvite, on: day)
    guard next != overlay else { return }
    let before = shown
    let ended = overlay
    overlay = next
    if let next {
      let kind: StandingEvent.Kind = next.decision.kind == .invite ? .invited : .overridden
      note(kind, on: day, from: before, to: next.tier, reason: said(next.decision))
      if kind == .invited {
        grantBonus(of: next.tier, from: before, on: day, values: now.values, period: nil)
      }
    } else if let ended {
      note(
        .ended, on: day, from: ended.tier, to: held, reason: "what was decided ended: \(said(ended.decision))"
      )
    }
  }

  private func running(
    _ kind: StandingDecision.Kind, endedBy end: StandingDecision.Kind, on day: CivilDate
  ) -> Overlay? {
    guard let decision = decisions.last(where: { ($0.kind == kind || $0.kind == end) && $0.on <= day }),
      decision.kind == kind, decision.until.map({ $0 >= day }) ?? true,
      let place = ladder.tiers.firstIndex(where: { $0.id == decision.tier })
    else { return nil }
    return Overlay(tier: place, decision: decision)
  }

  /// Notes a change that needs approval; what was decided on it already is heeded at once.
  mutating func wait(for target: Int, on day: CivilDate, why: String) {
    let name = result.period.name
    guard !refused.contains("\(name) \(target)") else { return }
    if pending?.period != name || pending?.target != target {
      // Who decides sees all that is known of the period.
      pending = PendingMove(period: name, target: target, values: result.values)
      note(.pending, on: day, from: held, to: target, reason: why, values: result.values)
    }
    settlePending(on: day)
  }

  /// Applies or drops what waits, by the decisions up to a day: one approval of each role, or one refusal.
  private mutating func settlePending(on day: CivilDate) {
    guard let waiting = pending else { return }
    let id = ladder.tiers[waiting.target].id
    let answers = decisions.filter {
      $0.period == waiting.period && $0.on <= day && ($0.tier ?? id) == id
        && ($0.kind == .approve || $0.kind == .reject)
    }
    if let refusal = answers.first(where: { $0.kind == .reject }) {
      pending = nil
      refused.insert("\(waiting.period) \(waiting.target)")
      note(
        .rejected, on: refusal.on, from: held, to: waiting.target, reason: said(refusal),
        values: waiting.values, period: waiting.period)
      return
    }
    // Two roles are two people.
    let isApproved =
      policy.roles.allSatisfy { role in answers.contains { $0.role == role } }
      && Set(answers.map(\.author)).count >= policy.roles.count
    guard isApproved, waiting.target != held else { return }
    let reason = answers.map(said).joined(separator: "; ")
    if waiting.target > held {
      advance(to: waiting.target, on: day, reason: reason, values: waiting.values, period: waiting.period)
    } else {
      fall(to: waiting.target, on: day, reason: reason, values: waiting.values, period: waiting.period)
    }
  }

  /// Ends a tier whose time is over, with a warning before.
  mutating func expire(_ day: CivilDate) {
    guard let end = endOfTier else { return }
    if day >= end {
      mustApply = true
      fall(
        to: policy.stepDown == .one ? held - 1 : 0, on: day,
        reason: "its time of \(policy.reapplyMonths ?? 0) months is over and it was not applied for again",
        values: now.values)
    } else if day >= end.adding(days: -policy.warningDays) {
      note(
        .expiring, on: day, from: held, to: held, reason: "it ends on \(end) unless it is applied for again")
    }
  }

  private func said(_ decision: StandingDecision) -> String {
    "\(decision.reason) (\(decision.author), \(decision.role))"
  }
}
