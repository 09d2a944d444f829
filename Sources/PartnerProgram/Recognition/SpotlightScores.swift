internal import Mail

/// What the rule of the spotlight makes of one partner in every period from joining on.
///
/// A period that is over is judged as of its last moment, whenever that is done: a refund that comes later changes no
/// choice that was made.
struct SpotlightScores {
  let settings: SpotlightSettings
  let measure: RankMeasure
  let program: TierEvaluator
  let clock: Timestamp

  /// A partner with all that decides about the partner's figures and standings.
  struct Subject {
    let partner: Partner
    let activities: [Activity]
    let decisions: [StandingDecision]
    let overCap: Set<String>
  }

  /// The scores that are worth a spotlight, by period, up to that of a month.
  func scores(
    of subject: Subject, upTo month: Month, name: ShownName
  ) throws(EvaluationFailure) -> [(period: SpotlightPeriod, candidate: SpotlightCandidate)] {
    let calendar = program.calendar
    let partner = subject.partner
    let last = SpotlightPeriod(holding: month, months: measure.step)
    var first = Month(of: partner.joined)
    if let oldest = subject.activities.lazy.map(\.occurred).min() {
      first = min(first, calendar.month(of: oldest))
    }
    var period = SpotlightPeriod(holding: first, months: measure.step)
    var readings = SpotlightReadings(of: subject, in: self, upTo: last.month)
    var result: [(period: SpotlightPeriod, candidate: SpotlightCandidate)] = []
    /// The place of the highest tier so far.
    var highest = 0
    while period <= last {
      let end = min(clock, calendar.end(of: period.month))
      let found = try score(in: period, at: end, &readings, partner, highest: &highest)
      if let found, isIn(partner, period.month.lastDay) {
        let candidate = SpotlightCandidate(
          partner: partner.id, name: name, score: found.score, value: found.value, joined: partner.joined,
          tier: found.tier)
        result.append((period, candidate))
      }
      period = period.advanced(by: 1)
    }
    return result
  }

  private func isIn(_ partner: Partner, _ day: CivilDate) -> Bool {
    partner.joined <= day && partner.left.map { $0 > day } ?? true
  }

  private struct Found {
    var score: Int64
    var value: Int64
    var tier: Tier?
  }

  private func score(
    in period: SpotlightPeriod, at end: Timestamp, _ readings: inout SpotlightReadings, _ partner: Partner,
    highest: inout Int
  ) throws(EvaluationFailure) -> Found? {
    // Asked for before the period's own value, while it is still the one asked for last.
    let before =
      settings.rule == .growth ? try readings.value(in: period.advanced(by: -1).month, asOf: end) : 0
    let value = try readings.value(in: period.month, asOf: end)
    switch settings.rule {
    case .growth:
      let (growth, overflow) = value.subtractingReportingOverflow(before)
      return growth > 0 && !overflow ? Found(score: growth, value: value) : nil
    case .longestRun:
      // One month in a row is no run.
      return value > 1 ? Found(score: value, value: value) : nil
    case .newcomer:
      let isNew = partner.joined > period.month.lastDay.adding(days: -settings.newcomerDays)
      return isNew && value > 0 ? Found(score: value, value: value) : nil
    case .firstReach:
      let tier = try readings.tier(in: period.month, asOf: end)
      defer { highest = max(highest, tier.rank) }
      guard tier.rank > highest, !tier.isInvitationOnly else { return nil }
      return Found(score: Int64(tier.rank), value: value, tier: tier)
    }
  }
}
