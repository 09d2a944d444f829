import Glibc
import Testing

/// `tierpost send`: its options, and that nobody is written to twice.
@Suite struct SendCommandTests {
  private func send(_ workspace: TestWorkspace, _ arguments: String...) throws -> TierpostProcess.Outcome {
    try TierpostProcess(["send", "monthly-status", "--as-of", Shared.asOf] + arguments, in: workspace.folder)
      .finish()
  }

  @Test func `a second run sends nothing and says so`() throws {
    let workspace = try TestWorkspace(copyOf: Shared.sent().workspace)
    let before = workspace.outbox()
    let outcome = try send(workspace, "--yes", "--json")
    outcome.expect(0, saying: "accepted before and not sent again")
    let report = try outcome.objects().first.orFail("a report")
    #expect(report["planned"] == 0 && report["accepted"] == 0)
    #expect(report["states"]?["accepted"]?.number == before.count { $0.hasPrefix("monthly-status") })
    #expect(workspace.outbox() == before)
  }

  @Test func `without a terminal nothing is sent unless yes is said`() throws {
    let workspace = try TestWorkspace.ofTwo()
    let outcome = try send(workspace)
    outcome.expect(64, saying: "2 mails, 2 partners looked at", "nobody can be asked here", "--yes")
    #expect(workspace.outbox().isEmpty)
  }

  @Test(arguments: [("y\n", 0, 2), ("yes\n", 0, 2), ("n\n", 64, 0), ("\n", 64, 0)] as [(String, Int32, Int)])
  func `a person at a terminal is asked, and only yes sends`(_ answer: String, _ code: Int32, _ mails: Int)
    throws
  {
    let workspace = try TestWorkspace.ofTwo()
    let terminal = try PseudoTerminal()
    terminal.type(answer)
    let process = try TierpostProcess(
      ["send", "monthly-status", "--as-of", Shared.asOf], in: workspace.folder, terminal: terminal.end)
    let outcome = try process.finish()
    let screen = terminal.screen()
    #expect(outcome.exitCode == code, "\(screen)")
    #expect(screen.contains("2 mails, 2 partners looked at") && screen.contains("Send? [y/N]"))
    #expect(workspace.outbox().count == mails)
  }

  @Test func `limit sends so many, and the rest later`() throws {
    let workspace = try TestWorkspace(copyOf: Shared.imported())
    #expect(try send(workspace, "--yes", "--limit", "7").exitCode == 0)
    #expect(workspace.outbox().count == 7)
    #expect(try send(workspace, "--yes", "--limit", "5").exitCode == 0)
    #expect(workspace.outbox().count == 12)
    #expect(Set(try workspace.letters().map(\.recipient)).count == 12)
  }

  @Test func `only writes to the partners named, and the others get theirs later`() throws {
    let workspace = try TestWorkspace.ofTwo()
    try send(workspace, "--yes", "--only", "P-2").expect(0)
    #expect(try workspace.letters().map(\.recipient) == ["ben@mail.example"])
    try send(workspace, "--yes").expect(0)
    #expect(try workspace.letters().map(\.recipient).sorted() == ["ann@mail.example", "ben@mail.example"])
  }

  @Test func `a dry run prints the plan and does nothing`() throws {
    let workspace = try TestWorkspace.ofTwo()
    let plan = try TierpostProcess(
      ["plan", "monthly-status", "--as-of", Shared.asOf, "--json"], in: workspace.folder
    ).finish()
    let dry = try send(workspace, "--dry-run", "--json")
    dry.expect(0)
    #expect(dry.output == plan.output)
    #expect(workspace.outbox().isEmpty)
    try workspace.tierpost("status").expect(0, saying: "Nothing was sent yet.")
  }

  @Test func `a test goes to one address, is not recorded and can be repeated`() throws {
    let workspace = try TestWorkspace.ofTwo()
    for _ in 1...2 {
      try send(workspace, "--to", "me@mail.example").expect(0, saying: "1 of 1 accepted")
    }
    try send(workspace, "--to", "me@mail.example", "--only", "P-2").expect(0, saying: "1 of 1 accepted")
    let letters = try workspace.letters()
    #expect(letters.allSatisfy { $0.recipient == "me@mail.example" })
    #expect(letters.contains { $0.raw("content-language") == "de" }, "Ben's own mail")
    try workspace.tierpost("status").expect(0, saying: "Nothing was sent yet.")
    try send(workspace, "--yes").expect(0)
    let identities = try workspace.letters().map { $0.raw("message-id") }
    #expect(Set(identities).count == identities.count, "a test is no repetition of the partner's mail")
  }

  @Test func `a test of several takes as many as limit says`() throws {
    let workspace = try TestWorkspace(copyOf: Shared.imported())
    try send(workspace, "--to", "me@mail.example", "--limit", "4").expect(0, saying: "4 of 4 accepted")
    #expect(workspace.outbox().count == 4)
  }

  @Test func `JSON has one object with the account of the run`() throws {
    let workspace = try TestWorkspace.ofTwo()
    let outcome = try send(workspace, "--yes", "--json")
    let objects = try outcome.objects()
    #expect(objects.count == 1)
    let report = try objects.first.orFail("a report")
    #expect(report["campaign"] == "monthly-status" && report["edition"] == "2026-10")
    #expect(report["planned"] == 2 && report["accepted"] == 2 && report["refused"] == 0)
    #expect(report["states"] == .object(["accepted": 2]) && report["outage"] == .null)
  }

  @Test func `the same clock and workspace give the same bytes`() throws {
    let one = try TestWorkspace.ofTwo()
    try one.tierpost("import").expect(0)
    let other = try TestWorkspace(copyOf: one)
    for workspace in [one, other] { try send(workspace, "--yes").expect(0) }
    #expect(one.outbox().count == 2 && one.outbox() == other.outbox())
    for name in one.outbox() {
      #expect(try one.bytes("Data/Outbox/\(name)") == other.bytes("Data/Outbox/\(name)"), "\(name)")
    }
  }

  @Test func `a partner who came later gets the edition on the next run`() throws {
    let workspace = try TestWorkspace.ofTwo()
    try send(workspace, "--yes").expect(0)
    try workspace.edit(
      "Sample/partners.csv", "P-2,", "P-3,Cleo,cleo@mail.example,2026-03-01,JP,ja,creator\nP-2,")
    try send(workspace, "--yes").expect(0, saying: "1 accepted, 2 accepted before")
    #expect(try workspace.letters().map(\.recipient).sorted().last == "cleo@mail.example")
  }
}
