import Foundation
import Testing

/// Campaigns of events: who hears of what happened, and that nobody hears of it twice.
@Suite struct EventCampaignTests {
  private static let october = EventWorkspace.days("10", 1...7)

  @Test func `a rise is told at once, and never again`() throws {
    let place = try EventWorkspace(on: "tier.advanced", EventWorkspace.sales(Self.october))
    #expect(try place.send("2026-10-06").isEmpty)
    #expect(try place.send("2026-10-07").count == 1)
    for day in ["2026-10-07", "2026-10-20", "2026-11-02"] { #expect(try place.send(day).isEmpty, "\(day)") }
    let letter = try #require(try place.letters().first)
    #expect(letter.recipient == "ann@mail.example")
    #expect(letter.source == ["moved", "tier.advanced.growth.2026-10"])
    #expect(letter.text.contains("$100") && letter.text.contains("Growth"))
  }

  @Test func `a ladder without movement tells a rise at once, and its bonus when the month is over`() throws {
    let place = try EventWorkspace(
      on: "bonus.granted", template: "bonus", movement: nil, EventWorkspace.sales(Self.october))
    #expect(try place.send("2026-10-08").isEmpty)
    #expect(try place.send("2026-11-01") == ["A bonus for you: $100"])
    #expect(try place.send("2026-11-02").isEmpty)
    let rises = try EventWorkspace(on: "tier.advanced", movement: nil, EventWorkspace.sales(Self.october))
    #expect(try rises.send("2026-10-06").isEmpty)
    #expect(try rises.send("2026-10-07").count == 1)
    #expect(try rises.letters().allSatisfy { !$0.text.contains("$100") })
    #expect(try rises.send("2026-11-01").isEmpty)
  }

  @Test func `a campaign that begins late tells nothing that lies longer back than it says`() throws {
    let place = try EventWorkspace(on: "tier.advanced", EventWorkspace.sales(Self.october))
    #expect(try place.send("2026-11-20").isEmpty)
    try place.workspace.edit("tierpost.yaml", "on: tier.advanced,", "on: tier.advanced, within: 60 days,")
    #expect(try place.send("2026-11-20").count == 1)
    // On the first of December the tier is lost: what is told from then on is the loss.
    let late = try EventWorkspace(on: "tier.advanced", EventWorkspace.sales(Self.october))
    try late.workspace.edit("tierpost.yaml", "on: tier.advanced,", "on: tier.advanced, within: 90 days,")
    #expect(try late.send("2026-12-02").isEmpty)
  }

  @Test func `history that is corrected is not told again under its new date`() throws {
    let sales = EventWorkspace.sales(Self.october)
    let place = try EventWorkspace(on: "tier.advanced", sales)
    #expect(try place.send("2026-10-08").count == 1)
    // Two sales turn out to be of November, where they reach the tier with five more.
    let reversed = EventWorkspace.sales(Array(Self.october.prefix(2)), status: "reversed")
    let november = EventWorkspace.sales(EventWorkspace.days("11", 1...7))
    try place.replace(reversed + sales.dropFirst(2) + november)
    #expect(try place.send("2026-11-09").isEmpty)
    let events = try place.workspace.tierpost("tiers", "events", "P-1", "--json").objects()
    #expect(events.contains { $0["event"] == "tier.corrected" })
    #expect(events.count { $0["event"] == "tier.advanced" } == 2)
    #expect(try place.send("2026-11-10").isEmpty)
  }

  @Test func `a rise that the figures take back before it was told is not told`() throws {
    let sales = EventWorkspace.sales(Self.october)
    let place = try EventWorkspace(on: "tier.advanced", sales)
    try place.workspace.tierpost("tiers", "review", "--as-of", "2026-10-08T12:00:00Z").expect(0)
    try place.replace(
      EventWorkspace.sales(Array(Self.october.prefix(2)), status: "reversed") + sales.dropFirst(2))
    #expect(try place.send("2026-10-09").isEmpty)
  }

  @Test func `a bonus by hand is told once for each activity, when it is approved`() throws {
    func bonus(_ id: String, _ kind: String, _ status: String, _ amount: String) -> String {
      "\(id),P-2,\(kind),\(status),\(amount),USD,2026-10-20T15:00:00Z,"
    }
    let rows = [
      bonus("B/1", "bonus", "approved", "50.00"), bonus("B/2", "bonus-referral", "paid", "20.50"),
      bonus("B-3", "bonus-launch_event", "pending", "30.00"), bonus("B-4", "lead", "approved", "9.00"),
    ]
    let place = try EventWorkspace(on: "bonus.given", template: "bonus", movement: nil, rows)
    #expect(try place.send("2026-10-21").sorted() == ["A bonus for you: $20.50", "A bonus for you: $50"])
    #expect(try place.send("2026-10-22").isEmpty)
    #expect(try place.letters().count { $0.text.contains("Referral") } == 1)
    try place.replace(rows.map { $0.replacing("pending", with: "approved") })
    #expect(try place.send("2026-10-23") == ["A bonus for you: $30"])
    #expect(try place.letters().count { $0.text.contains("launch event") } == 1)
  }

  @Test func `a risk is told with its day and what is missing, and not when it is over`() throws {
    // October reaches growth, November has two so far.
    let rows = EventWorkspace.sales(Self.october + EventWorkspace.days("11", 1...2))
    let place = try EventWorkspace(on: "tier.at_risk", template: "at-risk", rows)
    #expect(try place.send("2026-11-16").isEmpty)
    let safe = EventWorkspace.sales(EventWorkspace.days("11", 18...21))
    let other = try EventWorkspace(on: "tier.at_risk", template: "at-risk", rows)
    #expect(try place.send("2026-11-18") == ["What it takes to keep Growth"])
    let text = try #require(try place.letters().first).text
    #expect(text.contains("December 1, 2026") && text.contains("November 30, 2026"))
    #expect(text.contains("2 of 6") && text.contains("Still needed: 4"))
    #expect(!text.contains("Secret Circle"))
    try other.replace(rows + safe)
    #expect(try other.send("2026-11-22").isEmpty)
    #expect(try place.send("2026-12-02").isEmpty)
  }

  @Test func `a loss is told with both tiers, and who decided is told to nobody`() throws {
    let rows = EventWorkspace.sales(Self.october)
    let place = try EventWorkspace(on: "[tier.dropped, tier.ended]", template: "tier-dropped", rows)
    #expect(try place.send("2026-11-30").isEmpty)
    #expect(try place.send("2026-12-01") == ["Your tier is now Standard"])
    let text = try #require(try place.letters().first).text
    #expect(text.contains("Growth") && text.contains("20%"))
    let invited = try EventWorkspace(on: "[tier.dropped, tier.ended]", template: "tier-dropped", [])
    for word in ["invite", "uninvite"] {
      let day = word == "invite" ? "2026-11-02" : "2026-11-05"
      let tier = word == "invite" ? ["--tier", "circle"] : []
      try TierpostProcess(
        ["tiers", "decide", word, "P-2"] + tier
          + ["--author", "anna", "--role", "manager", "--reason", "a friend", "--as-of", "\(day)T12:00:00Z"],
        in: invited.workspace.folder
      ).finish().expect(0)
    }
    #expect(try invited.send("2026-11-06") == ["Your tier is now Standard"])
    let letter = try #require(try invited.letters().first)
    #expect(letter.recipient == "ben@mail.example" && letter.text.contains("Secret Circle"))
    #expect(!letter.text.contains("anna") && !letter.html.contains("anna"))
  }

  @Test func `new rules are told to everybody once for each version`() throws {
    let place = try EventWorkspace(on: "rules.changed", template: "rules-announcement", [])
    #expect(try place.send("2026-10-01").count == 2)
    #expect(try place.send("2026-10-02").isEmpty)
    try place.workspace.edit("tierpost.yaml", "      rate: 25%\n", "      rate: 26%\n")
    #expect(try place.send("2026-10-03").count == 2)
    for letter in try place.letters() { #expect(!letter.html.contains("Secret Circle")) }
  }

  @Test func `an edition of events is planned by its name, and an unknown one is refused`() throws {
    let place = try EventWorkspace(on: "tier.advanced", EventWorkspace.sales(Self.october))
    let plan = ["plan", "moved", "--as-of", "2026-10-08T12:00:00Z", "--json"]
    let due = try TierpostProcess(plan, in: place.workspace.folder).finish().objects()
    #expect(due.map { $0["edition"] } == ["tier.advanced.growth.2026-10"] && due.first?["mails"] == 1)
    let named = plan + ["--edition", "tier.advanced.growth.2026-10"]
    let again = try TierpostProcess(named, in: place.workspace.folder).finish().objects()
    #expect(again.first?["mails"] == 1)
    try TierpostProcess(plan + ["--edition", "2026-10"], in: place.workspace.folder).finish().expect(64)
  }
}
