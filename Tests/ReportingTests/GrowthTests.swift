import Mail
import Pages
import PartnerProgram
import Reporting
import Testing

/// What reports say of how partners came, stayed, grew and were paid, in figures that can be added up by hand.
struct GrowthTests {
  private func program(_ tiers: String = Fixture.sound) throws -> ProgramSettings {
    try #require(try Fixture.program(tiers, margin: "60%"))
  }

  private let sellers = [
    Seller(id: "A", sales: ["2026-09": 2, "2026-10": 7], fields: ["satisfaction": "4.5"]),
    Seller(id: "B", sales: ["2026-09": 4, "2026-10": 2], fields: ["satisfaction": "3"]),
    Seller(id: "C", joined: "2026-10-03", sales: ["2026-10": 1]), Seller(id: "D", sales: ["2026-09": 1]),
  ]

  @Test func `acquisition, retention, growth and satisfaction are told by tier`() throws {
    let picture = try Fixture.picture(program(), sellers)
    let standard = picture.ladders[0].growth[0]
    #expect(standard.joined == 1 && standard.soldBefore == 2 && standard.soldAgain == 1)
    #expect(standard.revenueBefore == 50_000 && picture.ladders[0].tiers[0].revenue == 30_000)
    #expect(standard.meanSatisfaction == 300 && standard.medianMonthsToSale == 0)
    let text = TierReport(picture).document(asOf: "now").text()
    #expect(text.contains(/Standard +1 +2 +50% +-40% +0 +3 of 1/))
    #expect(
      text.contains(/Growth +0 +1 +100% \+250% +- +4\.5 of 1/)
        || text.contains(/Growth +0 +1 +100% +\+250% +- +4\.5 of 1/))
    #expect(text.contains(/all +1 +3 +66\.7% +\+42\.9% +0 +3\.75 of 2/))
  }

  @Test func `what comes back for what is paid counts commission and bonuses`() throws {
    let program = try program(Fixture.sound.replacing("rate: 25%}", with: "rate: 25%, bonus: 50 USD}"))
    let text = TierReport(try Fixture.picture(program, sellers)).document(asOf: "now").text()
    // Growth: 700 of revenue for 175 of commission and 50 of bonus; 60 % of it is margin.
    #expect(text.contains(/Growth +USD 175\.00 +USD 50\.00 +3\.11 +1\.87/))
  }

  @Test func `who left in the month is counted and in no tier`() throws {
    let program = try program()
    var recipient = try sellers[0].recipient(program)
    recipient.partner.left = try .init("2026-10-20")
    var picture = ProgramPicture(program, month: Fixture.month)
    picture.add(recipient)
    #expect(picture.left == 1 && picture.ladders[0].partners == 0)
  }

  @Test func `effort near a bound is told by who was near it and who arrived`() throws {
    let near = [
      Seller(id: "A", sales: ["2026-09": 5, "2026-10": 7]),
      Seller(id: "B", sales: ["2026-09": 5, "2026-10": 1]),
      Seller(id: "C", sales: ["2026-09": 4, "2026-10": 9]),
    ]
    let text = TierReport(try Fixture.picture(program(), near)).document(asOf: "now").text()
    #expect(text.contains("Effort near a bound"))
    #expect(text.contains(/Growth +2 +1 +50%/))
  }

  @Test func `months side by side make the digest of a quarter`() throws {
    let program = try program()
    let sellers = (0..<4).map { Seller(id: "P\($0)", sales: ["2026-08": 2, "2026-09": 3, "2026-10": 6]) }
    let months = try [8, 9, 10].map { number in
      try Fixture.picture(program, sellers, in: Month(year: 2026, number: number))
    }
    var document = Document(title: "T")
    MonthTrend(months).add(to: &document)
    let text = document.text()
    #expect(text.contains("From August 2026 to October 2026"))
    #expect(text.contains("Net revenue changed by +200%."))
    #expect(text.contains("The blended rate went from 20% to 25%."))
    // The line is broken where it is full.
    #expect(
      text.replacing("\n", with: " ")
        .contains("Growth gained the most partners: 4 more. Standard lost the most: 4 less."))
    #expect(text.contains(/2026-10 +4 +4 +0 +0 +4 +0 +USD 2,400\.00 +25%/))
    var alone = Document(title: "T")
    MonthTrend([months[0]]).add(to: &alone)
    #expect(!alone.text().contains("From"))
  }

  @Test func `what became of a pilot stands beside all others`() throws {
    let program = try program()
    let group = PilotGroup(name: "autumn", percent: 30)
    var outcome = PilotOutcome(group)
    for number in 0..<60 {
      let id = "P-\(number)"
      let now = group.contains(id) ? 4 : 2
      outcome.add(try Seller(id: id, sales: ["2026-09": 2, "2026-10": now]).recipient(program))
    }
    #expect(outcome.inside.partners + outcome.outside.partners == 60 && outcome.inside.partners > 5)
    #expect(outcome.inside.revenue == 2 * outcome.inside.revenueBefore)
    #expect(outcome.outside.revenue == outcome.outside.revenueBefore)
    var document = Document(title: "T")
    outcome.add(to: &document, currency: program.currency)
    #expect(document.text().contains(/of the pilot +\d+ +100% +0% +0% +USD 400\.00 +\+100%/))
    #expect(document.text().contains(/all others +\d+ +100% +0% +0% +USD 200\.00 +0%/))
  }

  @Test(arguments: [("autumn=20", 20), ("a=1", 1), ("a=99", 99)])
  func `a pilot is a name and a share`(_ text: String, _ percent: Int) {
    #expect(PilotGroup(argument: text)?.percent == percent)
  }

  @Test(arguments: ["", "autumn", "=20", "a=0", "a=100", "a=b", "a=1=2"])
  func `what is no pilot is none`(_ text: String) { #expect(PilotGroup(argument: text) == nil) }
}
