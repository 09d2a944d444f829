import Testing

/// Commands on a program where some partners have a ladder of their own.
@Suite struct TiersLadderTests {
  private let workspace: TestWorkspace

  init() throws {
    workspace = try TestWorkspace.ofTwo()
    try workspace.edit(
      "tierpost.yaml", "  refund_window: 30 days\n  ladder:\n",
      """
        refund_window: 30 days
        ladders:
          creators:
            for: {type: creator}
            rate: graduated
            ladder:
              - {id: starter, name: Starter, rate: 10%}
              - {id: pro, name: Pro, from: 2, rate: 15%}
        ladder:

      """)
  }

  private func tiers(_ arguments: String...) throws -> TierpostProcess.Outcome {
    try TierpostProcess(
      ["tiers"] + arguments + ["--month", "2026-10", "--as-of", "2026-11-01"], in: workspace.folder
    )
    .finish()
  }

  @Test func `the table of tiers has those of every ladder`() throws {
    let outcome = try tiers("status")
    outcome.expect(0)
    #expect(outcome.output.contains(/Pro +1 +2 +USD 30\.50/))
    #expect(
      outcome.output.contains(/Standard +1 +0 +USD 0/) && outcome.output.contains(/all +2 +2 +USD 30\.50/))
  }

  @Test func `a segment may ask for a tier of any ladder`() throws {
    try workspace.write("tier: pro\n", to: "Segments/pros.yaml")
    let outcome = try workspace.tierpost(
      "audience", "pros", "--count", "--month", "2026-10", "--as-of", "2026-11-01")
    outcome.expect(0)
    #expect(outcome.output == "1\n")
    try workspace.write("tier: pru\n", to: "Segments/pros.yaml")
    try workspace.tierpost("check").expect(78, saying: "did you mean 'pro'?")
  }

  @Test func `explain prints the figures that decide, and columns that add up to the paragraph`() throws {
    let outcome = try tiers("explain", "P-1")
    outcome.expect(0)
    let text = outcome.output
    #expect(text.contains("USD 10.00 (1 conversion) at 10% and USD 20.50 (1 conversion) at 15%"))
    #expect(text.contains("make a commission of USD 4.08"))
    #expect(text.contains(/measure +period +value +next tier +missing +made of/))
    #expect(text.contains(/conversions +2026-10 +2/))
    #expect(text.contains(/A-1 .*USD 10\.00 +USD 10\.00 +USD 1\.00 +counted \(at 10%\)/))
    #expect(text.contains(/A-2 .*USD 20\.50 +USD 20\.50 +USD 3\.08 +counted \(at 15%\)/))
    let object = try tiers("explain", "P-1", "--json").objects().first.orFail("an explanation")
    let measures = object["measures"]?.list ?? []
    #expect(measures.first?["value"] == "2" && measures.first?["next_tier"] == "")
  }

  @Test func `a report has months side by side, and a pilot beside all others`() throws {
    let outcome = try tiers("report", "--months", "2", "--pilot", "autumn=50")
    outcome.expect(0)
    #expect(outcome.output.contains("From September 2026 to October 2026"))
    #expect(outcome.output.contains("Pilot autumn") && outcome.output.contains("all others"))
    #expect(outcome.output.contains("Whom to look at"))
    try tiers("report", "--months", "0").expect(64)
    try tiers("report", "--pilot", "autumn").expect(64)
  }

  @Test func `the contact of a partner and the balance of its funds are columns that mails show`() throws {
    try workspace.write(
      "id,name,email,joined,country,language,type,manager,mdf_balance\n"
        + "P-1,Ann,ann@mail.example,2026-01-01,US,en,creator,Kim Lee,250 USD\n", to: "Sample/partners.csv")
    try workspace.edit("Segments/active.yaml", try workspace.read("Segments/active.yaml"), "status: active\n")
    let mail = try workspace.read("Templates/tier-status/en.md")
    try workspace.write(
      mail + "\nYour contact is {{ partner.manager }}, your funds are {{ partner.mdf_balance }}.\n",
      to: "Templates/tier-status/en.md")
    try workspace.tierpost("send", "monthly-status", "--as-of", "2026-11-01T09:00:00Z", "--yes").expect(0)
    let letter = try workspace.read("Data/Outbox/" + (workspace.outbox().first ?? ""))
    #expect(letter.contains("Kim Lee") && letter.contains("250 USD"))
  }
}
