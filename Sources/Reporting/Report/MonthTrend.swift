package import Pages
internal import PartnerProgram

/// Several months side by side, and in words what became of them: the quarter's or the year's digest.
package struct MonthTrend: Sendable {
  /// In the order of time.
  package let months: [ProgramPicture]

  package init(_ months: [ProgramPicture]) { self.months = months }

  /// The table and what stands out of it; nothing for a single month.
  package func add(to document: inout Document) {
    guard months.count > 1, let first = months.first, let last = months.last else { return }
    document.add(.heading("From \(MetricWords.name(first.month)) to \(MetricWords.name(last.month))"))
    document.add(.paragraph(learnings(first, last)))
    var table = Table(
      [.left] + .init(repeating: .right, count: 8),
      header: [
        "Month", "Partners", "Active", "Joined", "Left", "Up", "Down", "Net revenue", "Blended rate",
      ])
    for month in months {
      let partners = month.ladders.reduce(0) { $0 + $1.partners }
      let active = month.ladders.reduce(0) { $0 + $1.active }
      let joined = month.ladders.flatMap(\.growth).reduce(0) { $0 + $1.joined }
      table.add([
        "\(month.month)", "\(partners)", "\(active)", "\(joined)", "\(month.left)",
        "\(month.ladders.reduce(0) { $0 + $1.risen })", "\(month.ladders.reduce(0) { $0 + $1.fallen })",
        Money(minorUnits: month.revenue, currency: month.program.currency).plainText,
        Share.text(month.commission, of: month.revenue),
      ])
    }
    document.add(.table(table))
  }

  private func learnings(_ first: ProgramPicture, _ last: ProgramPicture) -> String {
    var sentences = ["Net revenue changed by \(Share.change(from: first.revenue, to: last.revenue))."]
    let rates = (first.commission, first.revenue, last.commission, last.revenue)
    sentences.append(
      "The blended rate went from \(Share.text(rates.0, of: rates.1)) to \(Share.text(rates.2, of: rates.3))."
    )
    let shares = last.ladders.flatMap { ladder in
      ladder.ladder.tiers.compactMap { tier -> (name: String, change: Int)? in
        guard let before = first.ladders.first(where: { $0.name == ladder.name }) else { return nil }
        let now = ladder.tiers[tier.rank].partners
        return (tier.name, now - before.tiers[tier.rank].partners)
      }
    }
    if let most = shares.max(by: { $0.change < $1.change }), most.change > 0 {
      sentences.append("\(most.name) gained the most partners: \(most.change) more.")
    }
    if let least = shares.min(by: { $0.change < $1.change }), least.change < 0 {
      sentences.append("\(least.name) lost the most: \(-least.change) less.")
    }
    return sentences.joined(separator: " ")
  }
}
