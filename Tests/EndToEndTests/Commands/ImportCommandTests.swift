import Foundation
import Testing

/// What `tierpost import` does with the sample and with files of other forms.
@Suite struct ImportCommandTests {
  /// Checks a file's account and returns it.
  private func account(
    _ file: String, in outcome: TierpostProcess.Outcome
  ) throws -> (added: Int, updated: Int, unchanged: Int, refused: Int) {
    let line = try outcome.objects().last { $0["file"] == .text(file) && $0["rows"] != nil }.orFail(file)
    func number(_ name: String) throws -> Int { try (line[name]?.number).orFail(name) }
    let parts = try (number("added"), number("updated"), number("unchanged"), number("refused"))
    #expect(try number("rows") == parts.0 + parts.1 + parts.2 + parts.3)
    return parts
  }

  @Test func `every row of the sample is accounted for, and a second import changes nothing`() throws {
    let workspace = try TestWorkspace()
    let rows = try ["partners", "activity"].map { name in
      SimpleCSV.rows(try workspace.read("Sample/\(name).csv")).count
    }
    let first = try workspace.tierpost("import", "--json")
    first.expect(0)
    let partners = try account("Sample/partners.csv", in: first)
    let activity = try account("Sample/activity.csv", in: first)
    #expect(partners.added + partners.refused == rows[0])
    #expect(activity.added + activity.refused == rows[1])
    #expect(partners.refused > 0 && activity.refused > 0)

    let second = try workspace.tierpost("import", "--json")
    #expect(try account("Sample/partners.csv", in: second) == (0, 0, partners.added, partners.refused))
    #expect(try account("Sample/activity.csv", in: second) == (0, 0, activity.added, activity.refused))
  }

  @Test func `a refused row is listed with its line, column and reason, and does not stop the rest`() throws {
    let workspace = try Shared.imported()
    let outcome = try workspace.tierpost("import", "--json")
    let refusals = try outcome.objects().filter { $0["line"] != nil }
    #expect(refusals.count > 10)
    for refusal in refusals {
      let line = try (refusal["line"]?.number).orFail("line")
      #expect(line > 1)
      #expect(refusal["reason"]?.text?.isEmpty == false)
      let name = refusal["name"]?.text
      #expect((name == nil) == (refusal["column"] == .null), "a column has a number and a name: \(line)")
    }
    let plain = try workspace.tierpost("import")
    for line in plain.lines where !line.contains(" rows = ") {
      #expect(line.wholeMatch(of: /Sample\/\w+\.csv:\d+(:\d+ \(\w+\))?: .+/) != nil, "\(line)")
    }
    #expect(plain.lines.count == refusals.count + 2)
  }

  @Test func `rejects that were mended are taken, and nothing else changes`() throws {
    let workspace = try TestWorkspace(
      partners: TestWorkspace.partnersHeader + "P-1,Ann,ann@mail.example,2026-01-01,US,en,creator\n"
        + "P-2,\"Ben, the \"\"2nd\"\"\",ben@mail.example,2026-02-30,DE,de,agency\n"
        + "P-3,Cleo,cleo@mail.example,2026-03-01,Germany,de,agency\n")
    let outcome = try workspace.tierpost("import", "--rejects", "rejects.csv")
    outcome.expect(0)
    let rejects = try workspace.read("rejects.csv")
    let rows = SimpleCSV.rows(rejects)
    #expect(rows.map { $0["id"] } == ["P-2", "P-3"])
    #expect(rows.map { $0["name"] } == ["Ben, the \"2nd\"", "Cleo"])
    #expect(rows.map { $0["refused_line"] } == ["3", "4"])
    #expect(rows[0]["refused_reason"].contains("joined") && rows[1]["refused_reason"].contains("country"))

    let mended = rejects.replacing("2026-02-30", with: "2026-02-28").replacing("Germany", with: "DE")
    try workspace.write(mended, to: "Sample/mended.csv")
    try workspace.edit(
      "tierpost.yaml", "partners: Sample/partners.csv", "partners: [Sample/partners.csv, Sample/mended.csv]")
    let second = try workspace.tierpost("import", "--json")
    #expect(try account("Sample/mended.csv", in: second) == (2, 0, 0, 0))
    #expect(try account("Sample/partners.csv", in: second) == (0, 0, 1, 2))
    let list = try workspace.tierpost("audience", "active", "--csv", "--as-of", Shared.asOf)
    #expect(list.output.contains("\"Ben, the \"\"2nd\"\"\",ben@mail.example"))
  }

  @Test func `rejects of several files go to a file each, as one table has one header`() throws {
    let workspace = try TestWorkspace(
      partners: TestWorkspace.partnersHeader + "P-1,Ann,ann@mail.example,2026-01-32,US,en,creator\n",
      activity: TestWorkspace.activityHeader + "A-1,P-1,sale,approved,1.00,USD,2026-10-05T10:00:00Z,\n")
    let outcome = try workspace.tierpost("import", "--rejects", "out/rejects.csv")
    #expect(outcome.exitCode == 73, "a folder that is not there is not made")
    try FileManager.default.createDirectory(atPath: workspace.path("out"), withIntermediateDirectories: true)
    let second = try workspace.tierpost("import", "--rejects", "out/rejects.csv")
    second.expect(0, saying: "out/rejects-partners.csv", "out/rejects-activity.csv")
    #expect(workspace.files(in: "out") == ["rejects-activity.csv", "rejects-partners.csv"])
    #expect(SimpleCSV.rows(try workspace.read("out/rejects-partners.csv")).map { $0["id"] } == ["P-1"])
    #expect(SimpleCSV.rows(try workspace.read("out/rejects-activity.csv")).map { $0["id"] } == ["A-1"])
  }

