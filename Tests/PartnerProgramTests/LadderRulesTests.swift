import Settings
import Testing

@testable import PartnerProgram

/// Every refusal of `tiers:`, by replacing a piece of a right ladder.
@Suite struct LadderRulesTests {
  private static let right = """
    program: {name: A, currency: USD, time_zone: Europe/Berlin, postal_address: B}
    data: {partners: p.csv, activity: a.csv}
    tiers:
      metric: conversions
      window: month
      ladder:
        - {id: base, name: Base, rate: 20%}
        - {id: mid, name: Mid, from: 6, rate: 25%}
        - {id: top, name: Top, from: 16, rate: 30%}
    """

  private func problems(_ replacements: [(String, String)]) throws -> [String] {
    var text = Self.right
    for (piece, other) in replacements {
      try #require(text.contains(piece))
      text = text.replacing(piece, with: other)
    }
    let result = try readSettings(text)
    #expect((result.settings == nil) == !result.problems.isEmpty)
    return result.problems.map { "\($0.line) \($0.message)" }
  }

  @Test(arguments: [
    (
      "from: 16", "from: 5000 USD",
      "9 '5000 USD' is money, but this bound counts conversions: metrics are not mixed in one bound"
    ),
    (
      "from: 16", "from: {conversions: 6, leads: 2}",
      "9 one bound in conversions is expected: several metrics need 'all' or 'any'"
    ),
    (
      "from: 16", "all: {conversions: 4, leads: 2}",
      "9 the bound of conversions is below that of 'mid': a ladder ascends"
    ),
    (
      "from: 16", "all: {conversions: 6}",
      "9 nothing is asked for beyond 'mid': a ladder ascends and no two tiers share a bound"
    ),
    ("from: 16", "from: 16, any: {leads: 3}", "9 a tier has one of 'from', 'all' and 'any'"),
    ("from: 16", "all: {}", "9 no metric is named"),
    ("from: 16", "all: {convrsions: 3}", "9 'convrsions' is not a metric"),
    ("from: 16", "from: 16, keep: {per: quarter}", "9 no metric is named"),
    (
      "from: 16", "from: 16, keep: {conversions: 20}",
      "9 the keep-rule can never hold for those who just reach the tier: it asks for more conversions than the tier in no more time"
    ),
    ("from: 16", "from: 16, keep: {retention: 130%}", "9 130% is out of range, expected 0% to 100%"),
    (
      "from: 16", "from: 16, keep: {conversions: 3, per: lifetime}",
      "9 conversions over a lifetime never falls: nobody could leave the tier; say 'lock: lifetime' if that is meant"
    ),
    (
      "from: 16", "from: 16, lock: lifetime, keep: {conversions: 3, per: quarter}",
      "9 a tier that is locked for life cannot be lost: it has no keep-rule"
    ),
    (
      "from: 16", "invitation_only: true, from: 16",
      "9 a tier by invitation only is not earned and has no 'from'"
    ),
    ("from: 6,", "invitation_only: true,", "9 tiers by invitation only stand at the end of the ladder"),
    (
      "name: Base,", "name: Base, lock: lifetime,",
      "7 the first tier takes everyone and cannot be lost: it has no 'lock'"
    ),
    ("window: month", "score: {leads: 5}", "5 a ladder has one of 'metric' and 'score'"),
    ("metric: conversions", "score: {net_revenue: 5}", "4 points for money need an amount"),
    ("metric: conversions", "score: {}", "4 a score needs at least one metric"),
    ("window: month", "movement: {up: never}", "5 'never' is not one of 'at_once', 'period_end', 'review'"),
    ("window: month", "movement: {approval: [a, a]}", "5 one role or two different ones are expected"),
    (
      "window: month", "movement: {grace: soon}",
      "5 'soon' is not a number of periods, expected for example '1 period'"
    ),
    (
      "window: month", "recurring: often",
      "5 'often' is not a number of months, expected for example '6 months'"
    ),
    ("window: month", "effective: soon", "5 'soon' is not a day"),
    ("window: month", "net_of: [fees, tips]", "5 'tips' is not one of 'refunds', 'fees', 'taxes'"),
    (
      "window: month", "ladders: {creators: {for: {}, ladder: [{id: a, name: A, rate: 1%}]}}",
      "5 whom the ladder is for is not said"
    ),
    (
      "window: month", "default_rates: {agency: 15}",
      "5 '15' is not a rate in percent with at most two decimals"
    ),
    (
      "rate: 30%", "rate: 30%, payout: {every: fortnight}",
      "9 'fortnight' is not one of 'week', 'two_weeks', 'month', 'quarter'"
    ),
    (
      "rate: 30%", "rate: 30%, payout: {minimum: 25 EUR}",
      "9 'EUR' is not the program's currency USD, and no rate of exchange_rates applies here"
    ),
    ("rate: 30%", "rate: 30%, benefits: {perks: [x]}", "9 unknown key 'perks'"),
    (
      "rate: 30%", "rate: 30%, bonus: 5 EUR",
      "9 'EUR' is not the program's currency USD, and no rate of exchange_rates applies here"
    ),
  ])
  func `each mistake is refused in its line`(piece: String, other: String, message: String) throws {
    #expect(try problems([(piece, other)]) == [message])
  }

  @Test func `rates that need an order by order metric say so`() throws {
    let message = try problems([
      ("window: month", "rate: graduated"), ("metric: conversions", "metric: leads"),
    ])
    #expect(
      message == [
        "5 'graduated' needs a metric that grows order by order: conversions, new_customers, net_revenue"
      ])
    let rolling = try problems([("window: month", "window: rolling 30 days\n  rate: forward_only")])
    #expect(rolling == ["6 'forward_only' needs a window that resets, or a lifetime"])
    let several = try problems([
      ("window: month", "rate: graduated"), ("from: 16", "all: {conversions: 16, leads: 1}"),
    ])
    #expect(several == ["5 'graduated' needs one bound a tier: 'all' and 'any' have no place in between"])
  }

  @Test func `a keep-rule where nobody drops is refused`() throws {
    let found = try problems([
      ("window: month", "movement: {down: never}"),
      ("from: 16", "from: 16, keep: {conversions: 3, per: quarter}"),
    ])
    #expect(found == ["5 nobody ever drops ('down: never'), so a keep-rule has no effect"])
  }

  @Test func `a ladder without a metric needs requirements in every tier`() throws {
    #expect(
      try problems([("  metric: conversions\n", "")]) == [
        "7 'from' is in the ladder's metric, and none is named",
        "8 'from' is in the ladder's metric, and none is named",
      ])
    let right = [
      ("  metric: conversions\n", ""), ("from: 6", "all: {leads: 6}"),
      ("from: 16", "any: {leads: 16, mrr: 900 USD}"),
    ]
    #expect(try problems(right).isEmpty)
  }
}
