internal import Liquid
internal import Mail
internal import PartnerProgram

/// The names by which templates read `MailData`; a path that is not here is refused when a template is compiled.
enum MailSchema {
  /// The schema for a program whose data has these partner fields beside the standard ones; nil admits any.
  static func schema(fields: Set<String>?) -> Schema<MailPage> {
    var schema = Schema<MailPage>()
    partner(&schema, fields)
    surroundings(&schema)
    period(&schema)
    tiers(&schema)
    status(&schema)
    FigureSchema.declare(in: &schema)
    RecognitionSchema.declare(in: &schema)
    MomentSchema.declare(in: &schema)
    PayoutSchema.declare(in: &schema)
    return schema
  }

  /// Fields that any template may read with a `default`, whether the program's data has them or not.
  private static let usualFields: Set<String> = ["first_name"]

  private static func partner(_ schema: inout Schema<MailPage>, _ fields: Set<String>?) {
    schema.string("partner.id") { $0.data.recipient.partner.id }
    schema.string("partner.name") { $0.data.recipient.partner.name }
    schema.string("partner.email") { $0.data.recipient.partner.email.description }
    schema.string("partner.type") { $0.data.recipient.partner.type }
    schema.string("partner.channel") { $0.data.recipient.partner.channel }
    schema.string("partner.country") { $0.data.recipient.partner.country }
    schema.string("partner.language") { $0.data.recipient.partner.language }
    schema.string("partner.time_zone") { $0.data.recipient.partner.timeZone ?? $0.data.program.timeZone }
    schema.string("partner.source") { $0.data.recipient.partner.source }
    schema.list("partner.tags") { $0.data.recipient.partner.tags }
    schema.day("partner.joined") { $0.data.recipient.partner.joined.liquid }
    schema.dynamic("partner", known: fields?.union(usualFields)) { page, name in
      page.data.recipient.partner.fields[name].map { .string($0, safe: false) }
    }
  }

  private static func surroundings(_ schema: inout Schema<MailPage>) {
    schema.string("program.name") { $0.data.program.name }
    schema.string("program.currency") { $0.data.program.currency.code }
    schema.string("program.website") { $0.data.program.website }
    schema.string("program.postal_address") { $0.data.program.postalAddress }
    schema.string("campaign.name") { $0.data.campaign }
    schema.string("campaign.edition") { $0.data.edition }
    schema.string("mail.subject") { $0.mail.subject }
    schema.string("mail.preheader") { $0.mail.preheader }
    schema.date("mail.time") { $0.data.now }
    schema.string("mail.language") { $0.mail.language }
    schema.string("mail.direction") { $0.mail.direction.rawValue }
    schema.string("links.unsubscribe") { $0.data.unsubscribeLink }
    schema.string("links.website") { $0.data.program.website }
    schema.int("step.number") { $0.data.step?.number }
    schema.int("step.after") { $0.data.step?.after }
    schema.int("step.count") { $0.data.step?.count }
    schema.money("bonus") { $0.data.bonus?.liquid }
  }

  private static func period(_ schema: inout Schema<MailPage>) {
    schema.day("period.month") { $0.data.recipient.status.month.firstDay.liquid }
    schema.day("period.start") { $0.data.recipient.status.shownPeriod.first?.liquid }
    schema.day("period.end") { $0.data.recipient.status.shownPeriod.last.liquid }
    schema.day("period.next_month") { $0.data.recipient.status.shownPeriod.last.adding(days: 1).liquid }
    schema.int("period.days_left") { $0.data.recipient.status.daysLeft }
    schema.bool("period.open") { $0.data.recipient.status.daysLeft > 0 }
    schema.string("period.kind") { $0.data.recipient.status.period.window.kind }
    schema.bool("period.resets") { $0.data.recipient.status.period.window.resets }
    schema.int("period.days") { page in
      guard case .rolling(let days) = page.data.recipient.status.period.window else { return nil }
      return days
    }
  }

  private static func tiers(_ schema: inout Schema<MailPage>) {
    TierSchema.tier("tier", &schema) { $0.data.recipient.status.tier }
    schema.bool("tier.is_first") { $0.data.recipient.status.tier.id == $0.visibleTiers.first?.id }
    schema.bool("tier.is_top") { $0.data.recipient.status.next == nil }
    TierSchema.tier("next", &schema) { $0.data.recipient.status.next }
    schema.value("next.from") { page in page.data.recipient.status.threshold.map { page.data.amount($0) } }
    schema.value("next.remaining") { page in
      page.data.recipient.status.remaining.map { page.data.amount($0) }
    }
    TierSchema.tier("previous", &schema) { $0.data.recipient.previous.tier }
    schema.value("previous.from") { page in page.data.bound(of: page.data.recipient.previous.tier) }
    schema.value("previous.value") {
      $0.data.amount($0.data.recipient.previous.value, of: $0.data.recipient.previous.metric)
    }
    schema.value("tier.from") { page in page.data.bound(of: page.data.recipient.status.tier) }
    TierSchema.ladder(&schema)
  }

