import Testing

/// `tierpost status` and `tierpost suppress`.
@Suite struct LedgerCommandTests {
  @Test func `status has a row for each edition, and campaign's name chooses`() throws {
    let (workspace, _, letters) = try Shared.sent()
    let table = try workspace.tierpost("status")
    table.expect(0)
    #expect(table.lines.count == 6)
    let objects = try workspace.tierpost("status", "--json").objects()
    for (source, group) in Dictionary(grouping: letters, by: \.source) {
      let object = try objects.first { $0["campaign"]?.text == source[0] && $0["edition"]?.text == source[1] }
        .orFail("\(source)")
      #expect(object["states"] == .object(["accepted": .number(group.count)]))
      #expect(object["as_of"] == .text(Shared.asOf))
    }
    let own = try workspace.tierpost("status", "advancement", "--json").objects()
    #expect(own.map { $0["campaign"]?.text } == ["advancement"])
  }

  @Test func `a suppressed address gets no mail, whatever its case, and a new import does not bring it back`()
    throws
  {
    let workspace = try TestWorkspace.ofTwo()
    try workspace.tierpost("suppress", "Ben@MAIL.example", "--reason", "by telephone").expect(
      0, saying: "1 added")
    try workspace.tierpost("suppress", "Ben@MAIL.example").expect(0, saying: "0 added, 1 had been there")
    try workspace.edit("Sample/partners.csv", "P-2,Ben", "P-2,Benno")
    try workspace.tierpost("import").expect(0)
    try workspace.tierpost("send", "monthly-status", "--as-of", Shared.asOf, "--yes").expect(0)
    #expect(try workspace.letters().map(\.recipient) == ["ann@mail.example"])
    let states = try workspace.tierpost("status", "--json").objects().first?["states"]
    #expect(states == .object(["accepted": 1, "suppressed": 1]))
  }

  @Test func `a suppression of one campaign leaves the others`() throws {
    let workspace = try TestWorkspace.ofTwo()
    try workspace.tierpost("suppress", "ann@mail.example", "--campaign", "onboarding").expect(0)
    try workspace.tierpost("suppress", "ben@mail.example", "--campaign", "monthly-status").expect(0)
    try workspace.tierpost("send", "monthly-status", "--as-of", Shared.asOf, "--yes").expect(0)
    #expect(try workspace.letters().map(\.recipient) == ["ann@mail.example"])
  }

  @Test func `an address that is none is refused, and the others of the line with it`() throws {
    let workspace = try TestWorkspace.ofTwo()
    let outcome = try workspace.tierpost("suppress", "ann@mail.example", "not-an-address")
    outcome.expect(65, saying: "argument 2 is not an address")
    #expect(!outcome.errors.contains("not-an-address"))
    try workspace.tierpost("suppress", "ann@mail.example").expect(0, saying: "1 added")
  }
}
