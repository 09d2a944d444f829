import Liquid

/// One record of the status workload as a host would have it.
struct StatusRecord: Sendable {
  struct Partner: Sendable {
    var firstName: String
    var company: String
    var locale: String
    var referralURL: String
    var portalURL: String
    var needsTaxForm: Bool
  }
  struct Program: Sendable {
    var name: String
    var supportEmail: String
    var address: String
    var termsURL: String
  }
  struct Tier: Sendable {
    var name: String
    var next: String?
    var progress: Int
    var neededCents: Int
  }
  struct Stats: Sendable {
    var month: String
    var clicks: Int
    var signups: Int
    var conversions: Int
    var commissionCents: Int
    var payoutCents: Int
    var payoutDate: String
  }
  struct Conversion: Sendable {
    var date: String
    var customer: String
    var plan: String
    var commissionCents: Int
  }

  var partner: Partner
  var program: Program
  var tier: Tier
  var stats: Stats
  var conversions: [Conversion]
  var unsubscribeURL: String
}

extension StatusRecord {
  static let schema: Schema<StatusRecord> = {
    var schema = Schema<StatusRecord>()
    schema.string("partner.first_name") { $0.partner.firstName }
    schema.string("partner.company") { $0.partner.company }
    schema.string("partner.locale") { $0.partner.locale }
    schema.string("partner.referral_url") { $0.partner.referralURL }
    schema.string("partner.portal_url") { $0.partner.portalURL }
    schema.bool("partner.needs_tax_form") { $0.partner.needsTaxForm }
    schema.string("program.name") { $0.program.name }
    schema.string("program.support_email") { $0.program.supportEmail }
    schema.string("program.address") { $0.program.address }
    schema.string("program.terms_url") { $0.program.termsURL }
    schema.string("tier.name") { $0.tier.name }
    schema.string("tier.next") { $0.tier.next }
    schema.int("tier.progress") { $0.tier.progress }
    schema.int("tier.needed_cents") { $0.tier.neededCents }
    schema.string("stats.month") { $0.stats.month }
    schema.int("stats.clicks") { $0.stats.clicks }
    schema.int("stats.signups") { $0.stats.signups }
    schema.int("stats.conversions") { $0.stats.conversions }
    schema.int("stats.commission_cents") { $0.stats.commissionCents }
    schema.int("stats.payout_cents") { $0.stats.payoutCents }
    schema.string("stats.payout_date") { $0.stats.payoutDate }
    schema.records("conversions", of: Conversion.schema) { $0.conversions }
    schema.string("unsubscribe_url") { $0.unsubscribeURL }
    return schema
  }()
}

extension StatusRecord.Conversion {
  static let schema: Schema<StatusRecord.Conversion> = {
    var schema = Schema<StatusRecord.Conversion>()
    schema.string("date") { $0.date }
    schema.string("customer") { $0.customer }
    schema.string("plan") { $0.plan }
    schema.int("commission_cents") { $0.commissionCents }
    return schema
  }()
}
