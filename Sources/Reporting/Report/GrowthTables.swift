internal import Pages
internal import PartnerProgram

/// Who came, stayed and grew by tier, and what came back for what was paid.
struct GrowthTables {
  let picture: LadderPicture
  let program: ProgramSettings

  private var rows: [(name: String, sum: TierSum, growth: GrowthSum)] {
    let tiers = picture.ladder.tiers.map { ($0.name, picture.tiers[$0.rank], picture.growth[$0.rank]) }
    return tiers + [("all", picture.whole, picture.growth.reduce(GrowthSum(), +))]
  }

  /// Acquisition, retention, growth, satisfaction and the time to the first sale.
  var growth: Table {
    let isRated = picture.growth.contains { $0.answers > 0 }
    var table = Table(
      [.left, .right, .right, .right, .right, .right] + (isRated ? [.right] : []),
      header: ["Tier", "Joined", "Sold before", "Sold again", "Growth", "Months to first sale"]
        + (isRated ? ["Satisfaction"] : []))
    for row in rows {
      table.add(
        [
          row.name, "\(row.growth.joined)", "\(row.growth.soldBefore)",
          Share.text(row.growth.soldAgain, of: row.growth.soldBefore),
          Share.change(from: row.growth.revenueBefore, to: row.sum.revenue),
          row.growth.medianMonthsToSale.map { "\($0)" } ?? "-",
        ]
          + (isRated
            ? [
              row.growth.meanSatisfaction.map { "\(MetricWords.number($0)) of \(row.growth.answers)" } ?? "-"
            ]
            : []))
    }
    return table
  }

  /// What was paid, and what came for each unit of it.
  var returns: Table {
    let margin = program.margin
    var table = Table(
      [.left, .right, .right, .right] + (margin == nil ? [] : [.right]),
      header: ["Tier", "Commission", "Bonuses", "Revenue for each \(program.currency) paid"]
        + (margin == nil ? [] : ["Margin for each"]))
    for row in rows {
      let paid = Int128(row.sum.commission) + Int128(row.growth.bonuses)
      var cells = [
        row.name, money(row.sum.commission), money(row.growth.bonuses),
        each(Int128(row.sum.revenue), of: paid),
      ]
      if let margin {
        cells.append(each(Int128(row.sum.revenue) * Int128(margin.basisPoints) / 10_000, of: paid))
      }
      table.add(cells)
    }
    return table
  }

  /// `3.97`: how much for each unit.
  private func each(_ amount: Int128, of paid: Int128) -> String {
    guard paid > 0 else { return "-" }
    let hundredths = Int64(clamping: (amount * 100 + paid / 2) / paid)
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }

  private func money(_ units: Int64) -> String {
    Money(minorUnits: units, currency: program.currency).plainText
  }
}
