internal import Pages
internal import PartnerProgram

/// Those who have the figures of a higher tier and do not hold it yet, with what they wait for.
enum UnrecognisedTable {
  /// Rows at most.
  private static let most = 20

  /// nil where there is nobody.
  static func table(_ picture: LadderPicture, words: MetricWords) -> (table: Table, caption: String)? {
    let all = picture.unrecognised.sorted { $0.precedes($1) }
    guard !all.isEmpty else { return nil }
    var table = Table(
      [.left, .left, .left, .right, .left],
      header: ["Partner", "Holds", "Figures reach", words.name(picture.ladder.metric), "Waits for"])
    for one in all.prefix(most) {
      table.add([
        one.partner, one.held.name, one.reached.name, words.amount(one.value, of: picture.ladder.metric),
        one.isInReview ? "approval" : "the period's end",
      ])
    }
    let rest = all.count - min(all.count, most)
    return (
      table,
      "Figures of a higher tier, not promoted yet" + (rest > 0 ? ": the first \(most), and \(rest) more" : "")
    )
  }
}
