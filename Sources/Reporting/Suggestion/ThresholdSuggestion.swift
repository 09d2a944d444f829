package import Pages
package import PartnerProgram

/// Bounds for a ladder from how its partners do.
///
/// Two ways, side by side. By percentiles of active partners: the second tier begins where the top 30 % begin, the third
/// where the top 7.5 % do, so that they hold 20 to 30 % and 5 to 10 %. From the median: three times it, and eight times.
package struct ThresholdSuggestion: Sendable {
  package let picture: LadderPicture
  package let program: ProgramSettings

  package init(_ picture: LadderPicture, program: ProgramSettings) {
    self.picture = picture
    self.program = program
  }

  private var sorted: [Int64] { picture.values.sorted() }

  /// The least value of the top `perMille` of active partners; nil where fewer than 10 are active.
  package func bound(ofTop perMille: Int) -> Int64? {
    let values = sorted
    guard values.count >= 10 else { return nil }
    return values[values.count - max(1, values.count * perMille / 1_000)]
  }

  package var median: Int64? {
    let values = sorted
    return values.count >= 10 ? values[values.count / 2] : nil
  }

  /// Rounded to two significant digits, as bounds are told to people.
  package static func round(_ value: Int64) -> Int64 {
    var step: Int64 = 1
    while value / step >= 100 { step *= 10 }
    return (value + step / 2) / step * step
  }

  package func document(month: String) -> Document {
    let words = MetricWords(currency: program.currency)
    let metric = picture.ladder.metric
    var document = Document(
      title: "Bounds for \(picture.name.map { "ladder \($0)" } ?? program.name), by \(month)")
    guard let median, let second = bound(ofTop: 300), let third = bound(ofTop: 75) else {
      document.add(
        .paragraph("Fewer than 10 partners were active in \(month): too few to tell where bounds should lie.")
      )
      return document
    }
    document.add(
      .paragraph(
        "\(picture.values.count) partners had any \(words.name(metric)); the one in the middle had "
          + "\(words.amount(median, of: metric)). Those without any are in the first tier whatever the bounds."
      ))
    var table = Table(
      [.left, .right, .right, .right],
      header: ["Bound", "By percentiles", "Partners above", "From the median"])
    for (name, value, factor) in [("second tier", second, Int64(3)), ("third tier", third, 8)] {
      let bound = Self.round(value)
      let above = sorted.count { $0 >= bound }
      table.add([
        name, words.amount(bound, of: metric),
        "\(above) (\(Share.text(above, of: sorted.count)))",
        words.amount(Self.round(median.multipliedReportingOverflow(by: factor).partialValue), of: metric),
      ])
    }
    document.add(.table(table))
    if let reach { document.add(.table(reach, caption: "The bounds in force")) }
    return document
  }

  /// Who can see each present bound from where they are.
  private var reach: Table? {
    guard picture.ladder.isSimple else { return nil }
    let words = MetricWords(currency: program.currency)
    let tiers = picture.ladder.tiers.dropFirst().filter { !$0.isInvitationOnly }
    guard !tiers.isEmpty else { return nil }
    var table = Table(
      [.left, .right, .right, .right],
      header: ["Tier", "From", "Reach it", "Below, and at least half way"])
    for tier in tiers {
      let there = sorted.count { $0 >= tier.from }
      let half = sorted.count { $0 < tier.from && Int128($0) * 2 >= Int128(tier.from) }
      table.add([
        tier.name, words.amount(tier.from, of: picture.ladder.metric),
        "\(there) (\(Share.text(there, of: sorted.count)))", "\(half)",
      ])
    }
    return table
  }
}
