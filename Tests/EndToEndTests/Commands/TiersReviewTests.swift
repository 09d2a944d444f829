import Foundation
import Testing

/// `tierpost tiers review`, `decide` and `events` on a program whose standings move.
@Suite struct TiersReviewTests {
  private let workspace: TestWorkspace

  init() throws { workspace = try MovingWorkspace.make() }

  private func approve(_ author: String, _ role: String) throws -> TierpostProcess.Outcome {
    try workspace.tiers(
      "decide", "approve", "P-1", "--author", author, "--role", role, "--reason", "solid month")
  }

  @Test func `what is due waits, is listed with its evidence, and two people of two roles let it happen`()
    throws
  {
    #expect(try workspace.tiersByPartner() == ["P-1": "standard", "P-2": "standard"])
    let due = try workspace.tiers("review", "--json").objects()
    #expect(due.count == 1)
    let change = try due.first.orFail("a change")
    #expect(change["partner"] == "P-1" && change["from"] == "standard" && change["to"] == "growth")
    #expect(change["period"] == "2026-10" && change["evidence"] == "7 conversions per month")
    // The sixth sale came on the sixth; the next quarter begins in January.
    #expect(change["waits_since"] == "2026-10-06" && change["next_review"] == "2027-01-01")
    #expect(change["approved_by"] == "" && change["missing"] == "manager, sales")

    try approve("anna", "manager").expect(0, saying: "when sales approves too")
    #expect(try workspace.tiersByPartner()["P-1"] == "standard")
    #expect(try workspace.tiers("review", "--json").objects().first?["missing"] == "sales")
    try approve("anna", "sales").expect(64, saying: "approved by anna as manager already")
    try approve("ben", "sales").expect(0)
    #expect(try workspace.tiersByPartner() == ["P-1": "growth", "P-2": "standard"])
    #expect(try workspace.tiers("review", "--csv").lines.count == 1)
    // October is as it was.
    #expect(try workspace.tiersByPartner(month: "2026-10")["P-1"] == "standard")
    #expect(try workspace.tiers("explain", "P-1").output.contains("in tier Growth in November 2026"))
  }

  @Test func `a refusal is heeded and the change is not raised again`() throws {
    try workspace.tiers(
      "decide", "reject", "P-1", "--author", "anna", "--role", "sales", "--reason", "returns expected"
    ).expect(0)
    #expect(try workspace.tiers("review", "--json").objects().isEmpty)
    #expect(try workspace.tiersByPartner()["P-1"] == "standard")
    #expect(
      try workspace.tierpost("tiers", "events", "P-1").output.contains("returns expected (anna, sales)"))
  }

  @Test func `the same commands twice change nothing`() throws {
    for _ in 1...2 {
      try approve("anna", "manager").expect(0)
      try approve("ben", "sales").expect(0)
      try workspace.tiers("review").expect(0)
    }
    try approve("ben", "sales").expect(0, saying: "recorded already")
    let events = try workspace.tierpost("tiers", "events", "--json").objects()
    #expect(events.map { $0["event"]?.text } == ["tier.pending", "tier.advanced", "bonus.granted"])
    #expect(events.map { $0["number"]?.number } == [1, 2, 3])
    #expect(events.last?["amount"] == "100.00" && events.last?["currency"] == "USD")
  }

  @Test func `the log survives another import and says what is no longer so`() throws {
    try approve("anna", "manager").expect(0)
    try approve("ben", "sales").expect(0)
    try workspace.tiers("review").expect(0)
    let before = try workspace.tierpost("tiers", "events", "--json").lines
    let refunds = (1...7).map { "R-\($0),P-1,refund,approved,10.00,USD,2026-11-02T16:00:00Z,A-\($0)\n" }
    try workspace.write(workspace.read("Sample/activity.csv") + refunds.joined(), to: "Sample/activity.csv")
    try workspace.tierpost("import").expect(0)
    #expect(try workspace.tierpost("tiers", "events", "--json").lines == before)
    #expect(try workspace.tiersByPartner()["P-1"] == "standard")
    for _ in 1...2 { try workspace.tiers("review").expect(0) }
    let after = try workspace.tierpost("tiers", "events", "--json")
    #expect(Array(after.lines.prefix(before.count)) == before)
    let new = try after.objects().dropFirst(before.count)
    #expect(new.map { $0["event"]?.text } == ["tier.corrected"])
    #expect(new.first?["from"] == "growth" && new.first?["to"] == "standard")
  }

  @Test func `nothing is recorded of the future, nor by a look back, nor by a look at the plan`() throws {
    try workspace.tiers("review", asOf: "2999-01-01").expect(0)
    try workspace.tierpost("send", "monthly-status", "--dry-run", "--as-of", MovingWorkspace.asOf).expect(0)
    #expect(try workspace.tierpost("tiers", "events").output.isEmpty)
    try workspace.tierpost("send", "monthly-status", "--yes", "--as-of", MovingWorkspace.asOf).expect(
      0, saying: "1 event of standings recorded")
    try workspace.tiers("review", asOf: "2026-10-03").expect(0)
    #expect(try workspace.tierpost("tiers", "events").lines.count == 1)
  }

  @Test func `a ladder without movement has no log and nothing to decide`() throws {
    let still = try TestWorkspace.ofTwo()
    try still.tiers("review").expect(0, saying: "no ladder of tierpost.yaml has `movement:`")
    #expect(try still.tierpost("tiers", "events").output.isEmpty)
    try still.tiers("decide", "approve", "P-1", "--author", "anna", "--reason", "yes").expect(
      78, saying: "has no `movement:`")
  }
}
