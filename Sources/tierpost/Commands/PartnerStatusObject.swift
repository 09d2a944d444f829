import Mail
import PartnerProgram

/// Where a partner stands as a JSON object: what the partner's own mail would say, and nothing of others.
enum PartnerStatusObject {
  static func json(_ recipient: Recipient, in calendar: ProgramCalendar) -> String {
    let status = recipient.status
    let currency = status.commission.currency
    return JSONLine([
      ("partner", .text(recipient.partner.id)), ("as_of", .text(status.asOf.description)),
      ("month", .text(status.month.description)), ("period", period(status)),
      ("tier", tier(status.tier)), ("ground", .text(status.standing?.ground.rawValue ?? "earned")),
      ("since", .text(status.standing?.since.description)),
      ("until", .text(status.standing?.until?.description)),
      ("drops_on", .text(status.standing?.dropsOn?.description)),
      ("metric", .text(status.metric.rawValue)), ("unit", .text(status.metric.unit.rawValue)),
      ("window", .text(window(Measure(status.metric, over: status.period.window)))),
      ("value", .text(figure(status.value, of: status.metric, currency))),
      ("progress", .number(Int64(status.progress))), ("next", next(status)),
      ("previous", tier(recipient.previous.tier)),
      ("conversions", .number(Int64(status.counted.count))),
      ("revenue", .text(status.counted.money.decimalText)),
      ("commission", .text(status.commission.decimalText)), ("currency", .text(currency.code)),
      ("final", .bool(status.isFinal)), ("final_on", .text(status.finalOn.description)),
      ("benefits", benefits(status.tier)), ("payout", payout(status.tier.payout)),
      ("rule", .text(status.ruleVersion)),
    ]).description
  }

  private static func period(_ status: TierStatus) -> JSONLine.Value {
    .object([
      ("name", .text(status.period.name)), ("start", .text(status.period.first?.description)),
      ("end", .text(status.period.last.description)), ("open", .bool(status.daysLeft > 0)),
      ("days_left", .number(Int64(status.daysLeft))),
    ])
  }

  private static func tier(_ tier: Tier) -> JSONLine.Value {
    .object([("id", .text(tier.id)), ("name", .text(tier.name)), ("rate", .text(tier.rate.percentText))])
  }

  private static func next(_ status: TierStatus) -> JSONLine.Value {
    guard let next = status.next else { return .text(nil) }
    let currency = status.commission.currency
    let requirements = status.distances.map { distance -> JSONLine.Value in
      let metric = distance.measure.metric
      return .object([
        ("metric", .text(metric.rawValue)), ("unit", .text(metric.unit.rawValue)),
        ("window", .text(window(distance.measure))),
        ("value", .text(figure(distance.value, of: metric, currency))),
        ("from", .text(figure(distance.from, of: metric, currency))),
        ("remaining", .text(figure(distance.remaining, of: metric, currency))),
        ("progress", .number(Int64(distance.progress))),
      ])
    }
    return .object([
      ("id", .text(next.id)), ("name", .text(next.name)), ("rate", .text(next.rate.percentText)),
      ("bonus", .text(next.bonus?.decimalText)), ("requires", .text(next.joining.rawValue)),
      ("requirements", .list(requirements)), ("unlocks", texts(next.unlocks + next.benefits.all)),
    ])
  }

  private static func benefits(_ tier: Tier) -> JSONLine.Value {
    .object([
      ("unlocks", texts(tier.unlocks)), ("money", texts(tier.benefits.money)),
      ("status", texts(tier.benefits.status)), ("support", texts(tier.benefits.support)),
    ])
  }

  private static func payout(_ terms: PayoutTerms) -> JSONLine.Value {
    .object([
      ("hold_days", terms.holdDays.map { .number(Int64($0)) } ?? .text(nil)),
      ("every", .text(terms.cadence?.rawValue)), ("minimum", .text(terms.minimum?.decimalText)),
    ])
  }

  private static func texts(_ texts: [String]) -> JSONLine.Value { .list(texts.map { .text($0) }) }

  /// nil for a metric that says how things are, whatever the window.
  private static func window(_ measure: Measure) -> String? {
    measure.metric.isWindowed ? measure.window.description : nil
  }

  /// Decimals without a unit: `12`, `1234.50`, `83.25`.
  private static func figure(_ value: Int64, of metric: Metric, _ currency: Currency) -> String {
    switch metric.unit {
    case .count, .months: String(value)
    case .money: Money(minorUnits: value, currency: currency).decimalText
    case .percent, .number, .points: String(Rate(basisPoints: value).percentText.dropLast())
    }
  }
}
