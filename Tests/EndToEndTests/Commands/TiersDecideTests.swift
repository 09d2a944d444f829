import Foundation
import Testing

/// `tierpost tiers decide`: overrides, invitations and what is refused.
@Suite struct TiersDecideTests {
  private let workspace: TestWorkspace

  init() throws { workspace = try MovingWorkspace.make() }

  @discardableResult
  private func decide(
    _ words: String..., asOf: String = MovingWorkspace.asOf
  ) throws -> TierpostProcess.Outcome {
    let role = words.contains("--role") ? [] : ["--role", "manager"]
    let arguments = ["tiers", "decide"] + words + role
    return try TierpostProcess(
      arguments + ["--author", "anna", "--reason", "a contract", "--as-of", asOf], in: workspace.folder
    ).finish()
  }

  @Test func `an override gives a tier until its day, or until it is ended`() throws {
    try decide("override", "P-2", "--tier", "elite", "--until", "2026-11-10").expect(0)
    try decide("override", "P-2", "--tier", "elite", "--until", "2026-11-10").expect(
      0, saying: "recorded already")
    #expect(try workspace.tiersByPartner() == ["P-1": "standard", "P-2": "elite"])
    #expect(try workspace.tiersByPartner(asOf: "2026-11-11T09:00:00Z")["P-2"] == "standard")
    // On the day it was given it is ended for the day after.
    try decide("end-override", "P-2").expect(0, saying: "from 2026-11-04")
    #expect(try workspace.tiersByPartner()["P-2"] == "elite")
    #expect(try workspace.tiersByPartner(asOf: "2026-11-04T12:00:00Z")["P-2"] == "standard")
    try decide("end-override", "P-2", asOf: "2026-11-05").expect(0, saying: "recorded already")
  }

  @Test func `a tier by invitation is the invited partner's own, and nobody else hears of it`() throws {
    try decide("invite", "P-2", "--tier", "circle").expect(0)
    #expect(try workspace.tiersByPartner() == ["P-1": "standard", "P-2": "circle"])
    #expect(try workspace.tiers("explain", "P-2").output.contains("by invitation"))
    #expect(try !workspace.tiers("explain", "P-1").output.contains("Secret Circle"))
    try workspace.tierpost(
      "send", "monthly-status", "--edition", "2026-11", "--as-of", MovingWorkspace.asOf, "--yes"
    ).expect(0)
    let letters = try workspace.letters()
    #expect(letters.count == 2)
    for letter in letters {
      let isInvited = letter.recipient == "ben@mail.example"
      #expect(letter.text.contains("Secret Circle") == isInvited)
      #expect(letter.html.contains("Secret Circle") == isInvited)
    }
    try decide("uninvite", "P-2", asOf: "2026-11-05").expect(0)
    #expect(try workspace.tiersByPartner(asOf: "2026-11-05T12:00:00Z")["P-2"] == "standard")
  }

  @Test(arguments: [
    (["approve", "P-2"], "nothing waits for a review of partner 'P-2'"),
    (["approve", "P-1", "--tier", "elite"], "to 'growth' in 2026-10 waits, none to 'elite'"),
    (["approve", "P-1", "--role", "salse"], "did you mean 'sales'?"),
    (["override", "P-1", "--tier", "elit"], "did you mean 'elite'?"),
    (["override", "P-1", "--tier", "elite", "--until", "2026-11-02"], "is over: today is 2026-11-03"),
    (["override", "P-1", "--tier", "elite", "--until", "soon"], "expected a day such as 2027-01-31"),
    (["override", "P-1"], "override needs --tier"),
    (["invite", "P-1", "--tier", "elite"], "is earned, not given by invitation"),
    (["end-override", "P-1"], "has no override that could end"),
    (["uninvite", "P-1"], "has no invitation that could end"),
    (["plan", "P-1"], "plan needs --until"),
    (["plan", "P-1", "--until", "2026-12-31"], "holds the first tier, which cannot be lost"),
    (["approve", "P-1", "--until", "2026-12-31"], "approve takes no --until"),
  ])
  func `what cannot be is refused with its reason`(_ words: [String], _ reason: String) throws {
    let role = words.contains("--role") ? [] : ["--role", "manager"]
    let outcome = try TierpostProcess(
      ["tiers", "decide"] + words + role + ["--author", "anna", "--reason", "so"]
        + ["--as-of", MovingWorkspace.asOf], in: workspace.folder
    ).finish()
    outcome.expect(64, saying: reason)
    #expect(try workspace.tiersByPartner() == ["P-1": "standard", "P-2": "standard"])
  }

  @Test func `who applied again keeps the tier, and an improvement plan puts its loss off`() throws {
    let ending = try MovingWorkspace.make(movement: "{up: at_once, down: never, reapply: 2 months}")
    let slipping = try MovingWorkspace.make(movement: "{up: at_once, down: period_end}")
    func inDecember(_ workspace: TestWorkspace) throws -> String? {
      try workspace.tiersByPartner(month: "2026-12", asOf: "2026-12-10T09:00:00Z")["P-1"]
    }
    for workspace in [ending, slipping] {
      #expect(try workspace.tiersByPartner()["P-1"] == "growth")
      #expect(try inDecember(workspace) == "standard")
    }
    try ending.tiers("decide", "reapply", "P-1", "--author", "anna", "--reason", "the form came").expect(0)
    try slipping.tiers(
      "decide", "plan", "P-1", "--until", "2026-12-31", "--author", "anna", "--reason", "a new shop"
    ).expect(0)
    for workspace in [ending, slipping] { #expect(try inDecember(workspace) == "growth") }
    try slipping.tiers("review").expect(0)
    #expect(try slipping.tierpost("tiers", "events", "P-1").output.contains("a new shop (anna, manager)"))
  }

  @Test func `nobody to reapply where tiers do not end, and an unknown partner is named`() throws {
    try decide("reapply", "P-1").expect(78, saying: "tiers of this ladder do not end")
    try decide("override", "P-3", "--tier", "elite").expect(66, saying: "there is no partner 'P-3'")
    try workspace.tiers("decide", "approve", "P-1", "--author", "anna", "--reason", " ").expect(
      64, saying: "--reason is one line")
    try workspace.tiers("decide", "approve", "P-1", "--author", "anna", "--reason", "so").expect(
      64, saying: "--role is one of manager, sales")
  }
}
