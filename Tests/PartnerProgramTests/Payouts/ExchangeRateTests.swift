import Mail
import Settings
import Testing

@testable import PartnerProgram

private let eur = Currency(code: "EUR", exponent: 2)
private let yen = Currency(code: "JPY", exponent: 0)
private let dinar = Currency(code: "KWD", exponent: 3)

/// Rates between currencies: stated, exact, and told wherever they take part.
@Suite struct ExchangeRateTests {
  private func rate(
    _ digits: Int64, _ decimals: Int, of from: Currency = eur, to: Currency = usd,
    since: String = "2026-01-01"
  ) throws -> ExchangeRate {
    ExchangeRate(from: from, to: to, digits: digits, decimals: decimals, since: try CivilDate(since))
  }

  private func rated(_ ladder: TierLadder = payingLadder()) throws -> TierEvaluator {
    let rates = try ExchangeRates(
      [rate(10_832, 4), rate(11_000, 4, since: "2026-10-10"), rate(66, 4, of: yen)], zone: "America/New_York")
    return TierEvaluator(ladder: ladder, currency: usd, calendar: try calendar(), rates: rates)
  }

  private func order(
    _ id: String, _ occurred: String, _ units: Int64, _ currency: Currency = eur, of sale: String? = nil
  ) throws -> Activity {
    Activity(
      id: id, partner: "P-1", kind: sale == nil ? .sale : .refund, status: .approved,
      amount: Money(minorUnits: units, currency: currency), occurred: try at(occurred), reference: sale)
  }

  @Test(arguments: [
    (Int64(10_000), Int64(10_832)), (1, 1), (50, 54), (-50, -54), (0, 0), (6, 6), (625, 677), (.max, .max),
  ])
  func `an amount is multiplied exactly and rounded once, half away from zero`(
    _ units: Int64, _ result: Int64
  ) throws {
    #expect(try rate(10_832, 4).converted(units) == result)
  }

  @Test func `currencies without minor units, and with three digits of them, convert by their value`() throws
  {
    // 100,000 yen at 0.0066 are 660.00 dollars; 1.500 dinars at 3.25 are 4.875 dollars.
    #expect(try rate(66, 4, of: yen).converted(100_000) == 66_000)
    #expect(try rate(325, 2, of: dinar).converted(1_500) == 488)
    #expect(try rate(1_515, 1, of: usd, to: yen).converted(1_000) == 1_515)
    #expect(try rate(10_832, 4).words == "1 EUR = 1.0832 USD since 2026-01-01")
  }

  @Test func `the rate is that of the day in the program's zone`() throws {
    let rates = try #require(try rated().rates)
    #expect(rates.rate(of: eur, at: try at("2026-10-10T03:59:59Z"))?.digits == 10_832)
    #expect(rates.rate(of: eur, at: try at("2026-10-10T04:00:00Z"))?.digits == 11_000)
    #expect(rates.rate(of: eur, on: try CivilDate("2025-12-31")) == nil)
    #expect(rates.rate(of: dinar, on: try CivilDate("2026-12-31")) == nil)
  }

  @Test func `orders in other currencies count in the program's, beside its own`() throws {
    let evaluator = try rated()
    let some = try [
      order("A", "2026-10-05T12:00:00Z", 10_000), order("B", "2026-10-15T12:00:00Z", 10_000),
      order("C", "2026-10-16T12:00:00Z", 10_000, yen), sale("D", "2026-10-17T12:00:00Z"),
    ]
    let status = try evaluator.recipient(
      partner(), activities: some, month: october, asOf: at("2026-11-01T12:00:00Z")
    ).status
    #expect(status.counted.money == dollars(10_832 + 11_000 + 6_600 + 10_000))
    #expect(status.commission == dollars((10_832 + 11_000 + 6_600 + 10_000) / 4))
  }

