import Foundation
import Mailroom
import PartnerProgram
import Testing

@testable import tierpost

/// What `tierpost init --preset NAME` makes.
@Suite struct PresetTests {
  @Test func `there is a preset for each kind of program`() {
    #expect(
      Preset.allValueStrings == [
        "aggressive-growth", "bronze-silver-gold", "conservative-saas", "entry-growth-strategic", "lifetime",
        "revenue-focused",
      ])
  }

  @Test(arguments: Preset.allValueStrings)
  func `a preset makes a workspace without a mistake`(_ name: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "preset-\(name)-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let preset = try #require(Preset(argument: name))
    try StarterWorkspace(folder: folder.path, preset: preset).write(replacing: false)
    let workspace = try Workspace(folder: folder.path)
    #expect(workspace.program.ladder.tiers.count >= 3)
    #expect(workspace.program.ladder.tiers.allSatisfy { $0.id != "standard" && $0.id != "elite" })
    // What explains the keys above the section, and the section after it, stay.
    let settings = try String(contentsOf: folder.appending(path: "tierpost.yaml"), encoding: .utf8)
    #expect(settings.contains("#   metric ") && settings.contains("\ncampaigns:\n"))
  }
}