  @Test func `strict stops at the first refused row and takes nothing of its file`() throws {
    let workspace = try TestWorkspace()
    let outcome = try workspace.tierpost("import", "--strict")
    outcome.expect(65, saying: "Sample/partners.csv:64:4 (email):")
    #expect(outcome.output.isEmpty)
    try workspace.write(TestWorkspace.partnersHeader, to: "Sample/partners.csv")
    try workspace.write(TestWorkspace.activityHeader, to: "Sample/activity.csv")
    let count = try workspace.tierpost("audience", "active", "--count", "--as-of", Shared.asOf)
    #expect(count.output == "0\n")
  }

  @Test func `CSV and JSON Lines give the same ledger`() throws {
    let workspace = try TestWorkspace()
    for name in ["partners", "activity"] {
      let lines = try SimpleCSV.rows(workspace.read("Sample/\(name).csv")).filter(\.isComplete).map { row in
        let object = row.values.filter { !$0.value.isEmpty }
        return String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
      }
      try workspace.write(lines.joined(separator: "\n"), to: "Sample/\(name).jsonl")
      try workspace.edit("tierpost.yaml", "Sample/\(name).csv", "Sample/\(name).jsonl")
    }
    let outcome = try workspace.tierpost("import", "--json")
    outcome.expect(0)
    #expect(try account("Sample/partners.jsonl", in: outcome).added > 400)
    #expect(try account("Sample/activity.jsonl", in: outcome).added > 8_000)
    for command in [
      ["tiers", "status", "--month", "2026-10", "--csv"], ["audience", "active", "--csv"],
      ["plan", "advancement", "--json"],
    ] {
      let arguments = command + ["--as-of", Shared.asOf]
      let lines = try TierpostProcess(arguments, in: workspace.folder).finish()
      let csv = try TierpostProcess(arguments, in: Shared.imported().folder).finish()
      lines.expect(0)
      // Plans differ by the workspace's key alone, which is in every unsubscribe link.
      func plain(_ text: String) -> String { text.replacing(/"plan":"\w+"/) { _ in "" } }
      #expect(plain(lines.output) == plain(csv.output))
    }
  }

  @Test func `further columns become fields that segments and templates read`() throws {
    let workspace = try TestWorkspace(
      partners: "id,name,email,joined,language,budget,shop\n"
        + "P-1,Ann,ann@mail.example,2026-01-01,en,high,Ann's <Shop> & Co\n"
        + "P-2,Ben,ben@mail.example,2026-01-01,en,low,\n")
    try workspace.write("name: Rich\nbudget: high\n", to: "Segments/rich.yaml")
    try workspace.edit(
      "Templates/tier-status/en.md", "The team at", "{{ partner.shop | default: 'no shop' }}\n\nThe team at")
    #expect(try workspace.tierpost("audience", "rich", "--count").output == "1\n")
    try workspace.tierpost("send", "monthly-status", "--as-of", Shared.asOf, "--yes").expect(0)
    let letters = try workspace.letters()
    let ann = try letters.first { $0.recipient == "ann@mail.example" }.orFail("Ann's letter")
    #expect(ann.text.contains("\nAnn's <Shop> & Co\n"))
    #expect(ann.html.contains("&lt;Shop&gt; &amp; Co") && !ann.html.contains("<Shop>"))
    let ben = try letters.first { $0.recipient == "ben@mail.example" }.orFail("Ben's letter")
    #expect(ben.text.contains("\nno shop\n"))
  }

  @Test func `a row that changed is updated, and its mails follow`() throws {
    let workspace = try TestWorkspace.ofTwo()
    try workspace.tierpost("import").expect(0)
    try workspace.edit("Sample/partners.csv", "P-2,Ben,ben@mail.example", "P-2,Benno,benno@mail.example")
    let outcome = try workspace.tierpost("import", "--json")
    #expect(try account("Sample/partners.csv", in: outcome) == (0, 1, 1, 0))
    try workspace.tierpost("send", "monthly-status", "--as-of", Shared.asOf, "--only", "P-2", "--yes").expect(
      0)
    #expect(try workspace.letters().map { $0.raw("to") } == ["Benno <benno@mail.example>"])
  }

  @Test func `a data file that changed is brought in before it is needed`() throws {
    let workspace = try TestWorkspace.ofTwo()
    #expect(try workspace.tierpost("audience", "active", "--count").output == "2\n")
    try workspace.edit(
      "Sample/partners.csv", "P-2,", "P-3,Cleo,cleo@mail.example,2026-01-01,US,en,creator\nP-2,")
    #expect(try workspace.tierpost("audience", "active", "--count").output == "3\n")
  }
}
