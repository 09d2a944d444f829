import Foundation
import Testing

/// `tierpost init`, `sample`, `check`, `preview` and `demo`.
@Suite struct WorkspaceCommandTests {
  /// A folder without a workspace.
  private func emptyFolder() throws -> TestWorkspace {
    let workspace = try TestWorkspace()
    for name in workspace.files(in: "") { try FileManager.default.removeItem(atPath: workspace.path(name)) }
    return workspace
  }

  @Test func `init and sample make a workspace that checks, and sends`() throws {
    let place = try emptyFolder()
    try place.tierpost("init", "mine").expect(0)
    try place.tierpost("sample", "-C", "mine", "--partners", "30", "--activity", "400").expect(0)
    try place.tierpost("check", "-C", "mine").expect(0, saying: "No mistakes")
    try place.tierpost("send", "monthly-status", "-C", "mine", "--as-of", Shared.asOf, "--yes").expect(0)
    #expect(place.files(in: "mine/Data/Outbox").count > 20)
    try place.tierpost("init", "mine").expect(73, saying: "there already")
  }

  @Test func `the sample has the same bytes for the same seed, and others for another`() throws {
    let place = try emptyFolder()
    for (folder, seed) in [("one", "7"), ("two", "7"), ("three", "8")] {
      try place.tierpost(
        "sample", "--folder", folder, "--partners", "200", "--activity", "2000", "--seed", seed
      )
      .expect(0)
    }
    for name in ["partners.csv", "activity.csv"] {
      #expect(try place.bytes("one/\(name)") == place.bytes("two/\(name)"))
      #expect(try place.bytes("one/\(name)") != place.bytes("three/\(name)"))
    }
    #expect(SimpleCSV.rows(try place.read("one/partners.csv")).count >= 200)
  }

  @Test func `the repository's sample is what sample writes`() throws {
    let place = try emptyFolder()
    try place.tierpost("sample").expect(0)
    for name in ["partners.csv", "activity.csv"] {
      let own = try Data(contentsOf: URL(filePath: "\(TestWorkspace.repository)/Sample/\(name)"))
      #expect(try place.bytes("Sample/\(name)") == [UInt8](own), "\(name)")
    }
  }

  @Test func `check lists every template in every language`() throws {
    let outcome = try Shared.imported().tierpost("check", "--json")
    outcome.expect(0, saying: "No mistakes")
    let objects = try outcome.objects()
    #expect(
      objects.map { $0["template"]?.text } == [
        "advancement", "at-risk", "bonus", "first-link", "improvement-plan", "leaderboard",
        "rules-announcement",
        "tier-dropped", "tier-guide", "tier-status", "welcome",
      ])
    for object in objects {
      #expect((object["languages"]?.list.count ?? 0) >= 8 && object["missing"] == .list([]))
    }
  }

  @Test func `preview shows one mail of each language and tier that occurs`() throws {
    let workspace = try TestWorkspace(copyOf: Shared.imported())
    let outcome = try workspace.tierpost("preview", "--as-of", Shared.asOf)
    outcome.expect(0, saying: "mails to look at", "Data/Preview/index.html")
    let index = try workspace.read("Data/Preview/index.html")
    for word in ["monthly-status", "advancement", "onboarding", "Elite", "German", "Japanese", "Arabic"] {
      #expect(index.contains(word), "\(word)")
    }
    let count = try (outcome.errors.firstMatch(of: /(\d+) mails/).flatMap { Int($0.1) }).orFail("a number")
    #expect(count >= 24)
    try workspace.tierpost("status").expect(0, saying: "Nothing was sent yet.")
  }

  @Test func `preview of a partner shows that partner's mails alone`() throws {
    let workspace = try TestWorkspace.ofTwo()
    let outcome = try workspace.tierpost(
      "preview", "monthly-status", "--partner", "P-2", "--as-of", Shared.asOf)
    outcome.expect(0)
    let index = try workspace.read("Data/Preview/index.html")
    #expect(index.contains("Ben") && !index.contains("Ann"))
  }

  @Test func `the demo walks the sample to mails and a page, and a second time sends nothing`() throws {
    let workspace = try TestWorkspace()
    let first = try workspace.tierpost("demo", "--as-of", Shared.asOf)
    first.expect(0)
    #expect(first.lines.count == 5, "\(first.output)")
    let sent = try Shared.sent().letters
    #expect(first.lines[0].hasPrefix("\(sent.count) mails in 8 languages"))
    #expect(try workspace.letters().map(\.recipient).sorted() == sent.map(\.recipient).sorted())
    #expect(FileManager.default.fileExists(atPath: workspace.path("Data/Preview/index.html")))
    // What it tells people to type works.
    let command = try first.output.firstMatch(of: /tierpost (tiers explain .+)/).orFail("explain")
    let arguments = command.1.split(separator: " ").map(String.init)
    try TierpostProcess(arguments, in: workspace.folder).finish().expect(0)

    let second = try workspace.tierpost("demo", "--as-of", Shared.asOf)
    second.expect(0)
    #expect(second.output.contains("Nothing was sent: all \(sent.count) mails"))
    #expect(workspace.outbox().count == sent.count)
  }
}
