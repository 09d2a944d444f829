import Mail
import PartnerProgram

@testable import Campaigns

/// A made-up program and its recipients.
enum SampleProgram {
  static let currency = Currency(code: "USD", exponent: 2)
  static let october = Month(year: 2026, number: 10)
  static let tiers = [
    Tier(id: "standard", name: "Standard", from: 0, rate: Rate(basisPoints: 2_000)),
    Tier(
      id: "growth", name: "Growth", from: 6, rate: Rate(basisPoints: 2_500), bonus: dollars(100),
      unlocks: ["Payouts within 7 days", "Co-branded landing page"]),
    Tier(
      id: "elite", name: "Elite & <Co>", from: 16, rate: Rate(basisPoints: 3_000), bonus: dollars(250),
      unlocks: ["A dedicated partner manager"]),
  ]

  static func dollars(_ amount: Int64) -> Money { Money(minorUnits: amount * 100, currency: currency) }

  /// A partner who joined on the first day of October 2026.
  static func partner(_ change: (inout Partner) -> Void = { _ in }) -> Partner {
    var partner = Partner(
      id: "p1", name: "Ada Byron", email: EmailAddress(uncheckedLocalPart: "ada", domain: "example.com"),
      joined: october.firstDay)
    change(&partner)
    return partner
  }

  /// A month with so many conversions; open with so many days left, or over.
  static func status(
    _ conversions: Int, month: Month = october, daysLeft: Int = 0, metric: Metric = .conversions
  ) -> TierStatus {
    let value = metric == .conversions ? Int64(conversions) : Int64(conversions) * 10_000
    let ladder = tiers(in: metric)
    let place = ladder.lastIndex { $0.from <= value } ?? 0
    let next = place + 1 < ladder.count ? ladder[place + 1] : nil
    return TierStatus(
      month: month, asOf: Timestamp(seconds: 1_793_523_600), metric: metric, value: value,
      tier: ladder[place],
      next: next, counted: TierStatus.Tally(count: conversions, money: dollars(Int64(conversions) * 100)),
      excluded: conversions % 2 == 0
        ? [:] : [.pending: TierStatus.Tally(count: 1, money: dollars(99))],
      commission: dollars(Int64(conversions) * 20), daysLeft: daysLeft,
      finalOn: CivilDate(year: 2026, month: 11, day: 30), isFinal: conversions % 3 == 0,
      ruleVersion: "0a1b2c3d")
  }

  static func tiers(in metric: Metric) -> [Tier] {
    guard metric == .netRevenue else { return tiers }
    return tiers.map { tier in
      var tier = tier
      tier.from *= 10_000
      return tier
    }
  }

  static func recipient(
    _ conversions: Int, before: Int = 0, daysLeft: Int = 0, metric: Metric = .conversions,
    isFirst: Bool = true,
    sales: Int = 0, _ change: (inout Partner) -> Void = { _ in }
  ) -> Recipient {
    var recipient = Recipient(
      partner: partner(change), status: status(conversions, daysLeft: daysLeft, metric: metric),
      previous: status(before, month: october.advanced(by: -1), metric: metric), reachedFirstTime: isFirst,
      lifetimeSales: sales)
    recipient.account = account(conversions)
    return recipient
  }

  /// An account of so many sales of 100 dollars in October, held for 14 days, with a minimum of 50 dollars.
  static func account(_ conversions: Int) -> PartnerAccount? {
    var paying = tiers
    for place in paying.indices {
      paying[place].payout = PayoutTerms(holdDays: 14, minimum: dollars(50))
    }
    guard let calendar = ProgramCalendar(timeZone: "America/New_York") else { return nil }
    let evaluator = TierEvaluator(
      ladder: TierLadder(tiers: paying, terms: LadderTerms(metric: .conversions), currency: currency),
      currency: currency, calendar: calendar)
    let sales = (0..<conversions).map { number in
      Activity(
        id: "A\(number)", partner: "p1", kind: .sale, status: .approved, amount: dollars(100),
        occurred: Timestamp(seconds: 1_791_000_000 + Int64(number)))
    }
    return try? evaluator.recipient(
      partner(), activities: sales, month: october, asOf: Timestamp(seconds: 1_793_523_600)
    ).account
  }

  static func data(_ recipient: Recipient, bonus: Money? = nil, step: StepFacts? = nil) -> MailData {
    var data = MailData(
      recipient: recipient,
      program: ProgramFacts(
        name: "Acme Partners", currency: currency, website: "https://partners.acme.example",
        postalAddress: "Acme Inc., 1 Main St, Springfield, IL 62701, USA"),
      campaign: "monthly-status", edition: "2026-10", tiers: tiers(in: recipient.status.metric), bonus: bonus,
      step: step, unsubscribeLink: "https://partners.acme.example/u/abc?x=1&y=2")
    data.recognition = SampleRecognition.of(recipient)
    return data
  }
}