  private static func status(_ schema: inout Schema<MailPage>) {
    schema.string("status.metric") { $0.data.recipient.status.metric.rawValue }
    schema.value("status.value") { $0.data.amount($0.data.recipient.status.value) }
    schema.string("status.unit") { $0.data.recipient.status.metric.unit.rawValue }
    schema.int("status.conversions") { $0.data.recipient.status.counted.count }
    schema.money("status.revenue") { $0.data.recipient.status.counted.money.liquid }
    schema.money("status.commission") { $0.data.recipient.status.commission.liquid }
    schema.int("status.earned") { $0.data.recipient.status.earned.count }
    schema.money("status.earned_money") { $0.data.recipient.status.earned.money.liquid }
    schema.decimal("status.blended_rate") { $0.data.recipient.status.blendedRate.liquid }
    schema.int("status.progress") { $0.data.recipient.status.progress }
    schema.string("status.rate_rule") { $0.data.recipient.status.rateRule.rawValue }
    schema.bool("status.is_plain") { $0.isPlain }
    schema.bool("status.is_final") { $0.data.recipient.status.isFinal }
    schema.day("status.final_on") { $0.data.recipient.status.finalOn.liquid }
    schema.string("status.rule_version") { $0.data.recipient.status.ruleVersion }
    let excluded: [(String, TierStatus.Exclusion)] = [
      ("pending", .pending), ("refunded", .refunded), ("reversed", .reversed), ("charged_back", .chargedBack),
      ("unsafe", .inRefundWindow),
    ]
    for (name, reason) in excluded {
      schema.int("status.\(name)") { $0.data.recipient.status.excluded[reason]?.count ?? 0 }
      schema.money("status.\(name)_money") {
        ($0.data.recipient.status.excluded[reason]?.money
          ?? Money(minorUnits: 0, currency: $0.data.program.currency))
          .liquid
      }
    }
  }
}

extension MailData {
  /// The clock of the mail, in seconds since 1970-01-01T00:00:00Z: that of the figures in it.
  var now: Int64 { recipient.status.asOf.seconds }

  /// A figure in the metric that the status speaks of.
  func amount(_ value: Int64) -> Value { amount(value, of: recipient.status.metric) }

  /// A figure in a metric's unit: a number, money, or a percentage.
  func amount(_ value: Int64, of metric: Metric) -> Value {
    Self.amount(value, of: metric, in: program.currency)
  }

  static func amount(_ value: Int64, of metric: Metric, in currency: Currency) -> Value {
    switch metric.unit {
    case .count, .months: .int(value)
    case .money: .money(Money(minorUnits: value, currency: currency).liquid)
    case .percent, .number, .points: .decimal(Value.Decimal(mantissa: value, scale: 2))
    }
  }

  /// The tier's bound in the metric that the status speaks of; 0 where the tier asks for nothing of it.
  func bound(of tier: Tier) -> Value {
    let own = tier.requirements.first { $0.measure.metric == recipient.status.metric }
    return amount(own?.from ?? tier.from)
  }

  /// The ladder that applies to the recipient, without what the recipient must not hear of: tiers by invitation only that
  /// are not the recipient's own.
  var visibleTiers: [Tier] {
    let all = recipient.status.ladder.isEmpty ? tiers : recipient.status.ladder
    // Most ladders have none, and then nothing is copied.
    guard all.contains(where: \.isInvitationOnly) else { return all }
    return all.filter { !$0.isInvitationOnly || $0.id == recipient.status.tier.id }
  }
}

extension MailData {
  /// The higher tier that a review may give; nil where nothing waits, and for one that the recipient must not hear of.
  var pendingTier: Tier? {
    let status = recipient.status
    guard let place = status.standing?.pending, place > status.tier.rank else { return nil }
    return status.ladder.first { $0.rank == place && !$0.isInvitationOnly }
  }
}

extension TierStatus {
  /// The period that a mail speaks of: the window's, or the month of one that does not reset.
  var shownPeriod: Period { period.window.resets ? period : Period(.month, seenOn: month.firstDay) }
}

extension Money {
  var liquid: Value.Money {
    Value.Money(minorUnits: minorUnits, currency: currency.code, exponent: currency.exponent)
  }
}

extension Rate {
  /// In percent: 25 % is 25.00.
  var liquid: Value.Decimal { Value.Decimal(mantissa: basisPoints, scale: 2) }
}

extension CivilDate {
  var liquid: Int32 { Int32(clamping: daysSinceEpoch) }
}
