import Foundation
import Testing

/// Malformed data files: every row is accounted for, what can be read is taken, and the reason has its place.
@Suite struct BadDataTests {
  private static let header = "id,name,email,joined,tags\n"
  private static let good = "P-1,Ann,ann@mail.example,2026-01-01,\n"
  private static let last = "P-9,Zoe,zoe@mail.example,2026-01-01,\n"

  /// A row between two good ones, and the line, column and words of its refusal.
  private static let rows: [(row: String, place: String, reason: String)] = [
    ("P-2,Ben,ben@mail.example,2026-01-01,x,y", "3:", "6 columns, but the header has 5"),
    ("P-2,Ben,ben@mail.example", "3:", "3 columns, but the header has 5"),
    ("P-2,Be\"n,ben@mail.example,2026-01-01,", "3:2", "a quote within a cell"),
    ("P-2,\"Ben\"x,ben@mail.example,2026-01-01,", "3:2", "text after a closing quote"),
    ("P-2,Be\u{0}n,ben@mail.example,2026-01-01,", "3:2", "a NUL byte"),
    (",Ben,ben@mail.example,2026-01-01,", "3:1 (id)", "missing"),
    ("P 2,Ben,ben@mail.example,2026-01-01,", "3:1 (id)", "blank"),
    ("P-2,Ben,,2026-01-01,", "3:3 (email)", ""),
    ("P-2,Ben,ben@mail.example,,", "3:4 (joined)", ""),
    ("P-2,Ben,ben@mail.example,01/02/2026,", "3:4 (joined)", ""),
    ("P-2,Ben,ben@mail.example,2026-13-01,", "3:4 (joined)", ""),
    ("P-1,Other,ben@mail.example,2026-01-01,", "3:1 (id)", "stands earlier in this file"),
  ]

  private func account(_ outcome: TierpostProcess.Outcome, _ file: String) throws -> [String: Int] {
    let object = try outcome.objects().first { $0["rows"] != nil && $0["file"]?.text == file }.orFail(file)
    return object.compactMapValues(\.number)
  }