  @Test
  func
    `an order that is taken back in full, in however many parts and at whatever later rate, leaves nothing`()
    throws
  {
    let some = try [
      order("A", "2026-10-05T12:00:00Z", 10_001), order("R1", "2026-10-12T12:00:00Z", 3_333, of: "A"),
      order("R2", "2026-10-13T12:00:00Z", 3_333, of: "A"),
      order("R3", "2026-10-14T12:00:00Z", 3_335, of: "A"),
    ]
    let evaluator = try rated()
    let status = try evaluator.recipient(
      partner(), activities: some, month: october, asOf: at("2026-11-01T12:00:00Z")
    ).status
    #expect(status.counted.count == 0 && status.excluded[.refunded]?.money == dollars(10_833))
    let part = try evaluator.recipient(
      partner(), activities: Array(some.prefix(2)), month: october, asOf: at("2026-11-01T12:00:00Z")
    ).status
    // 66.68 EUR are left: 72.23 USD; what was taken back is the rest.
    #expect(part.counted.money == dollars(7_223) && part.takenBackInPart.money == dollars(10_833 - 7_223))
  }

  @Test func `without a rate for its day an order is an error that names it`() throws {
    let some = try [order("A", "2025-12-31T12:00:00Z", 10_000)]
    let failure = #expect(throws: EvaluationFailure.self) {
      try rated().recipient(partner(), activities: some, month: october, asOf: at("2026-11-01T12:00:00Z"))
    }
    #expect(failure?.cause == .foreignCurrency(activity: "A", code: "EUR"))
    #expect(
      failure?.description
        == "partner 'P-1': activity 'A' is in EUR, not in the program's currency, and exchange_rates has no rate for "
        + "its day")
  }

  @Test func `the explanation says rate and date of each row`() throws {
    let some = try [
      order("A", "2026-10-05T12:00:00Z", 10_000), order("R", "2026-10-12T12:00:00Z", 2_500, of: "A"),
    ]
    let evaluator = try rated()
    let recipient = try evaluator.recipient(
      partner(), activities: some, month: october, asOf: at("2026-11-01T12:00:00Z"))
    let rows = TierExplanation(recipient, activities: some, evaluator: evaluator).rows
    #expect(rows.map(\.amount) == ["EUR 100.00", "EUR 25.00"])
    #expect(rows[0].counted == "USD 81.24")
    #expect(
      rows.map(\.verdict) == [
        "counted less USD 27.08 taken back, at 1 EUR = 1.0832 USD since 2026-01-01",
        "takes back A, at 1 EUR = 1.0832 USD since 2026-01-01",
      ])
  }

  @Test func `a bonus in another currency is paid at the rate of the period's last day`() throws {
    var tiers = payingLadder().tiers
    tiers[1].bonus = Money(minorUnits: 10_000, currency: eur)
    let ladder = TierLadder(tiers: tiers, terms: LadderTerms(metric: .conversions), currency: usd)
    var replay = PayoutReplay(
      try rated(ladder), try partner(), activities: try sales(3, in: "2026-10", prefix: "A"),
      asOf: try at("2026-12-20T12:00:00Z"))
    let all = try replay.statements(upTo: october)
    #expect(all.map(\.bonuses) == [11_000])
    var early = PayoutReplay(
      try rated(ladder), try partner(), activities: try sales(3, in: "2025-10", prefix: "A"),
      asOf: try at("2026-12-20T12:00:00Z"))
    let failure = #expect(throws: EvaluationFailure.self) { try early.statements(upTo: october) }
    #expect(failure?.cause == .foreignBonus(tier: "growth", code: "EUR"))
  }

  @Test func `rows in a currency with a rate for their day are taken, others refused with the reason`() throws
  {
    var reader = ActivityReader(file: "a.csv", format: .csv, currency: usd, rates: try rated().rates)
    let file = """
      id,partner,kind,status,amount,currency,occurred
      A,P-1,sale,paid,100.50,EUR,2026-10-05T12:00:00Z
      B,P-1,sale,paid,100,JPY,2026-10-05T12:00:00Z
      C,P-1,sale,paid,100.5,JPY,2026-10-05T12:00:00Z
      D,P-1,sale,paid,100,EUR,2025-10-05T12:00:00Z
      E,P-1,sale,paid,100,CHF,2026-10-05T12:00:00Z

      """
    var taken: [Activity] = []
    var refused: [String] = []
    func take(_ outcome: RowOutcome<Activity>) {
      switch outcome {
      case .accepted(let activity, _): taken.append(activity)
      case .refused(let refusal): refused.append("\(refusal.line) \(refusal.reason)")
      }
    }
    try reader.read(Array(file.utf8).span, take)
    try reader.finish(take)
    #expect(
      taken.map(\.amount) == [
        Money(minorUnits: 10_050, currency: eur), Money(minorUnits: 100, currency: yen),
      ])
    #expect(
      refused == [
        "4 1 decimals, but JPY has 0",
        "5 an amount in EUR, but the program counts in USD, and exchange_rates has no rate of its day for it",
        "6 an amount in CHF, but the program counts in USD, and exchange_rates has no rate for it",
      ])
  }
}

