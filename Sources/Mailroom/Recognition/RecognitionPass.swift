internal import Ledger
package import Mail
package import PartnerProgram
internal import Segmentation

/// All of recognition in one month as known at a clock: the boards and the spotlight, of one walk over all partners.
package struct RecognitionPass: Sendable {
  package let measure: RankMeasure
  /// What the boards count over.
  package let period: Period
  /// By what they are within; `""` for one board of all.
  package let boards: [String: Leaderboard]
  /// Boards with fewer ranked partners than the minimum, with how many they have.
  package let tooSmall: [String: Int]
  /// Partners who chose not to be ranked, and of them those whose field says neither yes nor no.
  package let optedOut: (all: Int, unclear: Int)
  /// nil where the program has no spotlight.
  package let spotlight: SpotlightResult?

  /// Walks over all partners.
  ///
  /// - Throws: an error of the store; a figure that cannot be worked out.
  package init(
    _ rules: RecognitionRules, walk: RecipientWalk, month: Month, asOf clock: Timestamp,
    alias: @escaping @Sendable (Partner.ID) -> String
  ) throws {
    let program = walk.evaluator
    let today = program.calendar.day(of: clock)
    let settings = rules.settings.leaderboard
    let measure = RankMeasure(settings?.metric, over: settings?.window, of: program)
    var maker = settings.map { LeaderboardMaker($0, names: ShownNames($0.names, alias: alias)) }
    var spotlight = rules.settings.spotlight.map {
      Spotlight($0, program: program, upTo: month, asOf: clock, names: ShownNames($0.names, alias: alias))
    }
    try walk.forEachRecord { record in
      let partner = record.partner
      if let left = partner.left, left <= today { return }
      try spotlight?.add(
        partner, activities: record.activities, decisions: walk.decisions[partner.id] ?? [],
        overCap: walk.overCap[partner.id] ?? [])
      guard maker != nil else { return }
      // Only a segment asks for more than the figure itself.
      if let segment = rules.segment,
        !segment.matches(try walk.recipient(record, month: month, asOf: clock), on: today)
      {
        return
      }
      maker?.add(
        partner,
        value: try measure.value(of: partner, activities: record.activities, in: month, asOf: clock))
    }
    self.measure = measure
    period = measure.period(of: month, asOf: clock)
    boards = maker?.boards() ?? [:]
    tooSmall = maker?.tooSmall ?? [:]
    optedOut = (maker?.optedOut ?? 0, maker?.unclear ?? 0)
    self.spotlight = spotlight.map {
      SpotlightResult(
        settings: $0.settings, measure: $0.measure.measure, period: $0.measure.period(of: month, asOf: clock),
        chosen: $0.chosen, choices: $0.choices(), agreed: $0.agreed)
    }
  }
}

/// Who is in the spotlight, and who was.
package struct SpotlightResult: Sendable {
  package let settings: SpotlightSettings
  package let measure: Measure
  package let period: Period
  /// Empty where nobody fits the rule.
  package let chosen: [SpotlightCandidate]
  /// Every period in which anybody was chosen, the earliest first.
  package let choices: [(period: SpotlightPeriod, chosen: [SpotlightCandidate])]
  /// Partners who agreed to be in it.
  package let agreed: Int
}
