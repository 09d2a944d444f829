import Testing

/// `exchange_rates`: what commands make of orders in other currencies.
@Suite struct ExchangeRateCommandTests {
  private static func workspace() throws -> TestWorkspace {
    try TestWorkspace(
      partners: TestWorkspace.partnersHeader + "P-1,Ann,ann@mail.example,2026-01-01,US,en,creator\n",
      activity: TestWorkspace.activityHeader + "A-1,P-1,sale,approved,10.00,USD,2026-10-05T10:00:00Z,\n"
        + "A-2,P-1,sale,approved,100.00,EUR,2026-10-06T10:00:00Z,\n"
        + "A-3,P-1,refund,approved,25.00,EUR,2026-10-20T10:00:00Z,A-2\n"
        + "A-4,P-1,sale,approved,50.00,GBP,2026-10-07T10:00:00Z,\n")
  }

  @Test func `an order without a rate is refused, and comes in when one is stated`() throws {
    let workspace = try Self.workspace()
    let refused = try workspace.tierpost("import")
    refused.expect(0)
    #expect(
      refused.output.contains(
        "an amount in EUR, but the program counts in USD, and exchange_rates has no rate for it"))
    #expect(refused.output.contains("1 added") && refused.output.contains("3 refused"))
    try workspace.edit(
      "tierpost.yaml", "  time_zone: America/New_York",
      "  exchange_rates: [{from: EUR, to: USD, rate: 1.0832, since: 2026-01-01}]\n  time_zone: America/New_York"
    )
    let explained = try workspace.tierpost(
      "tiers", "explain", "P-1", "--month", "2026-10", "--as-of", Shared.asOf)
    explained.expect(0, saying: "1 refused")
    #expect(explained.output.contains("2 conversions counted, worth USD 91.24 net"))
    #expect(
      explained.output.contains("counted less USD 27.08 taken back, at 1 EUR = 1.0832 USD since 2026-01-01"))
    let payouts = SimpleCSV.rows(
      try workspace.tierpost("export", "payouts", "--period", "2026-10", "--as-of", "2026-12-15").output)
    let row = try payouts.first.orFail("no payout")
    #expect(row["gross"] == "118.32" && row["taken_back"] == "27.08" && row["net"] == "91.24")
    #expect(row["payout"] == "18.25" && row["currency"] == "USD")
    let check = try workspace.tierpost("check", "--reconcile", "--period", "2026-10", "--as-of", "2026-12-15")
    check.expect(0, saying: "reconciles")
    #expect(check.output.contains("EUR"))
  }

  @Test func `a rate that is taken away again leaves no order out in silence`() throws {
    let workspace = try Self.workspace()
    let line = "  exchange_rates: [{from: EUR, rate: 1.0832, since: 2026-01-01}]\n"
    try workspace.edit(
      "tierpost.yaml", "  time_zone: America/New_York", line + "  time_zone: America/New_York")
    try workspace.tierpost("import").expect(0)
    try workspace.edit("tierpost.yaml", line, "")
    let outcome = try workspace.tierpost("tiers", "status", "--month", "2026-10", "--as-of", Shared.asOf)
    outcome.expect(65, saying: "activity 'A-2' is in EUR", "exchange_rates has no rate for its day")
  }
}
