import Foundation
import Testing

/// `tierpost audience` against the sample's own rows.
@Suite struct AudienceCommandTests {
  private func audience(_ arguments: String...) throws -> TierpostProcess.Outcome {
    try TierpostProcess(["audience"] + arguments + ["--as-of", Shared.asOf], in: Shared.imported().folder)
      .finish()
  }

  @Test func `count, CSV and JSON agree, and hold those whom the rows name`() throws {
    let reckoning = try Shared.reckoning()
    let rows = SimpleCSV.rows(try TestWorkspace().read("Sample/partners.csv"))
    let expected = rows.filter { row in
      guard row.isComplete, let partner = reckoning.partners[row["id"]], partner.email == row["email"] else {
        return false
      }
      return reckoning.isActive(partner) && ["DE", "AT", "CH"].contains(row["country"])
        && (partner.language == "de" || partner.language.hasPrefix("de-"))
    }.map { $0["id"] }.sorted()
    #expect(expected.count > 50)
    #expect(try audience("dach", "--count").output == "\(expected.count)\n")
    let list = SimpleCSV.rows(try audience("dach", "--csv").output)
    #expect(list.map { $0["id"] } == expected)
    let summary = try audience("dach", "--json").objects()
    #expect(summary.count == 1 && summary[0]["partners"]?.number == expected.count)
    var countries: [String: Int] = [:]
    for row in list { countries[row["country"], default: 0] += 1 }
    for (country, count) in countries { #expect(summary[0]["country"]?[country]?.number == count) }
  }

  @Test func `why tells each criterion true or false`() throws {
    let reckoning = try Shared.reckoning()
    let german = try reckoning.partners.values.filter { $0.language == "de" && reckoning.isActive($0) }
      .map(\.id).min().orFail("a German reader")
    let other = try reckoning.partners.values.filter { $0.language == "ja" && reckoning.isActive($0) }
      .map(\.id).min().orFail("a Japanese reader")
    let yes = try audience("dach", "--why", german)
    yes.expect(0)
    #expect(yes.lines.first == "\(german) is in dach")
    #expect(yes.lines.dropFirst().allSatisfy { $0.hasPrefix("yes") } && yes.lines.count == 4)
    let no = try audience("dach", "--why", other)
    #expect(no.lines.first == "\(other) is not in dach")
    #expect(
      no.output.contains("no   language is de (ja)") && no.output.contains("yes  status is active (active)"))
    let json = try audience("dach", "--why", other, "--json").objects()
    #expect(json.first?["reached"] == .bool(false) && json.first?["criteria"]?.list.count == 3)
  }

  @Test func `a tier in a segment is the tier of the month`() throws {
    let workspace = try TestWorkspace(copyOf: Shared.imported())
    try workspace.write("name: Top\ntier: elite\n", to: "Segments/top.yaml")
    let reckoning = try Shared.reckoning()
    for month in ["2026-10", "2026-06"] {
      let expected = reckoning.partners.values.count { reckoning.standing(of: $0, in: month).tier == .elite }
      let found = try workspace.tierpost(
        "audience", "top", "--count", "--month", month, "--as-of", Shared.asOf)
      #expect(found.output == "\(expected)\n", "\(month)")
    }
  }

  @Test func `a spreadsheet does not run a name as a formula`() throws {
    let workspace = try TestWorkspace(
      partners: TestWorkspace.partnersHeader + "P-1,=HYPERLINK(1),a@mail.example,2026-01-01,US,en,creator\n")
    let outcome = try workspace.tierpost("audience", "active", "--csv")
    #expect(outcome.output.contains("P-1,'=HYPERLINK(1),a@mail.example"))
  }
}
