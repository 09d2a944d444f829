import Foundation
import Testing

/// `tierpost tiers leaderboard`, `tiers spotlight`, and the mails that show both.
@Suite struct TiersLeaderboardTests {
  private static let asOf = RankedWorkspace.asOf

  private func board(_ workspace: TestWorkspace, _ arguments: String...) throws -> TierpostProcess.Outcome {
    try TierpostProcess(
      ["tiers", "leaderboard", "--month", "2026-10", "--as-of", Self.asOf] + arguments, in: workspace.folder
    ).finish()
  }

  @Test func `the manager sees places, ids, the names that others see, and who opted out`() throws {
    let workspace = try RankedWorkspace.make("leaderboard: {names: first, top: 5, minimum: 5}")
    let outcome = try board(workspace)
    outcome.expect(0, saying: "1 partner left out by the field `leaderboard`")
    #expect(outcome.lines.first == "11 partners ranked by conversions, October 2026")
    let rows = try board(workspace, "--json").objects()
    #expect(rows.map { $0["place"]?.number } == [1, 2, 3, 3, 5])
    #expect(rows.map { $0["partner"]?.text } == ["P-01", "P-02", "P-03", "P-04", "P-05"])
    #expect(rows.first?["shown_as"] == "First1" && rows.first?["value"]?.number == 12)
    #expect(rows.first?["ranked"]?.number == 11 && rows.first?["period"] == "2026-10")
    #expect(SimpleCSV.rows(try board(workspace, "--csv").output).count == 5)
  }

  @Test func `without settings the ladder's metric ranks, and a segment ranks its own`() throws {
    let workspace = try RankedWorkspace.make("", campaign: false)
    #expect(try board(workspace, "--json").objects().count == 10)
    try workspace.write("type: creator\n", to: "Segments/makers.yaml")
    let few = try board(workspace, "--segment", "makers")
    few.expect(0, saying: "fewer than the minimum")
    #expect(few.output.isEmpty)
    try board(workspace, "--segment", "makres").expect(66, saying: "makers")
    try workspace.tierpost("tiers", "spotlight").expect(78, saying: "has no `spotlight:`")
  }

  @Test func `a field that nobody has is refused by check and by the command`() throws {
    let workspace = try RankedWorkspace.make("leaderboard: {within: tipe}", campaign: false)
    try workspace.tierpost("check").expect(78, saying: "no partner has a field 'tipe'")
    try board(workspace).expect(78, saying: "did you mean 'type'?")
  }

  @Test func `the settings that tierpost.yaml shows as a comment are right as they stand`() throws {
    let workspace = try RankedWorkspace.make("", campaign: false)
    var lines = try workspace.read("tierpost.yaml").components(separatedBy: "\n")
    let first = try #require(lines.firstIndex(of: "# leaderboard:"))
    let end = try #require(lines[first...].firstIndex(of: ""))
    for place in first..<end { lines[place] = String(lines[place].dropFirst(2)) }
    try workspace.write(lines.joined(separator: "\n"), to: "tierpost.yaml")
    try workspace.tierpost("check").expect(0, saying: "No mistakes")
    #expect(try board(workspace, "--json").objects().count == 10)
    #expect(try workspace.tierpost("tiers", "spotlight").exitCode == 0)
  }

  @Test func `check tells of a choice that is neither yes nor no`() throws {
    let workspace = try RankedWorkspace.make("leaderboard: {minimum: 5}", campaign: false)
    #expect(try !workspace.tierpost("check").errors.contains("unclear-choice"))
    try workspace.edit("Sample/partners.csv", "agency,no,yes", "agency,nope,yes")
    try workspace.tierpost("check").expect(
      0, saying: "1 partner has a word in the column 'leaderboard' that is neither yes nor no")
  }

  @Test func `mails show the board to who is on it, and the same plan is the same bytes`() throws {
    let workspace = try RankedWorkspace.make(
      "leaderboard: {names: initials, top: 3, minimum: 5}\nspotlight: {rule: growth, names: first}")
    func plan() throws -> [String: JSON] {
      try #require(
        try workspace.tierpost("plan", "board", "--json", "--as-of", Self.asOf).objects().first)
    }
    let first = try plan()
    #expect(first["mails"]?.number == 12)
    #expect(try plan()["plan"] == first["plan"])
    try workspace.tierpost("send", "board", "--yes", "--as-of", Self.asOf).expect(0)
    let mails = try Dictionary(
      uniqueKeysWithValues: workspace.outbox().map { name in
        let letter = try Letter(workspace.bytes("Data/Outbox/\(name)"))
        return (letter.recipient, letter.text)
      })
    let second = try #require(mails["p2@mail.example"])
    #expect(second.contains("You are 2nd of 11.") && second.contains("1 more conversion takes you to 1st"))
    #expect(second.contains("2. You: 11") && second.contains("2 partners share place 3."))
    #expect(second.contains("First2\nConversions (October 2026): 11 more") && second.contains("This is you."))
    #expect(!second.contains("Long1") && second.contains("1. N.\u{A0}L.: 12"))
    // Who opted out hears of the spotlight alone.
    let twelfth = try #require(mails["p12@mail.example"])
    #expect(!twelfth.contains("Platz") && twelfth.contains("First2"))
  }

  @Test func `what changes after the clock changes no mail of the edition`() throws {
    let workspace = try RankedWorkspace.make("leaderboard: {minimum: 5}")
    func plan() throws -> JSON? {
      try workspace.tierpost("plan", "board", "--json", "--as-of", Self.asOf).objects().first?["plan"]
    }
    let before = try plan()
    let sales = (1...5).map { "B-\($0),P-11,sale,approved,10.00,USD,2026-11-0\($0)T15:00:00Z,\n" }
    try workspace.write(workspace.read("Sample/activity.csv") + sales.joined(), to: "Sample/activity.csv")
    #expect(try plan() == before)
    let one = "B-9,P-11,sale,approved,10.00,USD,2026-10-20T15:00:00Z,\n"
    try workspace.write(workspace.read("Sample/activity.csv") + one, to: "Sample/activity.csv")
    #expect(try plan() != before)
  }

  @Test func `the spotlight lists who was chosen and why, and rests them`() throws {
    let workspace = try RankedWorkspace.make("spotlight: {rule: growth, rest: 1 period}", campaign: false)
    var activity = try workspace.read("Sample/activity.csv")
    for sale in 0..<20 {
      activity += "C-\(sale),P-02,sale,approved,10.00,USD,2026-09-\(sale + 10)T15:00:00Z,\n"
    }
    try workspace.write(activity, to: "Sample/activity.csv")
    let rows = try workspace.tierpost(
      "tiers", "spotlight", "--month", "2026-10", "--json", "--as-of", Self.asOf
    ).objects()
    #expect(rows.map { $0["period"]?.text } == ["2026-09", "2026-10"])
    #expect(rows.map { $0["partner"]?.text } == ["P-02", "P-04"])
    #expect(rows.last?["why"] == "10 more than in the period before")
  }
}
