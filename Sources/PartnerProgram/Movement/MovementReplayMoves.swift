internal import Mail

extension MovementReplay {
  /// The highest tier that the figures give: one lost by its keep-rule comes back only when that holds again, which is
  /// known when the period ends.
  private func earned(isEnd: Bool) -> Int {
    let reached = mustApply ? 0 : now.reached
    return (0...max(0, reached)).last { place in
      !ladder.tiers[place].isInvitationOnly && (!lost.contains(place) || (isEnd && keeps(place) == true))
    } ?? 0
  }

  private func keeps(_ place: Int) -> Bool? {
    result.keeps.indices.contains(place) ? result.keeps[place] : nil
  }

  mutating func moveUp(on day: CivilDate, isEnd: Bool) {
    let earned = earned(isEnd: isEnd)
    guard earned > held else { return }
    let target = policy.stepUp == .one ? nextStep(upTo: earned) : earned
    guard target > held, policy.stepUp != .one || steppedUpIn != result.period.name else { return }
    if policy.up == .review { return wait(for: target, on: day, why: "a review decides") }
    guard policy.up == .atOnce || isEnd else { return }
    if result.isOverCap { return wait(for: target, on: day, why: "the period's cap is reached") }
    advance(to: target, on: day, reason: "the figures reach it", values: now.values)
  }

  /// The next tier up that is not waiting for its keep-rule.
  private func nextStep(upTo earned: Int) -> Int {
    ladder.tiers.indices.first {
      $0 > held && !ladder.tiers[$0].isInvitationOnly && ($0 == earned || !lost.contains($0))
    } ?? held
  }

  mutating func advance(
    to target: Int, on day: CivilDate, reason: String, values: [Int64], period: String? = nil
  ) {
    let before = held
    held = target
    steppedUpIn = period ?? result.period.name
    since = day
    appliedOn = day
    failures = 0
    dropsOn = nil
    planEnds = nil
    pending = nil
    lost = lost.filter { $0 > target }
    note(.advanced, on: day, from: before, to: target, reason: reason, values: values, period: period)
    grantBonus(of: target, from: before, on: day, values: values, period: period)
  }

  mutating func grantBonus(of place: Int, from: Int, on day: CivilDate, values: [Int64], period: String?) {
    guard let bonus = ladder.tiers[place].bonus, granted.insert(place).inserted else { return }
    note(
      .bonusGranted, on: day, from: from, to: place,
      reason: "\(ladder.tiers[place].name) was reached for the first time",
      amount: bonus, values: values, period: period)
  }

  /// What the figures and the keep-rule say of the tier held: true is safe, false fails, nil is not due yet.
  private func isSafe(isEnd: Bool) -> Bool? {
    if !ladder.tiers[held].keep.isEmpty { return isEnd ? keeps(held) : nil }
    return now.reached >= held
  }

  mutating func moveDown(on day: CivilDate, isEnd: Bool) {
    guard held > 0 else { return }
    guard let isSafe = isSafe(isEnd: isEnd) else { return }
    if isSafe {
      if isEnd || policy.down == .atOnce { recover(on: day) }
      if isEnd, now.reached < held {
        note(.kept, on: day, from: held, to: held, reason: "its keep-rule holds")
      }
      return
    }
    let tier = ladder.tiers[held]
    if tier.isLocked || policy.down == .never {
      if isEnd {
        note(
          .kept, on: day, from: held, to: held, reason: tier.isLocked ? "it is held for life" : "nobody drops"
        )
      }
      return
    }
    guard isEnd || policy.down == .atOnce else { return }
    if isEnd { failures += 1 }
    if failures <= policy.gracePeriods, policy.gracePeriods > 0 {
      dropsOn =
        result.period.after.map { $0.last.adding(days: 1) }
        ?? Month(of: result.period.last).advanced(by: 1).lastDay.adding(days: 1)
      if isEnd {
        note(
          .atRisk, on: day, from: held, to: held,
          reason: "\(failures) of \(policy.gracePeriods) periods of grace are used")
      }
      return
    }
    if policy.improvementDays > 0 || planEnds != nil {
      let ends = planEnds ?? day.adding(days: policy.improvementDays)
      if planEnds == nil {
        planEnds = ends
        dropsOn = decided(after: ends)
        note(.planOpened, on: day, from: held, to: held, reason: "an improvement plan runs until \(ends)")
      }
      guard day > ends else { return }
    }
    drop(on: day)
  }

  /// The day on which a plan is decided: the first period's end on or after its deadline.
  func decided(after deadline: CivilDate) -> CivilDate {
    Period(result.period.window, seenOn: deadline).last.adding(days: 1)
  }

  /// What failed is made good.
  private mutating func recover(on day: CivilDate) {
    if planEnds != nil {
      note(.planMet, on: day, from: held, to: held, reason: "the improvement plan was met")
    }
    failures = 0
    dropsOn = nil
    planEnds = nil
    if pending.map({ $0.target < held }) == true { pending = nil }
  }

  private mutating func drop(on day: CivilDate) {
    let target = dropTarget
    guard target < held, policy.stepDown != .one || steppedDownIn != result.period.name else { return }
    if policy.down == .review { return wait(for: target, on: day, why: "a review decides") }
    fall(to: target, on: day, reason: failure, values: now.values)
  }

  private var failure: String {
    ladder.tiers[held].keep.isEmpty ? "the figures do not reach it" : "its keep-rule does not hold"
  }

  /// One step down, or the highest tier below that the figures reach and whose own keep-rule does not fail.
  private var dropTarget: Int {
    let below = (0..<held).filter { !ladder.tiers[$0].isInvitationOnly }
    if policy.stepDown == .one { return below.last ?? 0 }
    return below.last { $0 <= now.reached && keeps($0) != false } ?? 0
  }

  mutating func fall(
    to target: Int, on day: CivilDate, reason: String, values: [Int64], period: String? = nil
  ) {
    let before = held
    for place in (target + 1)...before where !ladder.tiers[place].keep.isEmpty { lost.insert(place) }
    held = target
    steppedDownIn = period ?? result.period.name
    since = day
    appliedOn = day
    failures = 0
    dropsOn = nil
    planEnds = nil
    pending = nil
    note(.dropped, on: day, from: before, to: target, reason: reason, values: values, period: period)
  }

  /// Warns of a loss at the period's end, on the day that the policy names.
  mutating func warn(on day: CivilDate) {
    guard let warning = result.warning, warning.on == day, held > 0, policy.down != .never,
      policy.down != .atOnce || !ladder.tiers[held].keep.isEmpty, !ladder.tiers[held].isLocked
    else { return }
    let isSafe =
      ladder.tiers[held].keep.isEmpty
      ? warning.reached >= held
      : (result.keepsAtWarning.indices.contains(held) ? result.keepsAtWarning[held] : nil) ?? true
    guard !isSafe else { return }
    if !result.isOver { dropsOn = dropsOn ?? result.period.last.adding(days: 1) }
    note(
      .atRisk, on: day, from: held, to: held, reason: "if nothing changes, \(failure) when the period ends",
      values: warning.values)
  }
}