/// `exchange_rates` in settings.
@Suite struct ExchangeRateSettingsTests {
  private func read(_ rates: String, bonus: String = "100 USD") throws -> (ProgramSettings?, [String]) {
    let text = """
      program:
        name: Acme
        currency: USD
        time_zone: America/New_York
        postal_address: Acme, Springfield
        exchange_rates:
      \(rates)
      data: {partners: p.csv, activity: a.csv}
      tiers:
        metric: conversions
        ladder:
          - {id: a, name: A, rate: 20%}
          - {id: b, name: B, from: 6, rate: 25%, bonus: \(bonus)}
      """
    let log = ProblemLog()
    let document = try SettingsDocument(SourceText(name: "tierpost.yaml", text: text), log: log)
    let program = ProgramSettings(try #require(document.root?.mapping()))
    return (program, log.problems.map(\.message))
  }

  @Test func `a table is read, and a bonus may be in a currency of it`() throws {
    let (program, problems) = try read(
      "    - {from: EUR, to: USD, rate: 1.0832, since: 2026-01-01}\n    - {from: JPY, rate: 0.0066, since: 2026-01-01}",
      bonus: "100 EUR")
    #expect(problems.isEmpty)
    let rates = try #require(program?.exchangeRates)
    #expect(
      rates.rate(of: eur, on: try CivilDate("2026-06-01"))?.words == "1 EUR = 1.0832 USD since 2026-01-01")
    #expect(rates.knows(yen) && !rates.knows(dinar))
    #expect(program?.ladder.tiers[1].bonus == Money(minorUnits: 10_000, currency: eur))
  }

  @Test(arguments: [
    ("{from: EUR, rate: 1,08, since: 2026-01-01}", "unknown key '08'"),
    ("{from: EUR, rate: 0, since: 2026-01-01}", "'0' is not a rate"),
    ("{from: EUR, rate: -1.08, since: 2026-01-01}", "'-1.08' is not a rate"),
    ("{from: EUR, rate: 1e3, since: 2026-01-01}", "'1e3' is not a rate"),
    ("{from: EUR, rate: 1.12345678901, since: 2026-01-01}", "'1.12345678901' is not a rate"),
    ("{from: EUX, rate: 1.08, since: 2026-01-01}", "'EUX' is not an ISO 4217 currency"),
    ("{from: USD, rate: 1.08, since: 2026-01-01}", "USD is the program's own currency"),
    (
      "{from: EUR, to: GBP, rate: 1.08, since: 2026-01-01}",
      "rates lead to the program's currency USD, not to GBP"
    ),
    ("{from: EUR, rate: 1.08, since: soon}", "'soon' is not a day"),
    ("{from: EUR, rate: 1.08}", "the key 'since' is missing or empty"),
    (
      "{from: EUR, rate: 1.08, since: 2026-01-01}\n    - {from: EUR, rate: 1.09, since: 2026-01-01}",
      "a rate of EUR since 2026-01-01 is stated already"
    ),
  ])
  func `a mistake in the table is refused`(_ entry: String, _ message: String) throws {
    let (program, problems) = try read("    - \(entry)")
    #expect(program == nil)
    #expect(problems.contains { $0.hasPrefix(message) }, "\(problems)")
  }

  @Test(arguments: ["bonus: 100 GBP", "payout: {minimum: 25 EUR}"])
  func `what has no rate, or must be in the program's currency, is refused`(_ piece: String) throws {
    let (program, problems) = try read(
      "    - {from: EUR, rate: 1.08, since: 2026-01-01}",
      bonus: "1 USD, \(piece)".replacing("1 USD, bonus: ", with: ""))
    #expect(program == nil)
    #expect(problems.contains { $0.contains("no rate of exchange_rates applies here") }, "\(problems)")
  }
}
