import Foundation
import Testing

/// `tiers review --calendar` and `--period`, the reminder of `check`, and those who are not promoted yet.
@Suite struct ReviewCalendarTests {
  private func calendar(_ workspace: TestWorkspace, _ arguments: String...) throws -> [[String: JSON]] {
    try TierpostProcess(
      ["tiers", "review", "--calendar", "--json", "--as-of", MovingWorkspace.asOf] + arguments,
      in: workspace.folder
    ).finish().objects()
  }

  @Test func `the coming reviews have their day, their roles, the periods they look at and what waits`()
    throws
  {
    let workspace = try MovingWorkspace.make()
    let reviews = try calendar(workspace)
    #expect(reviews.map { $0["date"]?.text } == ["2027-01-01", "2027-04-01", "2027-07-01", "2027-10-01"])
    #expect(reviews.allSatisfy { $0["approval"] == "manager, sales" && $0["ladder"] == "" })
    #expect(reviews.map { $0["waiting"]?.text } == ["1", "0", "0", "0"])
    #expect(reviews.first?["periods"] == "2026-10, 2026-11, 2026-12")
    #expect(reviews.last?["periods"] == "2027-07, 2027-08, 2027-09")
    #expect(try calendar(workspace, "--until", "2027-04-01").count == 2)
    #expect(try calendar(workspace, "--until", "2026-12-31").isEmpty)
    try workspace.tiers("review", "--calendar", "--until", "2026-10-01").expect(64, saying: "is over")
    try workspace.tiers("review", "--calendar", "--until", "soon").expect(64, saying: "--until")
    try workspace.tiers("review", "--until", "2027-01-01").expect(64, saying: "end of --calendar")
    try workspace.tiers("review", "--calendar", "--period", "2026-10").expect(64)
  }

  @Test func `the calendar is that of the movement, and says when a standing ends`() throws {
    let workspace = try MovingWorkspace.make(
      movement: "{up: at_once, down: review, review: month, grace: 1 period, approval: board}")
    // October reached growth; November, of one sale, does not.
    let january = try TierpostProcess(
      ["tiers", "review", "--calendar", "--json", "--until", "2027-02-01", "--as-of", "2026-12-10"],
      in: workspace.folder
    ).finish().objects()
    #expect(january.map { $0["date"]?.text } == ["2027-01-01", "2027-02-01"])
    #expect(january.map { $0["periods"]?.text } == ["2026-12", "2027-01"])
    #expect(january.map { $0["ending"]?.text } == ["1", "0"])
    #expect(january.allSatisfy { $0["approval"] == "board" })
  }

  @Test func `without a review there is no calendar`() throws {
    let workspace = try MovingWorkspace.make(movement: "{up: at_once, down: never}")
    let outcome = try workspace.tiers("review", "--calendar")
    outcome.expect(0, saying: "No review is due")
    #expect(outcome.output.isEmpty)
  }

  @Test func `a period lists its own changes`() throws {
    let workspace = try MovingWorkspace.make()
    #expect(try workspace.tiers("review", "--period", "2026-10", "--json").objects().count == 1)
    try workspace.tiers("review", "--period", "2026-09").expect(0, saying: "Nothing of 2026-09 waits")
    try workspace.tiers("review", "--period", "october").expect(64, saying: "is not a period")
  }

  @Test func `check reminds of a review that is over with changes undecided`() throws {
    let workspace = try MovingWorkspace.make()
    let activity = try workspace.read("Sample/activity.csv").replacing("2026-", with: "2024-")
    try workspace.write(activity, to: "Sample/activity.csv")
    try workspace.write(
      workspace.read("Sample/partners.csv").replacing("2026-", with: "2024-"), to: "Sample/partners.csv")
    let outcome = try workspace.tierpost("check")
    outcome.expect(0, saying: "is over and 1 change is undecided (partners wait for manager and sales")
    #expect(outcome.errors.contains("[review-overdue]"))
    for (author, role) in [("anna", "manager"), ("ben", "sales")] {
      try workspace.tierpost(
        "tiers", "decide", "reject", "P-1", "--author", author, "--role", role, "--reason", "no"
      ).expect(role == "manager" ? 0 : 64)
    }
    #expect(try !workspace.tierpost("check").errors.contains("[review-overdue]"))
  }

  @Test func `a report lists who has the figures of a higher tier and waits`() throws {
    let workspace = try MovingWorkspace.make()
    let report = try workspace.tiers("report", "--month", "2026-10")
    report.expect(0)
    #expect(report.output.contains("Figures of a higher tier, not promoted yet"))
    #expect(report.output.contains(/P-1 +Standard +Growth +7 +approval/))
    let still = try TestWorkspace.ofTwo()
    #expect(try !still.tiers("report", "--month", "2026-10").output.contains("not promoted yet"))
  }
}
