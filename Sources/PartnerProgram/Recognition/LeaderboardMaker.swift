/// Takes in partners one after the other, in any order, and makes the boards.
///
/// Memory holds a number for each ranked partner and as many rows a board as it shows.
package struct LeaderboardMaker: Sendable {
  private let settings: LeaderboardSettings
  private let names: ShownNames
  private var groups: [String: Group] = [:]
  /// Partners who chose not to be ranked.
  package private(set) var optedOut = 0
  /// Of them, those whose field says neither yes nor no.
  package private(set) var unclear = 0

  private struct Group {
    var values: [Int64] = []
    var best: [Leaderboard.Row] = []
  }

  package init(_ settings: LeaderboardSettings, names: ShownNames) {
    self.settings = settings
    self.names = names
  }

  /// The name of the board that a partner is on; nil where the partner is on none.
  package static func board(of partner: Partner, _ settings: LeaderboardSettings) -> String? {
    guard partner.isInLeaderboards else { return nil }
    guard let within = settings.within else { return "" }
    return within.value(of: partner)
  }

  /// Ranks a partner whom the board's segment reaches.
  package mutating func add(_ partner: Partner, value: Int64) {
    guard partner.isInLeaderboards else {
      optedOut += 1
      if Consent(partner.fields[Partner.leaderboardField] ?? "") == nil { unclear += 1 }
      return
    }
    guard value > 0, let board = Self.board(of: partner, settings) else { return }
    groups[board, default: Group()].values.append(value)
    insert(partner, value, into: &groups[board, default: Group()].best)
  }

  /// Keeps the best rows in order: the greater value first, then the id that comes first.
  private func insert(_ partner: Partner, _ value: Int64, into best: inout [Leaderboard.Row]) {
    func isBefore(_ row: Leaderboard.Row) -> Bool {
      value != row.value ? value > row.value : partner.id.utf8.lexicographicallyPrecedes(row.partner.utf8)
    }
    if best.count == settings.top, let last = best.last, !isBefore(last) { return }
    let place = best.firstIndex(where: isBefore) ?? best.count
    best.insert(
      Leaderboard.Row(place: 0, partner: partner.id, name: names.name(of: partner), value: value), at: place)
    if best.count > settings.top { best.removeLast() }
  }

  /// The boards by the value that they are within; `""` where there is one for all.
  ///
  /// One with fewer ranked partners than the minimum is not there.
  package func boards() -> [String: Leaderboard] {
    groups.filter { $0.value.values.count >= settings.minimum }
      .mapValues { Leaderboard(values: $0.values, best: $0.best) }
  }

  /// Boards that have too few partners to be shown, with how many they have.
  package var tooSmall: [String: Int] {
    groups.mapValues(\.values.count).filter { $0.value < settings.minimum }
  }
}
