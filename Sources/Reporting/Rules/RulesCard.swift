package import PartnerProgram
package import Pages

/// The public rules of a program, from the same settings that decide: what counts, when, and what it pays.
///
/// A tier by invitation only is in none of it.
package struct RulesCard: Sendable {
  private let program: ProgramSettings

  package init(_ program: ProgramSettings) { self.program = program }

  /// The card; `day` is the day it was made, as it is to be read.
  package func document(on day: String) -> Document {
    var document = Document(title: "\(program.name): tiers and rates")
    add(program.ladder, to: &document)
    for segment in program.segmentLadders where !isDefaultRate(segment) {
      document.add(.heading("For \(segment.name)"))
      document.add(.paragraph("This ladder is for partners with \(Self.words(segment.conditions))."))
      add(segment.ladder, to: &document)
    }
    if let rates = defaultRates { document.add(.table(rates, caption: "First rate by kind of partner")) }
    let force = program.ladder.terms.effective.map { ", in force since \($0)" } ?? ""
    document.foot = "Rule \(program.ladder.version)\(force), written out on \(day)."
    return document
  }

  private func add(_ ladder: TierLadder, to document: inout Document) {
    let sheet = LadderSheet(ladder, program: program)
    document.add(.paragraph(sheet.summary))
    document.add(.table(sheet.tiers))
    document.add(.list(sheet.answers))
    if let benefits = sheet.benefits { document.add(.table(benefits, caption: "What a tier opens")) }
    if let payouts = sheet.payouts { document.add(.table(payouts, caption: "When commission is paid")) }
  }

  /// Whether a ladder is the program's own with another first rate: an entry of `default_rates`.
  private func isDefaultRate(_ segment: SegmentLadder) -> Bool {
    let own = program.ladder
    return segment.ladder.terms == own.terms
      && segment.ladder.tiers.map(\.id) == own.tiers.map(\.id)
      && segment.ladder.tiers.dropFirst() == own.tiers.dropFirst()
  }

  private var defaultRates: Table? {
    let segments = program.segmentLadders.filter(isDefaultRate)
    guard !segments.isEmpty else { return nil }
    var table = Table([.left, .right], header: ["Partners", "Rate"])
    for segment in segments {
      table.add([Self.words(segment.conditions), segment.ladder.tiers[0].rate.percentText])
    }
    return table
  }

  private static func words(_ conditions: [SegmentLadder.Condition]) -> String {
    conditions.map { "\($0.attribute) \($0.values.joined(separator: " or "))" }.joined(separator: " and ")
  }
}
