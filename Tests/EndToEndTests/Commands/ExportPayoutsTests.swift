import Foundation
import Testing

/// `tierpost export payouts`.
@Suite struct ExportPayoutsTests {
  /// Ann earns 2.00 and 4.10 in October, of which the first order is taken back in December, and 1.00 in November.
  private static func workspace() throws -> TestWorkspace {
    try TestWorkspace(
      partners: TestWorkspace.partnersHeader + "P-1,Ann,ann@mail.example,2026-01-01,US,en,creator\n"
        + "P-2,\"=1+1, Ltd\",ben@mail.example,2026-02-01,DE,de,agency\n",
      activity: TestWorkspace.activityHeader + "A-1,P-1,sale,approved,10.00,USD,2026-10-05T10:00:00Z,\n"
        + "A-2,P-1,sale,paid,20.50,USD,2026-10-06T10:00:00Z,\n"
        + "A-3,P-1,sale,approved,5.00,USD,2026-11-06T10:00:00Z,\n"
        + "A-4,P-1,refund,approved,10.00,USD,2026-12-06T10:00:00Z,A-1\n"
        + "B-1,P-2,sale,approved,50.00,USD,2026-10-07T10:00:00Z,\n")
  }

  private func rows(_ outcome: TierpostProcess.Outcome) -> [SimpleCSV.Row] {
    SimpleCSV.rows(outcome.output)
  }

  @Test func `the payouts of the sample are the commissions of its tiers, partner by partner`() throws {
    let workspace = try TestWorkspace()
    let payouts = try workspace.tierpost("export", "payouts", "--period", "2026-10", "--as-of", Shared.asOf)
    payouts.expect(0, saying: "payout USD 0.00")
    let status = try workspace.tierpost(
      "tiers", "status", "--month", "2026-10", "--csv", "--as-of", Shared.asOf)
    let commissions = Dictionary(uniqueKeysWithValues: rows(status).map { ($0["partner"], $0["commission"]) })
    let found = rows(payouts)
    #expect(found.count > 100 && found.allSatisfy(\.isComplete))
    for row in found {
      #expect(commissions[row["partner"]] == row["earned"])
      #expect(
        row["state"] == "pending" && row["payout"] == "0.00" && row["reason"] == "held until 2026-12-01")
    }
    let unpaid = Set(commissions.filter { $0.value != "0.00" }.keys).subtracting(found.map { $0["partner"] })
    #expect(unpaid.isEmpty)
  }

  @Test func `what was paid stays, and a refund after it is clawed back from the next payout`() throws {
    let workspace = try Self.workspace()
    let before = try workspace.tierpost("export", "payouts", "--period", "2026-10", "--as-of", "2026-12-01")
    let after = try workspace.tierpost("export", "payouts", "--period", "2026-10", "--as-of", "2027-02-01")
    #expect(before.output == after.output)
    let october = rows(before)
    #expect(october.map { $0["payout"] } == ["6.10", "10.00"])
    #expect(october[1]["name"] == "'=1+1, Ltd" && october[0]["reference"] == "2026-10/P-1")
    let november = rows(
      try workspace.tierpost("export", "payouts", "--period", "2026-11", "--as-of", "2027-02-01"))
    #expect(november.map { $0["partner"] } == ["P-1"])
    #expect(november.first?["clawback"] == "2.00" && november.first?["carried_out"] == "-1.00")
    #expect(november.first?["state"] == "carried")
  }

  @Test func `the same rows come as JSON, and in a file that only its owner may read`() throws {
    let workspace = try Self.workspace()
    let arguments = ["export", "payouts", "--period", "2026-Q4", "--as-of", "2026-12-20"]
    let csv = try TierpostProcess(arguments, in: workspace.folder).finish()
    let json = try TierpostProcess(arguments + ["--format", "jsonl"], in: workspace.folder).finish()
    let objects = try json.objects()
    for (row, object) in zip(rows(csv), objects) {
      #expect(row["earned"] == object["earned"]?.text && row["partner"] == object["partner"]?.text)
      #expect(
        row["orders"] == object["orders"].map { "\($0)" }
          || object["orders"] == .number(Int(row["orders"]) ?? -1))
    }
    #expect(objects.count == 2)
    let written = try TierpostProcess(arguments + ["--output", "payouts.csv"], in: workspace.folder).finish()
    #expect(written.output.isEmpty && written.errors == csv.errors)
    #expect(try workspace.bytes("payouts.csv") == csv.outputBytes)
    let mode = try FileManager.default.attributesOfItem(atPath: workspace.path("payouts.csv"))[
      .posixPermissions]
    #expect(mode as? Int == 0o600)
    #expect(!workspace.files(in: ".").contains("payouts.csv.part"))
  }

  @Test func `only rows of a state are written where one is named`() throws {
    let workspace = try Self.workspace()
    func partners(_ state: String, _ clock: String) throws -> [String] {
      rows(
        try workspace.tierpost(
          "export", "payouts", "--period", "2026-11", "--state", state, "--as-of", clock)
      ).map { $0["partner"] }
    }
    #expect(try partners("pending", "2026-12-02") == ["P-1"])
    #expect(try partners("approved", "2026-12-02") == [])
    #expect(try partners("carried", "2027-02-01") == ["P-1"])
    try workspace.tierpost("export", "payouts", "--period", "2026-11", "--state", "owed").expect(
      64, saying: "expected pending, approved, paid or carried")
  }

  @Test(arguments: [
    ("2026-13", "expected a month, quarter or year"), ("2026-Q5", "expected a month, quarter or year"),
    ("last", "expected a month, quarter or year"), ("2027-01", "has not begun"),
  ])
  func `what is no period, or has not begun, is refused`(_ period: String, _ message: String) throws {
    let outcome = try Self.workspace().tierpost(
      "export", "payouts", "--period", period, "--as-of", "2026-12-20")
    outcome.expect(64, saying: message)
    #expect(outcome.output.isEmpty)
  }

  @Test func `a file that cannot be written is an error, and leaves nothing behind`() throws {
    let workspace = try Self.workspace()
    try workspace.tierpost(
      "export", "payouts", "--period", "2026-10", "--as-of", "2026-12-20", "--output", "no/such/payouts.csv"
    ).expect(73, saying: "no/such/payouts.csv cannot be written")
  }
}