  @Test(arguments: rows.indices)
  func `a malformed row is refused with its place and the rows around it are taken`(_ index: Int) throws {
    let (row, place, reason) = Self.rows[index]
    let workspace = try TestWorkspace(partners: Self.header + Self.good + row + "\n" + Self.last)
    let outcome = try workspace.tierpost("import")
    outcome.expect(0)
    let line = try outcome.lines.first { $0.hasPrefix("Sample/partners.csv:3") }.orFail(outcome.output)
    #expect(
      line.hasPrefix("Sample/partners.csv:\(place)") && (reason.isEmpty || line.contains(reason)), "\(line)")
    #expect(outcome.output.contains("3 rows = 2 added + 0 updated + 0 unchanged + 1 refused"))
    #expect(try workspace.tierpost("audience", "active", "--count").output == "2\n")
  }

  @Test func `a quote that is never closed takes the rest of the file, and says where it was opened`() throws
  {
    let workspace = try TestWorkspace(partners: Self.header + Self.good + "P-2,\"Ben,b\n" + Self.last)
    let outcome = try workspace.tierpost("import")
    outcome.expect(0)
    #expect(outcome.output.contains("the quote opened in line 3 is never closed"))
    #expect(outcome.output.contains("2 rows = 1 added + 0 updated + 0 unchanged + 1 refused"))
  }

  @Test func `bytes that are no UTF-8 are refused in their row`() throws {
    let workspace = try TestWorkspace.ofTwo()
    let row = Array("P-2,B".utf8) + [0xFF, 0xFE] + Array("n,ben@mail.example,2026-01-01,\n".utf8)
    try workspace.write(
      Array((Self.header + Self.good).utf8) + row + Array(Self.last.utf8), to: "Sample/partners.csv")
    try workspace.write(TestWorkspace.activityHeader, to: "Sample/activity.csv")
    let outcome = try workspace.tierpost("import")
    #expect(outcome.output.contains("Sample/partners.csv:3:2"))
    #expect(outcome.output.contains("the bytes are not UTF-8"))
    #expect(outcome.output.contains("3 rows = 2 added"))
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `every line end is read, with and without a byte order mark`(_ end: String) throws {
    for mark in ["", "\u{FEFF}"] {
      let text =
        "id,name,email,joined\nP-1,\"A\"\"n\"\"n, B\",ann@mail.example,2026-01-01\n\nP-2,Ben,b@mail.example,2026-01-01"
      let workspace = try TestWorkspace(partners: mark + text.replacing("\n", with: end))
      let outcome = try workspace.tierpost("import")
      outcome.expect(0)
      #expect(outcome.output.contains("2 rows = 2 added"), "\(outcome.output)")
      let list = SimpleCSV.rows(try workspace.tierpost("audience", "active", "--csv").output)
      #expect(list.map { $0["name"] } == ["A\"n\"n, B", "Ben"])
    }
  }

  @Test(arguments: [
    ("", "the file is empty"), ("name,email,joined\n", "id"), ("id,name,emial,joined\n", "email"),
    ("id,id,name,email,joined\n", "id"), ("\"id\n", "quote"),
  ])
  func `a header that cannot be used refuses the whole file`(_ text: String, _ word: String) throws {
    let workspace = try TestWorkspace(partners: text)
    let outcome = try workspace.tierpost("import")
    outcome.expect(65, saying: "Sample/partners.csv", word)
  }

  @Test(arguments: [
    ("A-1,P-9,sale,approved,1.00,USD,2026-10-05T10:00:00Z,", "(partner)"),
    ("A-1,P-1,sale,maybe,1.00,USD,2026-10-05T10:00:00Z,", "(status)"),
    ("A-1,P-1,sales,approved,1.00,USD,2026-10-05T10:00:00Z,", "(kind)"),
    ("A-1,P-1,sale,approved,1.005,USD,2026-10-05T10:00:00Z,", "(amount)"),
    ("A-1,P-1,sale,approved,\"1,000.00\",USD,2026-10-05T10:00:00Z,", "(amount)"),
    ("A-1,P-1,sale,approved,-1.00,USD,2026-10-05T10:00:00Z,", "(amount)"),
    ("A-1,P-1,sale,approved,99999999999999999999.00,USD,2026-10-05T10:00:00Z,", "(amount)"),
    ("A-1,P-1,sale,approved,1.00,EUR,2026-10-05T10:00:00Z,", "(currency)"),
    ("A-1,P-1,sale,approved,1.00,,2026-10-05T10:00:00Z,", "(currency)"),
    ("A-1,P-1,sale,approved,1.00,USD,2026-10-05 10:00,", "(occurred)"),
    ("A-1,P-1,sale,approved,1.00,USD,2026-10-05T25:00:00Z,", "(occurred)"),
    ("A-1,P-1,refund,approved,1.00,USD,2026-10-05T10:00:00Z,", "(reference)"),
    ("A-1,P-1,refund,approved,1.00,USD,2026-10-05T10:00:00Z,A-77", "(reference)"),
    ("A-1,P-1,refund,approved,1.00,USD,2026-10-05T10:00:00Z,A-1", "(reference)"),
  ])
  func `activity that cannot be counted is refused in its column`(_ row: String, _ column: String) throws {
    let workspace = try TestWorkspace(
      partners: Self.header + Self.good, activity: TestWorkspace.activityHeader + row + "\n")
    let outcome = try workspace.tierpost("import")
    outcome.expect(0)
    #expect(outcome.output.contains(#/Sample/activity\.csv:2:\d+ /#), "\(outcome.output)")
    #expect(outcome.output.contains(column), "\(outcome.output)")
    #expect(outcome.output.contains("1 rows = 0 added + 0 updated + 0 unchanged + 1 refused"))
  }

  @Test(arguments: [
    "{\"id\":\"P-2\"", "[1]", "7", "{\"id\":\"P-2\",\"id\":\"P-3\"}", "{\"id\":{}}", "{'id':'P-2'}",
    "{\"id\":\"P-2\",\"name\":\"B\\u000Aen\",\"email\":\"b@mail.example\",\"joined\":\"2026-01-01\"}",
  ])
  func `a malformed JSON line is refused and the others are taken`(_ line: String) throws {
    let workspace = try TestWorkspace.ofTwo()
    func object(_ id: Int) -> String {
      "{\"id\":\"P-\(id)\",\"name\":\"N\",\"email\":\"n\(id)@mail.example\",\"joined\":\"2026-01-01\"}"
    }
    try workspace.write("\(object(1))\n\(line)\n\(object(3))\n", to: "Sample/partners.jsonl")
    try workspace.edit("tierpost.yaml", "Sample/partners.csv", "Sample/partners.jsonl")
    try workspace.write(TestWorkspace.activityHeader, to: "Sample/activity.csv")
    let outcome = try workspace.tierpost("import", "--json")
    outcome.expect(0)
    let account = try account(outcome, "Sample/partners.jsonl")
    #expect(account["added"] == 2 && account["refused"] == 1, "\(outcome.output)")
    #expect(try outcome.objects().first { $0["line"] != nil }?["line"] == 2)
  }

  @Test func `a data file that is not there is named, and nothing is lost`() throws {
    let workspace = try TestWorkspace.ofTwo()
    try workspace.tierpost("import").expect(0)
    try workspace.remove("Sample/activity.csv")
    for command in [["import"], ["plan", "monthly-status"], ["audience", "active"], ["tiers", "status"]] {
      try TierpostProcess(command, in: workspace.folder).finish()
        .expect(66, saying: "Sample/activity.csv", "not there or cannot be read")
    }
    try workspace.edit("tierpost.yaml", "activity: Sample/activity.csv", "activity: Sample/activity.xlsx")
    try workspace.write("x", to: "Sample/activity.xlsx")
    #expect([65, 78].contains(try workspace.tierpost("import").exitCode))
  }
}
