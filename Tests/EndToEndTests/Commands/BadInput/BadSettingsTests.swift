import Foundation
import Testing

/// Mistakes in tierpost.yaml and in segments: all at once, each with its place, and nothing done.
@Suite struct BadSettingsTests {
  /// Looks for `file:line:column: error: message` with a source line and a caret below.
  private func expect(
    _ outcome: TierpostProcess.Outcome, _ file: String, _ line: String, _ message: String,
    in workspace: TestWorkspace, place: SourceLocation = #_sourceLocation
  ) throws {
    let source = try workspace.read(file).split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    let number = try source.firstIndex { $0.contains(line) }.orFail("'\(line)' in \(file)") + 1
    let talk = outcome.errors.split(separator: "\n").map(String.init)
    let found = talk.firstIndex {
      $0.hasPrefix("\(file):\(number):") && (message.isEmpty || $0.contains(message))
    }
    guard let found else {
      Issue.record("no '\(message)' at \(file):\(number) in:\n\(outcome.errors)", sourceLocation: place)
      return
    }
    #expect(talk[found].contains(/:\d+:\d+: error:/), sourceLocation: place)
    #expect(talk[found + 1].hasSuffix("\(number) | \(source[number - 1])"), sourceLocation: place)
    #expect(talk[found + 2].contains(/\| +\^/), sourceLocation: place)
  }

  @Test func `every mistake of tierpost dot yaml is reported at once`() throws {
    let workspace = try TestWorkspace.ofTwo()
    let file = "tierpost.yaml"
    try workspace.edit(file, "  time_zone: America/New_York", "  time_zon: America/New_York")
    try workspace.edit(file, "kind: advancement", "kind: advancment")
    try workspace.edit(file, "segment: new-creators", "segment: new-creator")
    try workspace.edit(file, "template: welcome", "template: welcom")
    try workspace.edit(file, "refund_window: 30 days", "refund_window: [30]")
    try workspace.edit(file, "      rate: 20%", "      rate: a fifth")
    try workspace.edit(file, "bounces: bounces@acme.example       #", "bounces: nobody       #")
    let outcome = try workspace.tierpost("check")
    outcome.expect(78, saying: "did you mean 'time_zone'?", "did you mean 'advancement'?")
    outcome.expect(78, saying: "did you mean 'new-creators'?", "did you mean 'welcome'?", "problems")
    try expect(outcome, file, "time_zon:", "unknown key 'time_zon'", in: workspace)
    try expect(outcome, file, "advancment", "'advancment' is not one of", in: workspace)
    try expect(
      outcome, file, "segment: new-creator", "there is no file Segments/new-creator.yaml", in: workspace)
    try expect(outcome, file, "    steps:", "there is no template 'welcom'", in: workspace)
    try expect(outcome, file, "refund_window: [30]", "expected a text, got a list", in: workspace)
    try expect(outcome, file, "rate: a fifth", "is not a rate in percent", in: workspace)
    try expect(outcome, file, "bounces: nobody", "not an address", in: workspace)
    for command in [
      ["import"], ["plan", "monthly-status"], ["send", "monthly-status", "--yes"], ["status"],
    ] {
      try TierpostProcess(command, in: workspace.folder).finish().expect(78)
    }
    #expect(workspace.files(in: "Data").isEmpty, "nothing was made")
  }

