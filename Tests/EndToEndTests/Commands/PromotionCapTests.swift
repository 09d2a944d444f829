import Foundation
import Testing

/// `cap:` of `movement:`, which looks at all partners before any of them rises.
@Suite struct PromotionCapTests {
  /// Three partners with six sales each in October, P-3 the first to have them and P-1 the last.
  private func workspace(_ movement: String) throws -> TestWorkspace {
    let workspace = try MovingWorkspace.make(movement: movement)
    var partners = TestWorkspace.partnersHeader
    var activity = TestWorkspace.activityHeader
    for partner in 1...3 {
      partners += "P-\(partner),Ann,ann\(partner)@mail.example,2026-09-01,US,en,creator\n"
      for sale in 1...6 {
        activity += "A-\(partner)-\(sale),P-\(partner),sale,approved,10.00,USD,"
        activity += "2026-10-\(20 - partner + sale)T15:00:00Z,\n"
      }
    }
    try workspace.write(partners, to: "Sample/partners.csv")
    try workspace.write(activity, to: "Sample/activity.csv")
    return workspace
  }

  private func october(_ workspace: TestWorkspace) throws -> [String: String] {
    try workspace.tiersByPartner(month: "2026-10")
  }

  @Test func `the first to come rise, the others wait until one is approved`() throws {
    let workspace = try workspace("{up: at_once, down: never, cap: 2, approval: manager}")
    #expect(try october(workspace) == ["P-1": "standard", "P-2": "growth", "P-3": "growth"])
    let due = try workspace.tiers("review", "--json").objects()
    #expect(due.map { $0["partner"] } == ["P-1"] && due.first?["period"] == "2026-10")
    #expect(try workspace.tierpost("tiers", "events", "P-1").output.contains("the period's cap is reached"))
    try workspace.tiers("decide", "approve", "P-1", "--author", "anna", "--reason", "room for one more")
      .expect(0)
    #expect(
      try workspace.tiersByPartner() == ["P-1": "growth", "P-2": "growth", "P-3": "growth"])
    #expect(try workspace.tiers("review", "--json").objects().isEmpty)
  }

  @Test func `a cap of 0 lets nobody rise, one that is not reached holds nobody back`() throws {
    let none = try workspace("{up: at_once, down: never, cap: 0}")
    #expect(Set(try october(none).values) == ["standard"])
    let enough = try workspace("{up: at_once, down: never, cap: 3}")
    #expect(Set(try october(enough).values) == ["growth"])
  }

  @Test func `at the period's end the cap is counted then, and every command agrees`() throws {
    let workspace = try workspace("{up: period_end, down: never, cap: 1, approval: manager}")
    #expect(Set(try october(workspace).values) == ["standard"])
    let november = try workspace.tiersByPartner()
    #expect(november.values.sorted() == ["growth", "standard", "standard"])
    #expect(try workspace.tiers("review", "--json").objects().count == 2)
    for (partner, tier) in november {
      let explained = try workspace.tiers("explain", partner).output
      #expect(explained.contains("in tier \(tier.capitalized) in November 2026"), "\(partner)")
    }
    let plan = try workspace.tierpost(
      "plan", "monthly-status", "--edition", "2026-11", "--json", "--as-of", MovingWorkspace.asOf)
    #expect(try plan.objects().first?["tiers"]?["growth"] == 1)
  }
}
