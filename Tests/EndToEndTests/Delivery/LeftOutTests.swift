import Testing

/// `{% skip "reason" %}`: a template leaves a recipient out, and every command says so.
@Suite struct LeftOutTests {
  private static let reason = "no sales this month"

  /// Ann has sales in October 2026 and Ben has none; both templates leave out whoever has none.
  private static func workspace() throws -> TestWorkspace {
    let workspace = try TestWorkspace.ofTwo()
    for language in ["en", "de"] {
      let name = "Templates/tier-status/\(language).md"
      var parts = try workspace.read(name).split(separator: "---\n", maxSplits: 2)
      parts[1] = "\n{% if status.conversions == 0 %}\n{% skip \"\(reason)\" %}\n{% endif %}\n" + parts[1]
      try workspace.write("---\n" + parts.joined(separator: "---\n"), to: name)
    }
    return workspace
  }

  private func run(_ command: String, _ workspace: TestWorkspace, _ arguments: String...) throws
    -> TierpostProcess.Outcome
  {
    try TierpostProcess(
      [command, "monthly-status", "--as-of", Shared.asOf] + arguments, in: workspace.folder
    ).finish()
  }

  @Test func `the plan counts who is left out by reason`() throws {
    let workspace = try Self.workspace()
    let lines = try run("plan", workspace).lines
    #expect(lines.first?.contains("1 mail, 2 partners looked at") == true)
    #expect(lines.contains("  left out by the template: \(Self.reason) 1"))
    let plan = try run("plan", workspace, "--json").objects().first.orFail("a plan")
    #expect(plan["mails"] == 1 && plan["skipped"] == .object([Self.reason: 1]))
  }

  @Test func `a send leaves the recipient out, counts it and writes once there is something to say`()
    throws
  {
    let workspace = try Self.workspace()
    let sent = try run("send", workspace, "--yes", "--json")
    sent.expect(0, saying: "left out by the template: \(Self.reason) 1")
    let report = try sent.objects().first.orFail("a report")
    #expect(report["accepted"] == 1 && report["skipped"] == 1)
    #expect(report["states"] == .object(["accepted": 1, "skipped": 1]))
    #expect(try workspace.letters().map(\.recipient) == ["ann@mail.example"])
    let status = try workspace.tierpost("status", "--json")
    status.expect(0)
    #expect(try status.objects().first?["states"] == .object(["accepted": 1, "skipped": 1]))

    let again = try run("send", workspace, "--yes", "--json").objects().first.orFail("a report")
    #expect(again["accepted"] == 0 && again["skipped"] == 1)
    #expect(workspace.outbox().count == 1)

    try workspace.edit(
      "Sample/activity.csv", "A-2,", "A-3,P-2,sale,approved,5.00,USD,2026-10-07T10:00:00Z,\nA-2,")
    let third = try run("send", workspace, "--yes", "--json").objects().first.orFail("a report")
    #expect(third["accepted"] == 1 && third["skipped"] == 0)
    #expect(try workspace.letters().map(\.recipient).sorted() == ["ann@mail.example", "ben@mail.example"])
  }

  @Test func `a test of somebody who is left out says why`() throws {
    let workspace = try Self.workspace()
    let outcome = try run("send", workspace, "--to", "me@mail.example", "--only", "P-2")
    outcome.expect(0, saying: "0 mails, 1 partner looked at", "left out by the template: \(Self.reason) 1")
    #expect(workspace.outbox().isEmpty)
  }

  @Test func `a reason that is not a text is refused with its place`() throws {
    let workspace = try Self.workspace()
    try workspace.edit("Templates/tier-status/en.md", "\"\(Self.reason)\"", "partner.name")
    try run("plan", workspace).expect(
      78, saying: "Templates/tier-status/en.md:", "'skip' needs its reason, a text in quotes")
  }
}
