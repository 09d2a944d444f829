import Settings
import Testing

@testable import Campaigns

/// The part `campaigns:` of tierpost.yaml.
///
/// Wrong ones are files under `Cases/campaigns` with their problems beside
/// them; `RECORD=1 swift test` rewrites these.
@Suite struct CampaignSettingsTests {
  static let names = CaseFiles.names(in: "campaigns", suffix: ".yaml")

  @Test(arguments: names)
  func `every mistake of a campaign is told with its place`(name: String) throws {
    let (_, shown) = try Self.read(CaseFiles.text("campaigns/\(name)"), name: name)
    #expect(!shown.isEmpty)
    #expect(try CaseFiles.matches(shown + "\n", "campaigns/\(name.dropLast(5)).txt"))
  }

  @Test func `the design's campaigns are read`() throws {
    let (campaigns, problems) = try Self.read(
      """
      monthly-status: {kind: status, template: welcome, segment: active, sender: relay}
      advancement: {kind: advancement, template: welcome, segment: active}
      onboarding:
        kind: sequence
        segment: new
        steps: [{after: 0 days, template: welcome}, {after: 3 days, template: first-link}]
      """)
    #expect(problems == "")
    #expect(campaigns.map(\.name) == ["monthly-status", "advancement", "onboarding"])
    #expect(campaigns.map(\.sender) == ["relay", "default", "default"])
    #expect(campaigns.map(\.segment) == ["active", "active", "new"])
    #expect(campaigns.map(\.kind.templates) == [["welcome"], ["welcome"], ["welcome", "first-link"]])
    #expect(campaigns.map { type(of: $0.kind).name } == ["status", "advancement", "sequence"])
  }

  @Test func `without a default sender a campaign must name one`() throws {
    let (campaigns, problems) = try Self.read(
      "monthly: {kind: status, template: welcome, segment: active}", senders: ["relay"])
    // The campaign itself is whole; the log stops the workspace.
    #expect(campaigns.count == 1)
    #expect(problems.contains("1:1: error: there is no sender 'default' under senders:"))
  }

  static func read(
    _ text: String, name: String = "tierpost.yaml", senders: [String] = ["default", "relay"]
  ) throws -> (campaigns: [Campaign], problems: String) {
    let log = ProblemLog()
    let document = try SettingsDocument(SourceText(name: name, text: text), log: log)
    let root = try #require(document.root)
    let campaigns = Campaign.all(
      root, segments: ["active", "new"], templates: ["first-link", "welcome"], senders: senders)
    do {
      try log.throwIfAny()
      return (campaigns, "")
    } catch {
      return (campaigns, error.description)
    }
  }
}
