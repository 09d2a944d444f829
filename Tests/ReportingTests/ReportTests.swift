import Foundation
import Mail
import Pages
import PartnerProgram
import Reporting
import Testing

/// Reports, suggestions and simulations over a few partners whose figures can be added up by hand.
struct ReportTests {
  private static let sales = [0, 0, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 10, 16, 20]

  private func program() throws -> ProgramSettings {
    try #require(try Fixture.program(Fixture.sound, margin: "60%"))
  }

  @Test func `a report is the recorded one`() throws {
    let report = TierReport(try Fixture.picture(program(), sales: Self.sales))
    let document = report.document(asOf: "2026-11-01 00:00")
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")
    for (name, text) in [("report.txt", document.text()), ("report.html", document.page)] {
      let file = folder.appending(path: name)
      if ProcessInfo.processInfo.environment["RECORD"] != nil { try Data(text.utf8).write(to: file) }
      #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }
  }

  @Test func `a row a tier adds up to the partners and the money`() throws {
    let report = TierReport(try Fixture.picture(program(), sales: Self.sales))
    let rows = report.csv.dropFirst()
    #expect(rows.map { $0[1] } == ["standard", "growth", "elite"])
    #expect(rows.map { $0[2] } == ["9", "4", "2"])
    #expect(rows.map { $0[4] } == ["20", "31", "36"])
    // 20 at 20 %, 31 at 25 %, 36 at 30 % of 100 USD each.
    #expect(rows.map { $0[6] } == ["400.00", "775.00", "1080.00"])
  }

  @Test func `a partner who has left is in no report`() throws {
    let program = try program()
    var recipient = try Fixture.recipients(program, sales: [7])[0]
    recipient.partner.left = try .init("2026-10-15")
    var picture = ProgramPicture(program, month: Fixture.month)
    picture.add(recipient)
    #expect(picture.ladders[0].partners == 0)
  }

  @Test func `bounds are suggested where the top third and the top twelfth begin`() throws {
    let program = try program()
    let picture = try Fixture.picture(program, sales: Array(1...100))
    let suggestion = ThresholdSuggestion(picture.ladders[0], program: program)
    #expect(suggestion.bound(ofTop: 300) == 71)
    #expect(suggestion.bound(ofTop: 75) == 94)
    #expect(suggestion.median == 51)
  }

  @Test(arguments: [(0, 0), (7, 7), (99, 99), (104, 100), (106, 110), (12_345, 12_000), (995, 1_000)])
  func `a suggested bound has two digits that count`(_ value: Int64, _ rounded: Int64) {
    #expect(ThresholdSuggestion.round(value) == rounded)
  }

  @Test func `bounds are suggested from the median: 2 a month make 6 and 16`() throws {
    let program = try program()
    let picture = try Fixture.picture(program, sales: [1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 4, 5, 9])
    let suggestion = ThresholdSuggestion(picture.ladders[0], program: program)
    #expect(suggestion.median == 2)
    let text = suggestion.document(month: "October 2026").text()
    #expect(text.contains(/second tier +\d+ .* 6\n/) && text.contains(/third tier +\d+ .* 16\n/))
  }

  @Test func `too few active partners get no suggestion`() throws {
    let program = try program()
    let picture = try Fixture.picture(program, sales: [1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0])
    let suggestion = ThresholdSuggestion(picture.ladders[0], program: program)
    #expect(suggestion.bound(ofTop: 300) == nil)
    #expect(suggestion.document(month: "October 2026").text().contains("too few"))
  }

  @Test func `the present rules simulated change nobody`() throws {
    let program = try program()
    let recipients = try Fixture.recipients(program, sales: Self.sales)
    var simulation = RuleSimulation(present: program, proposed: program)
    simulation.begin(Fixture.month)
    for recipient in recipients { simulation.add(present: recipient, proposed: recipient) }
    #expect(simulation.moved.isEmpty)
    #expect(simulation.months[0].higher == 0 && simulation.months[0].lower == 0)
    #expect(simulation.document.text().contains("the same"))
  }

  @Test func `lower bounds move partners up and cost what their commission says`() throws {
    let present = try program()
    let proposed = try #require(
      try Fixture.program(Fixture.sound.replacing("from: 6", with: "from: 3"), margin: "60%"))
    var simulation = RuleSimulation(present: present, proposed: proposed)
    simulation.begin(Fixture.month)
    for (now, then) in zip(
      try Fixture.recipients(present, sales: Self.sales), try Fixture.recipients(proposed, sales: Self.sales))
    {
      simulation.add(present: now, proposed: then)
    }
    // Those with 3, 3, 4 and 5 sales of 100 USD, at 25 % and not 20 %.
    #expect(simulation.moved.map(\.difference) == [1_500, 1_500, 2_000, 2_500])
    #expect(simulation.document.text().contains("USD 75.00 more"))
  }

  @Test func `a pilot holds the same partners every time, and a larger share all of a smaller`() {
    let ids = (0..<2_000).map { "P-\($0)" }
    let small = ids.filter(PilotGroup(name: "autumn", percent: 20).contains)
    let large = ids.filter(PilotGroup(name: "autumn", percent: 50).contains)
    #expect((300...500).contains(small.count))
    #expect(Set(small).isSubset(of: large))
    #expect(small != ids.filter(PilotGroup(name: "spring", percent: 20).contains))
    #expect(PilotGroup(name: "autumn", percent: 20).contains("P-7") == small.contains("P-7"))
  }
}
