import Foundation
import Testing

/// `tierpost export status`.
@Suite struct ExportStatusTests {
  private static let asOf = "2026-11-01T09:00:00Z"

  private func export(_ workspace: TestWorkspace, _ arguments: String...) throws -> TierpostProcess.Outcome {
    try TierpostProcess(
      ["export", "status", "--month", "2026-10", "--as-of", Self.asOf] + arguments, in: workspace.folder
    ).finish()
  }

  @Test func `an object says what the partner's mail says, without name and address`() throws {
    let workspace = try TestWorkspace.ofTwo()
    let outcome = try export(workspace)
    outcome.expect(0, saying: "2 partners in 2026-10")
    #expect(!outcome.output.contains("Ann") && !outcome.output.contains("@"))
    let ann = try #require(try outcome.objects().first)
    #expect(ann["partner"] == "P-1" && ann["as_of"] == "2026-11-01T09:00:00Z" && ann["month"] == "2026-10")
    #expect(ann["tier"]?["id"] == "standard" && ann["tier"]?["rate"] == "20%")
    #expect(ann["metric"] == "conversions" && ann["value"] == "2" && ann["window"] == "month")
    #expect(ann["progress"] == 33 && ann["next"]?["id"] == "growth" && ann["next"]?["bonus"] == "100.00")
    #expect(ann["next"]?["requirements"]?.list.first?["remaining"] == "4")
    #expect(ann["revenue"] == "30.50" && ann["commission"] == "6.10" && ann["currency"] == "USD")
    #expect(ann["final"] == .bool(false) && ann["final_on"] == "2026-11-30")
    #expect(ann["period"]?["start"] == "2026-10-01" && ann["period"]?["open"] == .bool(false))
    #expect(ann["ground"] == "earned" && ann["since"] == .null)
    #expect(ann["benefits"]?["unlocks"] == .list([]) && ann["payout"]?["hold_days"] == .null)
  }

  @Test func `the documented fields are those that are written, and each has its place in the help`() throws {
    let keys = try #require(try export(TestWorkspace.ofTwo()).objects().first).keys
    let help = try TierpostProcess(["export", "status", "--help"], in: TestWorkspace.repository).finish()
    let fields = try #require(help.output.components(separatedBy: "Fields: ").last)
    for key in keys { #expect(fields.contains(key), "\(key)") }
  }

  @Test func `a tier by invitation is told to its own partner alone`() throws {
    let workspace = try MovingWorkspace.make()
    try workspace.tiers(
      "decide", "invite", "P-2", "--tier", "circle", "--author", "anna", "--role", "manager", "--reason",
      "asked"
    ).expect(0)
    let objects = try workspace.tierpost("export", "status", "--as-of", MovingWorkspace.asOf)
    let lines = objects.lines
    #expect(lines.count == 2 && !lines[0].contains("ircle") && lines[1].contains("Secret Circle"))
    #expect(try objects.objects()[1]["ground"] == "invited")
  }

  @Test func `a folder has a file for each partner, and none of those who are gone`() throws {
    let workspace = try TestWorkspace.ofTwo()
    let all = try export(workspace)
    try export(workspace, "--folder", "status").expect(0)
    #expect(workspace.files(in: "status") == [".tierpost-status", "P-1.json", "P-2.json"])
    #expect(try workspace.read("status/P-1.json") == all.lines[0] + "\n")
    let left = try workspace.read("Sample/partners.csv").split(separator: "\n")
    try workspace.write(
      "\(left[0]),left\n\(left[1]),2026-10-31\n\(left[2]),\nP/3 x,Cy,cy@mail.example,2026-03-01,US,en,agency,\n"
        .replacing("P/3 x", with: "P/3"), to: "Sample/partners.csv")
    try export(workspace, "--folder", "status").expect(0, saying: "2 partners")
    #expect(workspace.files(in: "status") == [".tierpost-status", "P%2F3.json", "P-2.json"])
    // One partner's file is renewed without the others.
    try workspace.write("old", to: "status/P-2.json")
    try export(workspace, "--folder", "status", "--partner", "P-2").expect(0, saying: "1 partner")
    #expect(workspace.files(in: "status").count == 3)
    #expect(try workspace.read("status/P-2.json").contains("\"P-2\""))
  }

  @Test func `a folder with files of others is left alone`() throws {
    let workspace = try TestWorkspace.ofTwo()
    try export(workspace, "--folder", "Segments").expect(73, saying: "holds files of others")
    #expect(!workspace.files(in: "Segments").isEmpty)
    try export(workspace, "--partner", "P-9").expect(66, saying: "there is no partner 'P-9'")
    try export(workspace, "--folder", "a", "--output", "b").expect(64, saying: "choose one")
    try export(workspace, "--output", "status.jsonl").expect(0)
    #expect(try workspace.read("status.jsonl").split(separator: "\n").count == 2)
  }
}
