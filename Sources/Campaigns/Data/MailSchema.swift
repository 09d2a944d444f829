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
    schema.day("period.start") { $0.data.recipient.status.month.firstDay.liquid }
    schema.day("period.end") { $0.data.recipient.status.month.lastDay.liquid }
    schema.day("period.next_month") { $0.data.recipient.status.month.advanced(by: 1).firstDay.liquid }
    schema.int("period.days_left") { $0.data.recipient.status.daysLeft }
    schema.bool("period.open") { $0.data.recipient.status.daysLeft > 0 }
  }

  private static func tiers(_ schema: inout Schema<MailPage>) {
    tier("tier", &schema) { $0.data.recipient.status.tier }
    schema.bool("tier.is_first") { $0.data.recipient.status.tier.id == $0.data.tiers.first?.id }
    schema.bool("tier.is_top") { $0.data.recipient.status.next == nil }
    tier("next", &schema) { $0.data.recipient.status.next }
    schema.value("next.remaining") { page in
      page.data.recipient.status.remaining.map { page.amount($0) }
    }
    tier("previous", &schema) { $0.data.recipient.previous.tier }
    schema.value("previous.value") { $0.amount($0.data.recipient.previous.value) }

    var row = Schema<LadderRow>()
    row.string("id") { $0.tier.id }
    row.string("name") { $0.tier.name }
    row.value("from") { $0.from }
    row.value("upto") { $0.upto }
    row.decimal("rate") { $0.tier.rate.liquid }
    row.money("bonus") { $0.tier.bonus?.liquid }
    row.value("unlocks") { .array($0.tier.unlocks.map { .string($0, safe: false) }) }
    schema.records("ladder", of: row) { page in
      let tiers = page.data.tiers
      return tiers.indices.map { index in
        let above = index + 1 < tiers.count ? tiers[index + 1].from - 1 : nil
        return LadderRow(
          tier: tiers[index], from: page.amount(tiers[index].from),
          upto: above.map { page.amount($0) } ?? .null)
      }
    }
  }

  /// Inlined, so that its accessors become part of the code that reads the data.
  @inline(__always)
  private static func tier(
    _ name: String, _ schema: inout Schema<MailPage>, _ get: @escaping @Sendable (MailPage) -> Tier?
  ) {
    schema.string("\(name).id") { get($0)?.id }
    schema.string("\(name).name") { get($0)?.name }
    schema.decimal("\(name).rate") { get($0)?.rate.liquid }
    schema.value("\(name).from") { page in get(page).map { page.amount($0.from) } }
    schema.money("\(name).bonus") { get($0)?.bonus?.liquid }
    schema.list("\(name).unlocks") { get($0)?.unlocks }
  }

  private static func status(_ schema: inout Schema<MailPage>) {
    schema.string("status.metric") { $0.data.recipient.status.metric.rawValue }
    schema.value("status.value") { $0.amount($0.data.recipient.status.value) }
    schema.int("status.conversions") { $0.data.recipient.status.counted.count }
    schema.money("status.revenue") { $0.data.recipient.status.counted.money.liquid }
    schema.money("status.commission") { $0.data.recipient.status.commission.liquid }
    schema.int("status.progress") { $0.data.recipient.status.progress }
    schema.bool("status.is_final") { $0.data.recipient.status.isFinal }
    schema.day("status.final_on") { $0.data.recipient.status.finalOn.liquid }
    schema.string("status.rule_version") { $0.data.recipient.status.ruleVersion }
    let excluded: [(String, TierStatus.Exclusion)] = [
      ("pending", .pending), ("refunded", .refunded), ("reversed", .reversed), ("charged_back", .chargedBack),
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

/// One line of the ladder as templates see it.
struct LadderRow: Sendable {
  var tier: Tier
  var from: Value
  var upto: Value
}

extension MailPage {
  /// A figure in the ladder's metric: a count, or money.
  func amount(_ value: Int64) -> Value {
    switch data.recipient.status.metric {
    case .conversions: .int(value)
    case .netRevenue: .money(Money(minorUnits: value, currency: data.program.currency).liquid)
    }
  }
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
