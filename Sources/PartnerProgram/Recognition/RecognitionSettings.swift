/// What `leaderboard:` and `spotlight:` of tierpost.yaml say; nil where a program has none.
package struct RecognitionSettings: Sendable, Equatable {
  package var leaderboard: LeaderboardSettings?
  package var spotlight: SpotlightSettings?

  package init(leaderboard: LeaderboardSettings? = nil, spotlight: SpotlightSettings? = nil) {
    self.leaderboard = leaderboard
    self.spotlight = spotlight
  }
}

/// Who is ranked by what, and what of it readers see.
package struct LeaderboardSettings: Sendable, Equatable {
  /// nil: the metric of the program's own ladder.
  package var metric: Metric?
  /// nil: the window of the program's own ladder.
  package var window: Window?
  /// The name of a segment file; nil ranks everyone in the program.
  package var segment: String?
  /// A board for each value of this attribute, such as `type`; nil for one board.
  package var within: PartnerAttribute?
  /// Places that a board shows at most.
  package var top = 10
  /// Ranked partners below which there is no board: who is few is easily recognised.
  package var minimum = 10
  package var names = NameForm.first
  /// Whether readers see others' figures; nil: unless they are money.
  package var showsValues: Bool?

  package init() {}
}

/// Whom a period's spotlight falls on.
package struct SpotlightSettings: Sendable, Equatable {
  package var rule = SpotlightRule.growth
  /// nil: the metric of the program's own ladder.
  package var metric: Metric?
  /// nil: the window of the program's own ladder.
  package var window: Window?
  /// Partners a period.
  package var count = 1
  /// Periods for which somebody who was chosen is not chosen again.
  package var rest = 3
  /// Days after joining during which a partner is a newcomer.
  package var newcomerDays = 90
  package var names = NameForm.full
  /// Whether readers see the figures; nil: unless they are money.
  package var showsValues: Bool?

  package init() {}
}

/// How the partner in the spotlight is found; the greater score wins, then the greater value of the metric, then who
/// joined earlier, then the id that comes first.
package enum SpotlightRule: String, Sendable, Hashable, CaseIterable {
  /// By how much the metric is more than in the period before.
  case growth
  /// Reaching a tier for the first time: the highest tier.
  case firstReach = "first_reach"
  /// Months in a row with a sale that counts.
  case longestRun = "longest_run"
  /// The metric, among those who joined lately.
  case newcomer
}

/// How a partner is named to others.
package enum NameForm: String, Sendable, Hashable, CaseIterable {
  /// The partner's name as it is.
  case full
  /// The field `first_name`; initials where there is none.
  case first
  case initials
  /// A short code that stays the same and tells nothing.
  case alias
}

/// A standard column or further field of partners, by name.
package struct PartnerAttribute: Sendable, Hashable {
  package var name: String

  package init(_ name: String) { self.name = name }

  /// The columns that are no further field.
  package static let standard = ["type", "channel", "country", "language", "source"]

  /// nil where the partner has none.
  package func value(of partner: Partner) -> String? {
    switch name {
    case "type": partner.type
    case "channel": partner.channel
    case "country": partner.country
    case "language": partner.language
    case "source": partner.source
    default: partner.fields[name]
    }
  }
}
