package import PartnerProgram

/// What one reader's mail says of leaderboard and spotlight.
package struct Recognition: Sendable {
  package var reader: Partner.ID
  /// nil where there is no board, or the reader is on none.
  package var board: Board?
  /// nil where the program has no spotlight.
  package var spotlight: Spotlit?

  package init(reader: Partner.ID) { self.reader = reader }

  /// The board that the reader is on.
  package struct Board: Sendable {
    package var leaderboard: Leaderboard
    package var measure: Measure
    package var period: Period
    /// What the board is within, such as the partner type `creator`; nil where it is for all.
    package var group: String?
    /// The reader's own place; nil where nothing of the reader's counts yet.
    package var own: Leaderboard.Standing?
    /// What counts of the reader's.
    package var value: Int64
    /// Whether the reader sees others' figures, and how far the next place is.
    package var showsValues: Bool

    package init(
      leaderboard: Leaderboard, measure: Measure, period: Period, group: String?,
      own: Leaderboard.Standing?, value: Int64, showsValues: Bool
    ) {
      self.leaderboard = leaderboard
      self.measure = measure
      self.period = period
      self.group = group
      self.own = own
      self.value = value
      self.showsValues = showsValues
    }
  }

  /// Who is in the spotlight.
  package struct Spotlit: Sendable {
    package var settings: SpotlightSettings
    package var measure: Measure
    package var period: Period
    /// Empty where nobody fits the rule.
    package var chosen: [SpotlightCandidate]

    package init(
      settings: SpotlightSettings, measure: Measure, period: Period, chosen: [SpotlightCandidate]
    ) {
      self.settings = settings
      self.measure = measure
      self.period = period
      self.chosen = chosen
    }
  }
}
