import Mail
import Settings
import Testing

@testable import PartnerProgram

@Suite struct ProgramSettingsTests {
  private static let right = """
    program:
      name: Acme Partners
      currency: USD
      time_zone: America/New_York
      language: pt-br
      postal_address: Acme Inc., 1 Main St, Springfield, IL 62701, USA
      website: https://partners.acme.example
      unsubscribe: {url: "https://partners.acme.example/u/", mail: unsubscribe@acme.example}
    data:
      partners: Sample/partners.csv
      activity: [Sample/activity.csv, Sample/more.jsonl]
    tiers:
      metric: conversions
      window: month
      basis: approved
      rate: whole_period
      refund_window: 30 days
      ladder:
        - {id: standard, name: Standard, rate: 20%}
        - {id: growth, name: Growth, from: 6, rate: 22.5%, bonus: 100 USD, unlocks: [Faster payouts]}
        - {id: elite, name: Elite, from: 16, rate: 30%, bonus: 250.50 USD}
    """

  private func read(_ text: String) throws -> (settings: ProgramSettings?, problems: [Problem]) {
    let log = ProblemLog()
    let document = try SettingsDocument(SourceText(name: "tierpost.yaml", text: text), log: log)
    let top = try #require(document.root?.mapping())
    let settings = ProgramSettings(top)
    return (settings, log.problems)
  }

  /// Reads the right file with one piece replaced.
  private func problems(replacing piece: String, with other: String) throws -> [String] {
    try #require(Self.right.contains(piece))
    let result = try read(Self.right.replacing(piece, with: other))
    #expect(result.settings == nil)
    return result.problems.map { "\($0.line):\($0.column) \($0.kind.rawValue): \($0.message)" }
  }

  @Test func `a right file gives the whole program`() throws {
    let result = try read(Self.right)
    #expect(result.problems.isEmpty)
    let settings = try #require(result.settings)
    #expect(settings.name == "Acme Partners")
    #expect(settings.currency == usd)
    #expect(settings.timeZone == "America/New_York")
    #expect(settings.language == "pt-BR")
    #expect(settings.website == "https://partners.acme.example")
    #expect(settings.unsubscribe?.mail?.description == "unsubscribe@acme.example")
    #expect(settings.data.activity == ["Sample/activity.csv", "Sample/more.jsonl"])
    let ladder = settings.ladder
    #expect(ladder.metric == .conversions && ladder.basis == .approved && ladder.refundWindow == 30)
    #expect(ladder.tiers.map(\.from) == [0, 6, 16])
    #expect(ladder.tiers.map(\.rate.basisPoints) == [2_000, 2_250, 3_000])
    #expect(ladder.tiers.map(\.bonus) == [nil, dollars(10_000), dollars(25_050)])
    #expect(ladder.tiers[1].unlocks == ["Faster payouts"])
  }

  @Test func `bounds of net revenue are money`() throws {
    let text = Self.right.replacing("metric: conversions", with: "metric: net_revenue")
      .replacing("from: 6,", with: "from: 1000.50 USD,").replacing("from: 16", with: "from: 5000")
    let ladder = try #require(try read(text).settings?.ladder)
    #expect(ladder.tiers.map(\.from) == [0, 100_050, 500_000])
  }

