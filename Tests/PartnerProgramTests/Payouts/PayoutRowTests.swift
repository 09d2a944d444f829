import Mail
import Testing

@testable import PartnerProgram

@Suite struct PayoutRowTests {
  private func row(
    _ activities: [Activity], _ period: String, ladder: TierLadder = payingLadder(),
    name: String = "Dana Reyes",
    asOf clock: String = "2027-03-01T00:00:00Z"
  ) throws -> PayoutRow {
    let period = try #require(Period(name: period))
    var someone = try partner()
    someone.name = name
    var replay = PayoutReplay(try evaluator(ladder), someone, activities: activities, asOf: try at(clock))
    return PayoutRow(
      someone, try replay.statements(upTo: Month(of: period.last)), in: period, currency: usd)
  }

  @Test func `a quarter is the sum of its months`() throws {
    let some = try sales(3, in: "2026-07", prefix: "A") + sales(1, in: "2026-09", prefix: "B")
    let quarter = try row(some, "2026-Q3")
    let months = try ["2026-07", "2026-08", "2026-09"].map { try row(some, $0) }
    for figure in [\CommissionStatement.earned, \.payout, \.net, \.gross, \.clawback] {
      #expect(quarter.sum(figure) == months.reduce(0) { $0 + $1.sum(figure) })
    }
    #expect(quarter.carriedIn == months[0].carriedIn && quarter.carriedOut == months[2].carriedOut)
    // 95.00 of 400.00.
    #expect(quarter.rate?.percentText == "23.75%" && quarter.tier?.id == "standard")
    #expect(quarter.reference == "2026-Q3/P-1")
  }

  @Test func `a ladder that earns by the quarter pays when the quarter is over`() throws {
    let ladder = payingLadder(PayoutTerms(holdDays: 0)) { $0.window = .quarter }
    let some = try sales(2, in: "2026-07", prefix: "A") + sales(1, in: "2026-10", prefix: "B")
    #expect(try row(some, "2026-07", ladder: ladder).isNeeded == false)
    let september = try row(some, "2026-09", ladder: ladder)
    #expect(september.sum(\.payout) == 4_000 && september.statements.map(\.period.name) == ["2026-Q3"])
    let october = try row(some, "2026-10", ladder: ladder)
    #expect(october.statements.isEmpty && !october.isNeeded)
  }

  @Test func `whoever has nothing to be paid or carried has no row`() throws {
    let some = try sales(1, in: "2026-07", prefix: "A")
    #expect(try row(some, "2026-07").isNeeded)
    #expect(try !row(some, "2026-08").isNeeded && !row(some, "2026-06").isNeeded)
  }

  @Test func `a row in CSV has every column, and no name becomes a formula`() throws {
    let some = try sales(1, in: "2026-07", prefix: "A")
    var writer = CSVWriter()
    writer.payoutHeader()
    writer.row(try row(some, "2026-07", name: "=HYPERLINK(\"http://evil.example\")"))
    let text = String(decoding: writer.bytes, as: UTF8.self)
    #expect(
      text == """
        reference,partner,name,email,period,currency,tier,rate,orders,paid_orders,gross,taken_back,deductions,net,\
        earned,earned_late,bonuses,clawback,carried_in,payout,carried_out,due,state,reason,rule\r
        2026-07/P-1,P-1,"'=HYPERLINK(""http://evil.example"")",dana@mail.example,2026-07,USD,standard,20%,1,0,100.00,\
        0.00,0.00,100.00,20.00,0.00,0.00,0.00,0.00,20.00,0.00,2026-09-01,approved,,\(payingLadder().version)\r

        """)
  }

  @Test func `a debt is a negative number and no formula`() throws {
    let some = try sales(1, in: "2026-07", prefix: "A") + [refund("R", of: "A0", "2026-09-20T12:00:00Z")]
    var writer = CSVWriter()
    writer.row(try row(some, "2026-08"))
    let text = String(decoding: writer.bytes, as: UTF8.self)
    #expect(text.contains(",0.00,20.00,0.00,0.00,-20.00,2026-10-01,carried,more was taken back than earned,"))
  }

  @Test func `totals are the sums of the rows`() throws {
    let some = try sales(3, in: "2026-07", prefix: "A") + [refund("R", of: "A0", "2026-09-20T12:00:00Z")]
    var totals = PayoutTotals(currency: usd)
    for period in ["2026-07", "2026-08"] { try totals.add(row(some, period)) }
    #expect(totals.partners == 2 && totals.payees == 1)
    #expect(
      totals.equation
        == "earned USD 75.00 + bonuses USD 0.00 - clawed back USD 35.00 + carried in USD 0.00 = payout USD 75.00 + "
        + "carried on -USD 35.00")
  }
}
