import Foundation
import Testing

/// What is said of a tier while a change waits, and after people decided.
@Suite struct StandingWordsTests {
  private let workspace: TestWorkspace

  init() throws { workspace = try MovingWorkspace.make() }

  private func decide(_ words: String..., by author: String, as role: String) throws {
    try TierpostProcess(
      ["tiers", "decide"] + words
        + ["--author", author, "--role", role, "--reason", "a contract", "--as-of", MovingWorkspace.asOf],
      in: workspace.folder
    ).finish().expect(0)
  }

  private func status(_ edition: String, asOf: String) throws -> String {
    try workspace.tierpost(
      "send", "monthly-status", "--edition", edition, "--only", "P-1", "--as-of", asOf, "--yes"
    ).expect(0)
    return try #require(try workspace.letters().first { $0.source == ["monthly-status", edition] }).text
  }

  @Test func `a mail says that a move waits, and explains what holds the tier once it is approved`() throws {
    #expect(try status("2026-10", asOf: MovingWorkspace.asOf).contains("A move to Growth is being reviewed."))
    try decide("approve", "P-1", by: "anna", as: "manager")
    try decide("approve", "P-1", by: "ben", as: "sales")
    let after = try status("2026-11", asOf: "2026-11-04T09:00:00Z")
    #expect(!after.contains("reviewed") && after.contains("Growth stays yours for now."))
    let said = try workspace.tiers("explain", "P-1", "--month", "2026-11", asOf: "2026-11-04T09:00:00Z")
      .output
    #expect(said.contains("because only a review takes a tier away"))
    #expect(!said.contains("keep-rule"))
  }

  @Test func `a status of the month before does not call a move open that was decided since`() throws {
    try decide("reject", "P-1", by: "anna", as: "manager")
    #expect(try !status("2026-10", asOf: "2026-11-04T09:00:00Z").contains("reviewed"))
  }

  @Test func `an invitation is told as one, by its own event`() throws {
    try workspace.edit(
      "tierpost.yaml", "  onboarding:\n    kind: sequence\n",
      "  invited: {kind: event, on: [tier.advanced, tier.invited], template: advancement, segment: active}\n"
        + "  onboarding:\n    kind: sequence\n")
    try decide("invite", "P-2", "--tier", "circle", by: "anna", as: "manager")
    for _ in 1...2 {
      try workspace.tierpost("send", "invited", "--as-of", MovingWorkspace.asOf, "--yes").expect(0)
    }
    let letters = try workspace.letters()
    #expect(letters.map(\.recipient) == ["ben@mail.example"])
    let letter = try #require(letters.first)
    #expect(letter.header("Subject") == "You are invited: your tier is now Secret Circle")
    #expect(letter.text.contains("35%") && !letter.text.contains("You have earned this"))
    #expect(!letter.html.contains("anna") && !letter.html.contains("a contract"))
  }
}