  @Test(arguments: [
    ("      from: 16\n", "      from: 6\n", "from: 6\n"),
    ("    - id: elite\n", "    - id: growth\n", "id: growth"),
    ("      from: 6\n", "", "id: growth"),
    ("      bonus: 100 USD\n", "      bonus: 100 EUR\n", "bonus: 100 EUR"),
    ("      - {after: 3 days,", "      - {after: 0 days,", "after: 0 days"),
    ("    folder: Data/Outbox\n", "", "from: Acme"),
    ("    folder: Data/Outbox\n", "    folder: Data/Outbox\n    smtp: smtp://relay.example\n", "smtp:"),
    ("    url: https://partners.acme.example/u/\n", "", "unsubscribe"),
  ])
  func `rules that contradict each other are refused`(_ old: String, _ new: String, _ near: String) throws {
    let workspace = try TestWorkspace.ofTwo()
    try workspace.edit("tierpost.yaml", old, new)
    let outcome = try workspace.tierpost("check")
    outcome.expect(78)
    #expect(
      outcome.errors.contains(/tierpost\.yaml:\d+:\d+: error: .+\n +\d+ \| .*\n +\| +\^/), "\(outcome.errors)"
    )
  }

  @Test(arguments: [
    ("    kind: advancement\n", "    kind: advancement\n    every: month\n"),
    ("campaigns:\n", "ledger: postgres://db.example/tierpost\ncampaigns:\n"),
  ])
  func `what a later version will have is refused by name`(_ old: String, _ new: String) throws {
    let workspace = try TestWorkspace.ofTwo()
    try workspace.edit("tierpost.yaml", old, new)
    let outcome = try workspace.tierpost("check")
    outcome.expect(78, saying: "not available yet")
    #expect(outcome.errors.contains(/tierpost\.yaml:\d+:\d+: error: .*not available yet/))
  }

  @Test func `a segment's mistakes are reported with those of the other files`() throws {
    let workspace = try TestWorkspace.ofTwo()
    let file = "Segments/bad.yaml"
    try workspace.write(
      "typ: creator\nregion: DACHH\ntier: [golden]\njoined: {within: soon}\nstatus: actve\n", to: file)
    try workspace.edit("Templates/welcome/en.md", "layout: partner", "layout: partnr")
    try workspace.edit("Templates/first-link/de.md", "subject:", "sujbect:")
    let outcome = try workspace.tierpost("check")
    outcome.expect(78, saying: "did you mean 'type'?", "did you mean 'DACH'?", "did you mean 'active'?")
    try expect(outcome, file, "typ: creator", "typ", in: workspace)
    try expect(outcome, file, "region: DACHH", "DACHH", in: workspace)
    try expect(outcome, file, "tier: [golden]", "golden", in: workspace)
    try expect(outcome, file, "joined: {within: soon}", "", in: workspace)
    try expect(outcome, file, "status: actve", "actve", in: workspace)
    try expect(outcome, "Templates/first-link/de.md", "sujbect:", "unknown key 'sujbect'", in: workspace)
  }

  @Test(arguments: ["", "- a list\n", "program: [\n", "program: 1\nprogram: 2\n", "\u{1}\n", "a: &x [*x]\n"])
  func `a file that is no mapping at all is refused`(_ text: String) throws {
    let workspace = try TestWorkspace.ofTwo()
    try workspace.write(text, to: "tierpost.yaml")
    let outcome = try workspace.tierpost("check")
    outcome.expect(78, saying: "tierpost.yaml:")
    try workspace.write([0x61, 0x3A, 0x20, 0xFF], to: "tierpost.yaml")
    try workspace.tierpost("check").expect(78, saying: "UTF-8")
  }

  @Test func `a folder without a workspace says how to make one`() throws {
    let workspace = try TestWorkspace.ofTwo()
    try workspace.tierpost("check", "-C", "Segments").expect(78, saying: "tierpost.yaml", "tierpost init")
    try workspace.tierpost("check", "-C", "nowhere").expect(78, saying: "tierpost.yaml")
  }

  @Test func `a password in the settings is refused and not shown`() throws {
    let workspace = try TestWorkspace.ofTwo()
    try workspace.edit(
      "tierpost.yaml", "    folder: Data/Outbox\n",
      "    smtp: smtp://relay.example\n    user: acme\n    password: hunter2-secret\n")
    let outcome = try workspace.tierpost("check")
    outcome.expect(78, saying: "a password does not belong in a settings file", "password_env")
    #expect(!(outcome.errors + outcome.output).contains("hunter2"))
  }

  @Test func `a password in a relay's address is refused and not shown`() throws {
    let workspace = try TestWorkspace.ofTwo()
    try workspace.edit(
      "tierpost.yaml", "    folder: Data/Outbox\n", "    smtp: smtp://acme:hunter2-secret@relay.example\n")
    let outcome = try workspace.tierpost("check")
    outcome.expect(78, saying: "tierpost.yaml:")
    #expect(!(outcome.errors + outcome.output).contains("hunter2"))
  }

  @Test func `a password from the environment is shown nowhere, and a missing one is named`() throws {
    let workspace = try TestWorkspace.ofTwo()
    // Port 9 of this computer: nobody answers.
    try workspace.edit(
      "tierpost.yaml", "    folder: Data/Outbox\n",
      "    smtp: smtp://127.0.0.1:9\n    user: acme\n    password_env: RELAY_PASSWORD\n")
    let arguments = ["send", "monthly-status", "--as-of", Shared.asOf, "--yes"]
    let missing = try TierpostProcess(arguments, in: workspace.folder).finish()
    missing.expect(78, saying: "the environment has no RELAY_PASSWORD")
    let outcome = try TierpostProcess(
      arguments, in: workspace.folder, environment: ["RELAY_PASSWORD": "hunter2-secret"]
    ).finish()
    outcome.expect(69)
    #expect(!(outcome.errors + outcome.output).contains("hunter2"))
    for name in workspace.files(in: "Data") where name.hasPrefix("ledger") {
      #expect(!String(decoding: try workspace.bytes("Data/\(name)"), as: UTF8.self).contains("hunter2"))
    }
  }

  @Test func `the workspace's key is shown nowhere`() throws {
    let (workspace, runs, letters) = try Shared.sent()
    let key = try workspace.read("Data/keys/workspace.key").trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(key.count == 64)
    for run in runs { #expect(!(run.output + run.errors).contains(key)) }
    #expect(letters.allSatisfy { !$0.text.contains(key) && !$0.html.contains(key) })
  }
}
