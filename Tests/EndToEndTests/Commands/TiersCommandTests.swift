import Foundation
import Testing

/// `tierpost tiers` against the sample worked out a second time.
@Suite struct TiersCommandTests {
  private let workspace: TestWorkspace
  private let reckoning: Reckoning

  init() throws {
    workspace = try Shared.imported()
    reckoning = try Shared.reckoning()
  }

  private func tiers(_ arguments: String...) throws -> TierpostProcess.Outcome {
    let outcome = try TierpostProcess(["tiers"] + arguments + ["--as-of", Shared.asOf], in: workspace.folder)
      .finish()
    outcome.expect(0)
    return outcome
  }

  @Test(arguments: ["2026-10", "2026-09", "2026-02", "2025-12"])
  func `the CSV has every partner's tier, conversions, revenue and commission`(_ month: String) throws {
    let rows = SimpleCSV.rows(try tiers("status", "--month", month, "--csv").output)
    #expect(rows.map { $0["partner"] } == reckoning.partners.keys.sorted())
    for row in rows {
      let partner = try reckoning.partners[row["partner"]].orFail(row["partner"])
      let standing = reckoning.standing(of: partner, in: month)
      #expect(row["tier"] == standing.tier.rawValue.lowercased(), "\(partner.id)")
      #expect(row["conversions"] == String(standing.conversions), "\(partner.id)")
      #expect(Reckoning.cents(row["revenue"]) == standing.revenue, "\(partner.id)")
      #expect(Reckoning.cents(row["commission"]) == standing.commission, "\(partner.id)")
      #expect(row["currency"] == "USD" && row["month"] == month)
      let next = Reckoning.Tier.allCases.first { $0 > standing.tier }
      #expect(row["next"] == next?.rawValue.lowercased() ?? "", "\(partner.id)")
      #expect(
        row["remaining"] == (next.map { String($0.from - standing.conversions) } ?? ""), "\(partner.id)")
    }
  }

  @Test func `JSON says the same as CSV, one object a line`() throws {
    let rows = SimpleCSV.rows(try tiers("status", "--month", "2026-10", "--csv").output)
    let objects = try tiers("status", "--month", "2026-10", "--json").objects()
    #expect(objects.count == rows.count)
    for (object, row) in zip(objects, rows) {
      for name in ["partner", "month", "tier", "revenue", "commission", "currency"] {
        #expect(object[name]?.text == row[name], "\(row["partner"])")
      }
      #expect(object["conversions"]?.number == Int(row["conversions"]))
      #expect(object["remaining"]?.number == Int(row["remaining"]))
      let partner = try reckoning.partners[row["partner"]].orFail(row["partner"])
      let previous = reckoning.standing(of: partner, in: "2026-09").tier
      #expect(object["previous"]?.text == previous.rawValue.lowercased(), "\(partner.id)")
    }
  }

  @Test func `the table adds up to all partners`() throws {
    let table = try tiers("status", "--month", "2026-10").lines
    #expect(table.count == 5)
    let standings = reckoning.partners.values.map { reckoning.standing(of: $0, in: "2026-10") }
    for (line, tier) in zip(table.dropFirst(), [Reckoning.Tier.elite, .growth, .standard, nil]) {
      let own = standings.filter { tier == nil || $0.tier == tier }
      let words = line.split(separator: " ").filter { $0 != "USD" }
      #expect(words.first.map(String.init) == tier?.rawValue ?? "all")
      #expect(
        words.dropFirst().map { Letter.digits($0) } == [
          own.count, own.reduce(0) { $0 + $1.conversions }, own.reduce(0) { $0 + $1.revenue },
          own.reduce(0) { $0 + $1.commission },
        ])
    }
  }

  @Test func `the numbers of an explanation add up again from its rows`() throws {
    // One of each kind there is: plain, pending, reversed, refunded, charged back, at the top.
    let partners = reckoning.partners.values.sorted { $0.id < $1.id }
    func first(_ holds: (Reckoning.Partner) -> Bool) -> [Reckoning.Partner] {
      Array(partners.filter(holds).prefix(2))
    }
    func sold(_ partner: Reckoning.Partner) -> [Reckoning.Sale] {
      partner.sales.filter { $0.month == "2026-10" }
    }
    let chosen =
      first { sold($0).contains { $0.status == "pending" } }
      + first { sold($0).contains { $0.status == "reversed" } }
      + first { sold($0).contains { $0.takenBack > 0 && $0.takenBack < $0.amount } }
      + first { sold($0).contains { $0.takenBack > 0 && $0.takenBack == $0.amount } }
      + first { reckoning.standing(of: $0, in: "2026-10").tier == .elite }
    #expect(chosen.count >= 9)
    for partner in chosen {
      let outcome = try tiers("explain", partner.id, "--month", "2026-10", "--json")
      let object = try outcome.objects().first.orFail("an explanation")
      let paragraph = try (object["explanation"]?.text).orFail("explanation")
      let rows = object["activities"]?.list ?? []
      let match = try paragraph.firstMatch(of: /: (\d+) conversions? counted, worth USD ([\d.,]+) net\./)
        .orFail(paragraph)
      // A sale that stands in part is one conversion, and what it lost stands in rows of its own.
      let sales = rows.filter { $0["kind"] == "sale" }
      let counting = sales.filter { $0["verdict"]?.text?.hasPrefix("counted") == true }
      let revenue = rows.reduce(0) { $0 + (Letter.signedDigits($1["counted"]?.text ?? "") ?? 0) }
      let standing = reckoning.standing(of: partner, in: "2026-10")
      #expect(Int(match.1) == standing.conversions && counting.count == standing.conversions, "\(partner.id)")
      #expect(Letter.digits(match.2) == standing.revenue && revenue == standing.revenue, "\(partner.id)")
      #expect(paragraph.contains("in tier \(standing.tier.rawValue) in October 2026"))
      let commission = try paragraph.firstMatch(of: /rate of (\d+)% makes a commission of USD ([\d.,]+\d)/)
        .orFail(paragraph)
      #expect(Int(commission.1) == standing.tier.rate)
      #expect(Letter.digits(commission.2) == standing.commission, "\(partner.id)")
      #expect(sales.count == sold(partner).count, "\(partner.id)")
      #expect(paragraph.contains(/Rule [0-9a-f]{8}:/))
    }
  }

  @Test func `another ladder is another rule, and only then`() throws {
    let own = try TestWorkspace.ofTwo()
    func rule() throws -> String {
      let outcome = try own.tierpost(
        "tiers", "status", "--json", "--month", "2026-10", "--as-of", Shared.asOf)
      return try (outcome.objects().first?["rule"]?.text).orFail("rule")
    }
    let before = try rule()
    try own.edit("tierpost.yaml", "name: Acme Partners\n", "name: Other Partners\n")
    #expect(try rule() == before)
    try own.edit("tierpost.yaml", "      rate: 25%", "      rate: 26%")
    #expect(try rule() != before)
  }

  @Test func `net revenue as the metric puts partners by money`() throws {
    let own = try TestWorkspace.ofTwo()
    try own.edit("tierpost.yaml", "metric: conversions\n", "metric: net_revenue\n")
    try own.edit("tierpost.yaml", "from: 6\n", "from: 30.50 USD\n")
    try own.edit("tierpost.yaml", "from: 16\n", "from: 30.51 USD\n")
    let outcome = try own.tierpost("tiers", "status", "--json", "--month", "2026-10", "--as-of", Shared.asOf)
    outcome.expect(0)
    #expect(try outcome.objects().map { $0["tier"]?.text } == ["growth", "standard"])
  }

  @Test func `a status is final after its refund window and not before`() throws {
    let own = try TestWorkspace.ofTwo()
    for (day, expected) in [("2026-11-30", false), ("2026-12-01", true)] {
      let outcome = try own.tierpost("tiers", "status", "--json", "--month", "2026-10", "--as-of", day)
      #expect(try outcome.objects().first?["final"] == .bool(expected), "\(day)")
    }
  }
}

extension Letter {
  /// Like `digits`, with the minus that stands before them.
  static func signedDigits(_ text: String) -> Int? {
    digits(text).map { text.contains("-") || text.contains("−") ? -$0 : $0 }
  }
}
