import Mail
import PartnerProgram

@testable import Campaigns

/// A board of twelve and a spotlight, for mails of `SampleProgram`.
enum SampleRecognition {
  /// Eleven others beside the reader.
  static let others: [(name: String, value: Int64)] = [
    ("Grace & <Co>", 12), ("Alan", 9), ("Barbara", 9), ("Claude", 7), ("Donald", 6), ("Edsger", 5),
    ("Frances", 4), ("Hedy", 3), ("Ida", 3), ("Joan", 2), ("Kurt", 1),
  ]

  static func leaderboard(
    with reader: Recipient, top: Int = 5, names form: NameForm = .full, unit: Int64 = 1
  ) -> Leaderboard? {
    var settings = LeaderboardSettings()
    settings.top = top
    var maker = LeaderboardMaker(settings, names: ShownNames(form) { "Q7\($0.suffix(2))" })
    for (number, other) in others.enumerated() {
      let partner = SampleProgram.partner {
        $0.id = "p\(number + 20)"
        $0.name = other.name
      }
      maker.add(partner, value: other.value * unit)
    }
    maker.add(reader.partner, value: reader.status.value)
    return maker.boards()[""]
  }

  static func of(
    _ reader: Recipient, top: Int = 5, names form: NameForm = .full, rule: SpotlightRule = .growth,
    showsValues: Bool? = nil
  ) -> Recognition {
    let metric = reader.status.metric
    let unit: Int64 = metric == .conversions ? 1 : 10_000
    let measure = Measure(metric, over: .month)
    let period = Period(.month, seenOn: reader.status.month.firstDay)
    var recognition = Recognition(reader: reader.partner.id)
    if let leaderboard = leaderboard(with: reader, top: top, names: form, unit: unit) {
      recognition.board = Recognition.Board(
        leaderboard: leaderboard, measure: measure, period: period, group: nil,
        own: leaderboard.standing(of: reader.status.value), value: reader.status.value,
        showsValues: showsValues ?? (metric.unit != .money))
    }
    var settings = SpotlightSettings()
    settings.rule = rule
    settings.showsValues = showsValues
    let chosen = SpotlightCandidate(
      partner: "p20", name: form == .alias ? .alias("Q7p20") : .name("Grace & <Co>"),
      score: rule == .growth ? 5 * unit : 4, value: 12 * unit, joined: reader.partner.joined,
      tier: rule == .firstReach ? SampleProgram.tiers[2] : nil)
    recognition.spotlight = Recognition.Spotlit(
      settings: settings, measure: measure, period: period, chosen: [chosen])
    return recognition
  }
}
