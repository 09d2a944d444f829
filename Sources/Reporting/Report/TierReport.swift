package import Pages
internal import PartnerProgram

/// What a manager asks of a month: who is where, what moved, what it costs, and whether the bounds fit.
package struct TierReport: Sendable {
  package let picture: ProgramPicture

  package init(_ picture: ProgramPicture) { self.picture = picture }

  /// The report for people; `clock` says as of when, as it is to be read.
  package func document(asOf clock: String) -> Document {
    let month = MetricWords.name(picture.month)
    var document = Document(title: "\(picture.program.name): tiers in \(month)")
    for ladder in picture.inUse {
      if let name = ladder.name { document.add(.heading("Ladder \(name)")) }
      LadderReport(ladder, program: picture.program).add(to: &document)
    }
    picture.attention.add(to: &document)
    document.add(.heading("What to look at"))
    let lints = ProgramLint.lints(picture.program, picture: picture)
    document.add(lints.isEmpty ? .paragraph("Nothing stands out.") : .list(lints.map(\.text)))
    let partners = picture.ladders.reduce(0) { $0 + $1.partners }
    let final = picture.ladders.reduce(0) { $0 + $1.final }
    document.foot =
      "As of \(clock): \(partners) partners, \(final == partners ? "all figures final" : "\(final) with final figures"); "
      + "rule \(picture.program.ladder.version)."
    return document
  }

  /// A row a tier, for a spreadsheet.
  package var csv: [[String]] {
    let header = [
      "ladder", "tier", "partners", "active", "conversions", "revenue", "commission", "blended_rate",
      "risen_to",
      "fallen_to", "median_months_to_reach",
    ]
    return [header]
      + picture.inUse.flatMap { ladder in
        ladder.tiers.indices.map { place in
          let sum = ladder.tiers[place]
          return [
            ladder.name ?? "", ladder.ladder.tiers[place].id, "\(sum.partners)", "\(sum.active)",
            "\(sum.conversions)", money(sum.revenue).decimalText, money(sum.commission).decimalText,
            Share.text(sum.commission, of: sum.revenue), "\(ladder.arrivals(at: place, from: ..<place))",
            "\(ladder.arrivals(at: place, from: (place + 1)...))",
            sum.medianMonthsToReach.map { "\($0)" } ?? "",
          ]
        }
      }
  }

  private func money(_ units: Int64) -> Money { Money(minorUnits: units, currency: picture.program.currency) }
}

extension LadderPicture {
  /// Partners who hold a tier and held one of some places before.
  package func arrivals(at place: Int, from places: some RangeExpression<Int>) -> Int {
    moves.indices.filter(places.contains).reduce(0) { $0 + moves[$1][place] }
  }
}
