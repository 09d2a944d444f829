package import Mail

/// Chooses whom each period's spotlight falls on, by replaying all periods: the same data give the same choice, and
/// nothing is remembered.
///
/// Only partners who agreed take part, and all periods are replayed with those who agree now. It is given all partners
/// one after the other, in any order, and holds a few candidates a period.
package struct Spotlight: Sendable {
  package let settings: SpotlightSettings
  package let measure: RankMeasure
  private let month: Month
  private let scores: SpotlightScores
  private let names: ShownNames
  private var candidates: [SpotlightPeriod: [SpotlightCandidate]] = [:]
  /// Partners who agreed.
  package private(set) var agreed = 0

  /// A choice up to the period of a month.
  ///
  /// - Parameters:
  ///   - settings: the rule.
  ///   - program: the program's own evaluator.
  ///   - month: the month whose period is asked for last.
  ///   - clock: what occurred then or later is not known.
  ///   - names: how partners are named.
  package init(
    _ settings: SpotlightSettings, program: TierEvaluator, upTo month: Month, asOf clock: Timestamp,
    names: ShownNames
  ) {
    self.settings = settings
    self.month = month
    self.names = names
    let metric = settings.rule == .longestRun ? Metric(word: "active_months") : settings.metric
    measure = RankMeasure(metric, over: settings.window, of: program)
    scores = SpotlightScores(settings: settings, measure: measure, program: program, clock: clock)
  }

  /// As many as can be kept from a choice by an earlier one, and those chosen.
  private var kept: Int { settings.count * (settings.rest + 1) }

  /// Takes in a partner.
  ///
  /// - Parameters:
  ///   - partner: who.
  ///   - activities: all of the partner's.
  ///   - decisions: what people decided about the partner's standing, in any order.
  ///   - overCap: the names of the periods whose promotions were used up before this partner's.
  /// - Throws: a sum over 64 bits, or an activity in another currency.
  package mutating func add(
    _ partner: Partner, activities: [Activity], decisions: [StandingDecision] = [], overCap: Set<String> = []
  ) throws(EvaluationFailure) {
    guard partner.mayBeInSpotlight else { return }
    agreed += 1
    let subject = SpotlightScores.Subject(
      partner: partner, activities: activities, decisions: decisions, overCap: overCap)
    for (period, candidate) in try scores.scores(of: subject, upTo: month, name: names.name(of: partner)) {
      var best = candidates[period] ?? []
      if best.count == kept, let last = best.last, !candidate.precedes(last) { continue }
      best.insert(candidate, at: best.firstIndex { candidate.precedes($0) } ?? best.count)
      if best.count > kept { best.removeLast() }
      candidates[period] = best
    }
  }

  /// Who was chosen in each period in which anybody was, the earliest first.
  package func choices() -> [(period: SpotlightPeriod, chosen: [SpotlightCandidate])] {
    var result: [(period: SpotlightPeriod, chosen: [SpotlightCandidate])] = []
    var lastChosen: [Partner.ID: SpotlightPeriod] = [:]
    for (period, found) in candidates.sorted(by: { $0.key < $1.key }) {
      let free = found.filter { candidate in
        lastChosen[candidate.partner].map { period.number - $0.number > settings.rest } ?? true
      }
      let chosen = Array(free.prefix(settings.count))
      for candidate in chosen { lastChosen[candidate.partner] = period }
      if !chosen.isEmpty { result.append((period, chosen)) }
    }
    return result
  }

  /// Who is chosen in the period of the month, the first first; empty where nobody fits the rule.
  package var chosen: [SpotlightCandidate] {
    let period = SpotlightPeriod(holding: month, months: measure.step)
    return choices().last { $0.period == period }?.chosen ?? []
  }
}
