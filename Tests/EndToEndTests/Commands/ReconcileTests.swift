import Testing

/// `tierpost check --reconcile`, and that nothing is sent where the money does not add up.
@Suite struct ReconcileTests {
  /// Runs SQL on the ledger as somebody would who goes behind the program's back.
  private func tamper(_ workspace: TestWorkspace, _ sql: String) throws {
    let script = """
      import sqlite3, sys
      ledger = sqlite3.connect("Data/ledger.sqlite")
      ledger.executescript(sys.argv[1])
      ledger.commit()
      """
    try TierpostProcess(["-c", script, sql], in: workspace.folder, executable: "/usr/bin/python3").finish()
      .expect(0)
  }

  @Test func `the sample reconciles, and its payouts are those of the export`() throws {
    let workspace = try Shared.imported()
    let outcome = try workspace.tierpost(
      "check", "--reconcile", "--period", "2026-10", "--json", "--as-of", "2026-12-15")
    outcome.expect(0, saying: "2026-10 reconciles", "every figure in two ways")
    let objects = try outcome.objects()
    #expect(objects.last?["reconciles"] == .bool(true))
    let rows = SimpleCSV.rows(
      try workspace.tierpost("export", "payouts", "--period", "2026-10", "--as-of", "2026-12-15").output)
    for (figure, column) in [
      ("commission", "earned"), ("payouts", "payout"), ("bonuses", "bonuses"),
      ("net commission basis", "net"),
    ] {
      let said = try objects.first { $0["figure"]?.text == figure }.orFail(figure)["by_payouts"]?.text
      let cents = rows.reduce(0) { $0 + (Int($1[column].replacing(".", with: "")) ?? -1_000_000) }
      #expect(said.flatMap { Int($0.replacing(".", with: "")) } == cents, "\(figure)")
    }
  }

  @Test func `the report for people shows what became of every row, and the way from orders to payouts`()
    throws
  {
    let outcome = try TestWorkspace.ofTwo().tierpost("check", "--reconcile", "--as-of", "2026-11-01")
    outcome.expect(0)
    for text in [
      "brought in", "= counted", "money of the orders", "net commission basis", "USD 30.50", "USD 6.10",
    ] {
      #expect(outcome.output.contains(text), "\(text)")
    }
  }

  @Test(arguments: [
    ("UPDATE activity SET amount = 99900 WHERE id = 'A-1'", "USD 1,019.50"),
    (
      "UPDATE activity SET status = 'pending' WHERE id = 'A-1'",
      "as many as were brought in, and not the same"
    ),
    ("DELETE FROM activity WHERE id = 'A-2'", "the ledger holds 1 row of USD 10.00"),
  ])
  func `a row that was changed behind the program's back stops plan and send, until it is mended`(
    _ sql: String, _ words: String
  ) throws {
    let workspace = try TestWorkspace.ofTwo()
    try workspace.tierpost("import").expect(0)
    try tamper(workspace, sql)
    let check = try workspace.tierpost("check", "--reconcile", "--as-of", Shared.asOf)
    check.expect(65, saying: "does not reconcile", "tierpost import --recount")
    #expect(check.output.contains("P-1") && check.output.contains(words))
    let objects = try workspace.tierpost("check", "--reconcile", "--json", "--as-of", Shared.asOf).objects()
    #expect(objects.last?["reconciles"] == .bool(false))
    #expect(objects.contains { $0["partner"]?.text == "P-1" && $0["differs"]?.text == "rows" })
    for command in [["send", "monthly-status", "--yes"], ["plan", "monthly-status"]] {
      try TierpostProcess(command + ["--as-of", Shared.asOf], in: workspace.folder).finish().expect(
        65, saying: "the figures do not add up, first of P-1", "tierpost check --reconcile --period 2026-10")
    }
    #expect(workspace.outbox().isEmpty)
    try workspace.tierpost("import", "--recount").expect(0)
    try workspace.tierpost("check", "--reconcile", "--as-of", Shared.asOf).expect(0)
    try workspace.tierpost("send", "monthly-status", "--yes", "--as-of", Shared.asOf).expect(0)
    #expect(workspace.outbox().count == 2)
  }

  @Test func `a period is asked for with --reconcile only`() throws {
    let workspace = try TestWorkspace.ofTwo()
    try workspace.tierpost("check", "--period", "2026-10").expect(64, saying: "--period needs --reconcile")
    try workspace.tierpost("check", "--reconcile", "--period", "soon").expect(64, saying: "--period soon")
  }
}
