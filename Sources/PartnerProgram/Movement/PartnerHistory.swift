internal import Mail

extension PartnerReading {
  /// What every period of the partner reached, from joining or the first activity to the period of a month.
  package func periodResults(upTo month: Month) throws(EvaluationFailure.Cause) -> [PeriodResult] {
    var oldest = Month(of: partner.joined)
    if let first = facts.lazy.filter({ $0.verdict != .later }).map(\.occurred).min() {
      oldest = min(oldest, calendar.month(of: Timestamp(seconds: first)))
    }
    var months = [month]
    var next = monthBefore(month)
    while earningPeriod(of: next).last >= oldest.firstDay {
      months.append(next)
      next = monthBefore(next)
    }
    var results: [PeriodResult] = []
    let days = activityDays
    for month in months.reversed() { results.append(try periodResult(of: month, activityDays: days)) }
    return results
  }

  /// The days on which something happened that may count, and those on which it counts no more: it falls out of a
  /// rolling window or of the one before, or what was paid for ends.
  private var activityDays: Set<CivilDate> {
    guard ladder.terms.movement?.up != .periodEnd || ladder.terms.movement?.down == .atOnce else { return [] }
    let lengths = ladder.measures.compactMap { measure -> Int? in
      if case .rolling(let days) = measure.window { return days }
      return nil
    }
    var days: Set<CivilDate> = []
    for fact in facts where fact.verdict == .stands || fact.isMadeSale {
      let day = calendar.day(of: Timestamp(seconds: fact.occurred))
      days.insert(day)
      for length in lengths {
        days.insert(day.adding(days: length))
        days.insert(day.adding(days: 2 * length))
      }
      if fact.months > 0 { days.insert(day.adding(months: Int(fact.months))) }
    }
    return days
  }

  private func periodResult(
    of month: Month, activityDays: Set<CivilDate>
  ) throws(EvaluationFailure.Cause) -> PeriodResult {
    let period = earningPeriod(of: month)
    let isOver = clock >= calendar.start(of: period.last.adding(days: 1))
    let seenOn = isOver ? period.last : min(period.last, calendar.day(of: clock))
    var changes: [PeriodResult.Change] = []
    for day in candidateDays(of: period, upTo: seenOn, among: activityDays) {
      let values = try values(on: day)
      let reached = ladder.place(reachedBy: values)
      let isLast = day == seenOn
      // What the last day says is evidence of its own, whether or not it changed anything.
      if changes.last?.reached != reached || isLast {
        changes.append(PeriodResult.Change(on: day, reached: reached, values: values))
      }
    }
    let last = changes.last?.values ?? []
    let keeps = ladder.tiers.indices.map { place -> Bool? in
      ladder.isKeepDue(place, at: period.last) && isOver ? ladder.keeps(place, by: last) : nil
    }
    var result = PeriodResult(
      period: period, seenOn: seenOn, isOver: isOver, changes: changes, keeps: keeps)
    // A period that has not begun has no figures.
    result.keepsSoFar = ladder.tiers.indices.map { place in
      !changes.isEmpty && ladder.isKeepDue(place, at: period.last) ? ladder.keeps(place, by: last) : nil
    }
    if let policy = ladder.terms.movement {
      let day = period.last.adding(days: 1 - policy.warningDays)
      if policy.warningDays > 0, day <= seenOn, day >= period.first ?? day {
        let values = try values(on: day)
        result.warning = PeriodResult.Change(
          on: day, reached: ladder.place(reachedBy: values), values: values)
        result.keepsAtWarning = ladder.tiers.indices.map { place in
          ladder.isKeepDue(place, at: period.last) ? ladder.keeps(place, by: values) : nil
        }
      }
    }
    return result
  }

  /// The value of each measure at the end of a day, or at the clock on its own day.
  private func values(on day: CivilDate) throws(EvaluationFailure.Cause) -> [Int64] {
    let end = min(clock, calendar.start(of: day.adding(days: 1)))
    let reading = PartnerReading(
      partner: partner, facts: facts, ladder: ladder, ladderName: ladderName, currency: currency,
      calendar: calendar, clock: end, seenOn: day)
    return try reading.values(in: Month(of: day))
  }

  /// The days on which the figures may reach another tier: those with activity, those on which activity falls out of a
  /// rolling window, and, where time itself counts, the first and last day of a month and the day of joining.
  private func candidateDays(
    of period: Period, upTo seenOn: CivilDate, among activityDays: Set<CivilDate>
  ) -> [CivilDate] {
    let first = period.first ?? seenOn
    var days: Set<CivilDate> = [first, seenOn]
    if ladder.terms.movement?.up != .periodEnd || ladder.terms.movement?.down == .atOnce {
      for day in activityDays where day >= first && day <= seenOn { days.insert(day) }
      for number in 0..<(period.window.months ?? 1) {
        let month = Month(of: first).advanced(by: number)
        let months = (month.year - partner.joined.year) * 12 + month.number - partner.joined.month
        days.insert(month.firstDay)
        // A month without a sale is known as such when its last day is over.
        days.insert(month.lastDay)
        days.insert(partner.joined.adding(months: months))
      }
    }
    return days.filter { $0 >= first && $0 <= seenOn }.sorted()
  }

  /// Standings and events of the partner up to the period of a month; empty where the ladder does not move.
  ///
  /// - Parameters:
  ///   - month: the last one.
  ///   - decisions: what people decided, in any order.
  ///   - overCap: the names of the periods whose promotions were used up before this partner's.
  /// - Returns: a standing for each period, and the events.
  /// - Throws: a sum over 64 bits.
  package func history(
    upTo month: Month, decisions: [StandingDecision] = [], overCap: Set<String> = []
  ) throws(EvaluationFailure.Cause) -> Movement.History {
    guard let policy = ladder.terms.movement else { return Movement.History() }
    var results = try periodResults(upTo: month)
    if !overCap.isEmpty {
      for place in results.indices { results[place].isOverCap = overCap.contains(results[place].period.name) }
    }
    return Movement(ladder: ladder, policy: policy).replay(results, of: partner.id, decisions: decisions)
  }

  func movedRecipient(
    in month: Month, decisions: [StandingDecision], overCap: Set<String>
  ) throws(EvaluationFailure.Cause) -> Recipient {
    let standings = try history(upTo: month, decisions: decisions, overCap: overCap).standings
    let status = try status(in: month, standing: standings.last)
    let isFirst = !standings.dropLast().contains { $0.tier >= status.tier.rank }
    return Recipient(
      partner: partner, status: status,
      previous: try self.status(in: monthBefore(month), standing: standings.dropLast().last),
      reachedFirstTime: status.tier.rank > 0 ? isFirst : month <= Month(of: partner.joined),
      lifetimeSales: lifetimeSales)
  }
}

extension TierLadder {
  /// Whether the windows of a tier's keep-rule end with a day; one that never resets is due at every period's end.
  func isKeepDue(_ place: Int, at day: CivilDate) -> Bool {
    let rules = tiers[place].keep
    return !rules.isEmpty && rules.allSatisfy { Period($0.measure.window, seenOn: day).last == day }
  }

  /// Whether the values of `measures` meet a tier's keep-rule.
  func keeps(_ place: Int, by values: [Int64]) -> Bool {
    keepBounds[place].allSatisfy { values[$0.measure] >= $0.from }
  }
}