  @Test(arguments: [
    ("currency: USD", "currency: usd", "3:13 invalid value: 'usd' is not an ISO 4217 currency"),
    (
      "America/New_York", "America/New_Yrok",
      "4:14 invalid value: 'America/New_Yrok' is not an IANA time zone"
    ),
    ("America/New_York", "EST", "4:14 invalid value: 'EST' is not an IANA time zone"),
    ("language: pt-br", "language: pt_BR", "5:13 invalid value: 'pt_BR' is not a language tag (BCP 47)"),
    (
      "https://partners.acme.example\n", "http://partners.acme.example\n",
      "7:12 invalid value: 'http://partners.acme.example' is not an absolute https URL"
    ),
    (
      "https://partners.acme.example\n", "https://\n",
      "7:12 invalid value: 'https://' is not an absolute https URL"
    ),
    ("  name: Acme Partners\n", "", "2:3 missing key: the key 'name' is missing or empty"),
    (
      "partners: Sample/partners.csv", "partners: p.xlsx",
      "10:13 invalid value: 'p.xlsx' is neither a .csv nor a .jsonl file"
    ),
    (
      "partners: Sample/partners.csv", "partners: https://crm.example/p.csv",
      "10:13 not available: data from 'https' is not available yet, only files"
    ),
    (
      "Sample/more.jsonl]", "Sample/activity.csv]",
      "11:35 conflict: 'Sample/activity.csv' stands twice in the list"
    ),
    (
      "window: month", "window: fortnight",
      "14:11 invalid value: 'fortnight' is not a window"
    ),
    ("window: month", "window: rolling 0 days", "14:11 invalid value: 'rolling 0 days' is not a window"),
    (
      "rate: whole_period", "rate: recurring",
      "16:9 invalid value: 'recurring' is not one of 'whole_period', 'graduated', 'forward_only'"
    ),
    ("metric: conversions", "metric: conversion", "13:11 invalid value: 'conversion' is not a metric"),
    (
      "metric: conversions", "metric: [conversions, net_revenue]",
      "13:11 wrong type: one metric is expected: several at once are asked for by a tier's 'all' or 'any', or make a 'score'"
    ),
    (
      "from: 16", "from: 6",
      "21:32 conflict: the bound is not above the one before: a ladder ascends and no two tiers share a bound"
    ),
    ("from: 16, ", "", "21:8 missing key: only the first tier has no 'from': this one needs its lower bound"),
    (
      "name: Standard,", "name: Standard, from: 1,",
      "19:44 conflict: the first tier takes everyone and has no 'from'"
    ),
    ("id: elite", "id: growth", "21:8 conflict: the id 'growth' is another tier's already"),
    ("rate: 30%", "rate: 130%", "21:48 invalid value: 130% is out of range, expected 0% to 100%"),
    (
      "rate: 30%", "rate: -1%",
      "21:48 invalid value: '-1%' is not a rate in percent with at most two decimals"
    ),
    ("rate: 30%", "rate: 30", "21:48 invalid value: '30' is not a rate in percent with at most two decimals"),
    (
      "250.50 USD", "250 EUR",
      "21:60 invalid value: 'EUR' is not the program's currency USD, and no rate of exchange_rates applies here"
    ),
    (
      "250.50 USD", "250.505 USD",
      "21:60 invalid value: '250.505 USD' is not an amount: 3 decimals, but USD has 2"
    ),
    ("250.50 USD", "250", "21:60 invalid value: '250' is not an amount with its currency"),
    (
      "name: Standard,", "name: Standard, bonus: 5 USD,",
      "19:38 conflict: the first tier takes everyone and is never reached: it has no bonus"
    ),
    (
      "refund_window: 30 days", "refund_window: soon",
      "17:18 invalid value: 'soon' is not a number of days, expected for example '3 days'"
    ),
    (
      "basis: approved", "basis: aproved",
      "15:10 invalid value: 'aproved' is not one of 'approved', 'all', 'safe'"
    ),
    ("basis: approved", "bases: approved", "15:3 unknown key: unknown key 'bases'"),
    (
      "unsubscribe@acme.example}", "unsubscribe.acme.example}",
      "8:64 invalid value: the address has no @"
    ),
  ])
  func `each mistake is reported once and in its place`(piece: String, other: String, message: String) throws
  {
    #expect(try problems(replacing: piece, with: other) == [message])
  }

  @Test func `mistakes of all parts are reported at once`() throws {
    let text = Self.right.replacing("currency: USD", with: "currency: ZZZ").replacing(
      "from: 16", with: "from: x"
    )
    .replacing("Sample/partners.csv", with: "p.txt").replacing("window: month", with: "window: years")
    #expect(try read(text).problems.map(\.line).sorted() == [3, 10, 14, 21])
  }

  @Test func `an empty ladder and absent parts are mistakes`() throws {
    let ladder = try #require(Self.right.firstRange(of: "  ladder:"))
    let empty = String(Self.right[..<ladder.lowerBound]) + "  ladder: []\n"
    #expect(try read(empty).problems.map(\.message) == ["the ladder has no tier"])
    #expect(try read("program: {}\n").problems.count == 6)
  }

  @Test func `what is left out has its default`() throws {
    var text = Self.right
    for line in [
      "  language: pt-br\n", "  window: month\n", "  basis: approved\n", "  rate: whole_period\n",
      "  refund_window: 30 days\n",
    ] {
      text = text.replacing(line, with: "")
    }
    let settings = try #require(try read(text).settings)
    #expect(settings.language == "en")
    #expect(settings.ladder == (try read(Self.right).settings?.ladder))
  }
}
