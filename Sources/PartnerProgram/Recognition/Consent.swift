/// What partners chose about being shown to others, in fields of their row.
extension Partner {
  /// The field with which a partner leaves leaderboards: `no`.
  package static let leaderboardField = "leaderboard"
  /// The field with which a partner agrees to be in the spotlight: `yes`.
  package static let spotlightField = "spotlight"

  /// Whether the partner may be ranked: unless the field says something else than yes.
  ///
  /// A word that nobody knows is taken for a no: to show a person who did not want it cannot be undone.
  package var isInLeaderboards: Bool {
    guard let word = fields[Self.leaderboardField] else { return true }
    return Consent(word) == .yes
  }

  /// Whether the partner may be in the spotlight: only where the field says yes.
  package var mayBeInSpotlight: Bool { fields[Self.spotlightField].flatMap { Consent($0) } == .yes }
}

/// A yes or a no as people and tables write it.
package enum Consent: Sendable, Equatable {
  case yes
  case no

  /// nil for a word that is neither.
  package init?(_ word: String) {
    switch word.lowercased() {
    case "yes", "y", "true", "1", "on": self = .yes
    case "no", "n", "false", "0", "off": self = .no
    default: return nil
    }
  }
}
