import Testing

/// `tierpost plan`: who would get what, without a trace.
@Suite struct PlanCommandTests {
  private func plan(_ workspace: TestWorkspace, _ arguments: String...) throws -> [String: JSON] {
    let outcome = try TierpostProcess(
      ["plan", "monthly-status", "--json", "--as-of", Shared.asOf] + arguments, in: workspace.folder
    ).finish()
    outcome.expect(0)
    return try outcome.objects().first.orFail("a plan")
  }

  @Test func `the plan counts the mails by language and tier, and everyone left out by reason`() throws {
    let reckoning = try Shared.reckoning()
    let plan = try plan(Shared.imported())
    let readers = reckoning.partners.values.filter {
      reckoning.isActive($0) && $0.joined.prefix(7) <= "2026-10"
    }
    #expect(plan["partners"]?.number == reckoning.partners.count)
    #expect(plan["mails"]?.number == readers.count)
    for (language, group) in Dictionary(grouping: readers, by: Reckoning.language(of:)) {
      #expect(plan["languages"]?[language]?.number == group.count, "\(language)")
    }
    for tier in Reckoning.Tier.allCases {
      let count = readers.count { reckoning.standing(of: $0, in: "2026-10").tier == tier }
      #expect(plan["tiers"]?[tier.rawValue.lowercased()]?.number == count)
    }
    guard case .object(let outside) = plan["outside"] else {
      throw TierpostProcess.Failure(description: "outside")
    }
    #expect(outside.values.reduce(0) { $0 + ($1.number ?? 0) } == reckoning.partners.count - readers.count)
  }

  @Test func `the same input has the same id; another one where a partner, a number or a word changes`()
    throws
  {
    let workspace = try TestWorkspace.ofTwo()
    let first = try plan(workspace)["plan"]
    #expect(first?.text?.wholeMatch(of: /[0-9a-f]{12}/) != nil)
    #expect(try plan(workspace)["plan"] == first)
    try workspace.write(workspace.bytes("Sample/partners.csv"), to: "Sample/partners.csv")
    #expect(try plan(workspace)["plan"] == first, "the same rows, read again")

    try workspace.edit("Sample/partners.csv", "P-2,Ben", "P-2,Benno")
    let second = try plan(workspace)["plan"]
    #expect(second != first)
    try workspace.edit("Sample/activity.csv", "20.50", "20.51")
    let third = try plan(workspace)["plan"]
    #expect(third != second)
    try workspace.edit("tierpost.yaml", "1 Main St", "2 Main St")
    #expect(try plan(workspace)["plan"] != third)
  }

  @Test func `a plan leaves no trace in the ledger or the outbox`() throws {
    let workspace = try TestWorkspace.ofTwo()
    _ = try plan(workspace)
    try workspace.tierpost("status").expect(0, saying: "Nothing was sent yet.")
    #expect(workspace.outbox().isEmpty)
  }

  @Test func `only looks at the partners named`() throws {
    let workspace = try TestWorkspace.ofTwo()
    #expect(try plan(workspace, "--only", "P-2")["languages"] == .object(["de": 1]))
    #expect(try plan(workspace, "--only", "P-2", "--only", "P-1")["mails"] == 2)
  }

  @Test func `a sequence has a plan for each step`() throws {
    let workspace = try Shared.imported()
    let plans = try workspace.tierpost("plan", "onboarding", "--json", "--as-of", Shared.asOf).objects()
    #expect(plans.map { $0["edition"]?.text } == ["step-1", "step-2", "step-3"])
    let one = try workspace.tierpost(
      "plan", "onboarding", "--edition", "step-2", "--json", "--as-of", Shared.asOf)
    #expect(try one.objects().count == 1 && one.objects().first == plans[1])
  }
}
