internal import Liquid
internal import PartnerProgram

/// The names by which templates read tiers: one tier with all it gives, the ladder, and what the next tier asks for.
enum TierSchema {
  /// A tier's names below one of its own: `next.name`, `next.benefits.support`.
  ///
  /// Inlined, so that its accessors become part of the code that reads the data.
  @inline(__always)
  static func tier(
    _ name: String, _ schema: inout Schema<MailPage>, _ get: @escaping @Sendable (MailPage) -> Tier?
  ) {
    schema.string("\(name).id") { get($0)?.id }
    schema.string("\(name).name") { get($0)?.name }
    schema.decimal("\(name).rate") { get($0)?.rate.liquid }
    schema.money("\(name).bonus") { get($0)?.bonus?.liquid }
    schema.list("\(name).unlocks") { get($0)?.unlocks }
    schema.list("\(name).gains") { get($0).map { $0.unlocks + $0.benefits.all } }
    schema.list("\(name).benefits.money") { get($0)?.benefits.money }
    schema.list("\(name).benefits.status") { get($0)?.benefits.status }
    schema.list("\(name).benefits.support") { get($0)?.benefits.support }
    schema.int("\(name).payout.hold") { get($0)?.payout.holdDays }
    schema.string("\(name).payout.every") { get($0)?.payout.cadence?.rawValue }
    schema.money("\(name).payout.minimum") { get($0)?.payout.minimum?.liquid }
    schema.bool("\(name).has_keep_rule") { get($0)?.keep.isEmpty == false }
    schema.bool("\(name).invitation_only") { get($0)?.isInvitationOnly ?? false }
  }

  static func ladder(_ schema: inout Schema<MailPage>) {
    var row = Schema<LadderRow>()
    row.string("id") { $0.tier.id }
    row.string("name") { $0.tier.name }
    row.value("from") { $0.from }
    row.value("upto") { $0.upto }
    row.decimal("rate") { $0.tier.rate.liquid }
    row.money("bonus") { $0.tier.bonus?.liquid }
    row.value("unlocks") { .array($0.tier.unlocks.map { .string($0, safe: false) }) }
    row.bool("invitation_only") { $0.tier.isInvitationOnly }
    row.int("bounds") { $0.tier.requirements.count }
    row.value("gains") { .array(($0.tier.unlocks + $0.tier.benefits.all).map { .string($0, safe: false) }) }
    schema.records("ladder", of: row) { page in
      let data = page.data
      let tiers = page.visibleTiers
      return tiers.indices.map { index in
        let above = index + 1 < tiers.count ? tiers[index + 1] : nil
        let upto = above.flatMap { $0.from > 0 ? data.amount($0.from - 1) : nil }
        return LadderRow(tier: tiers[index], from: data.bound(of: tiers[index]), upto: upto ?? .null)
      }
    }

    var requirement = Schema<RequirementRow>()
    requirement.string("metric") { $0.distance.measure.metric.rawValue }
    requirement.string("window") { $0.distance.measure.window.description }
    requirement.value("value") { $0.page.data.amount($0.distance.value, of: $0.distance.measure.metric) }
    requirement.value("from") { $0.page.data.amount($0.distance.from, of: $0.distance.measure.metric) }
    requirement.value("remaining") {
      $0.page.data.amount($0.distance.remaining, of: $0.distance.measure.metric)
    }
    requirement.int("progress") { $0.distance.progress }
    schema.records("requirements", of: requirement) { page in
      page.data.recipient.status.distances.map { RequirementRow(distance: $0, page: page) }
    }
    schema.string("requirements_joined") { $0.data.recipient.status.next?.joining.rawValue }

    schema.string("standing.ground") { $0.data.recipient.status.standing?.ground.rawValue }
    schema.string("standing.pending") { $0.data.pendingTier?.name }
    schema.day("standing.since") { $0.data.recipient.status.standing?.since.liquid }
    schema.day("standing.until") { $0.data.recipient.status.standing?.until?.liquid }
    schema.day("standing.drops_on") { $0.data.recipient.status.standing?.dropsOn?.liquid }
  }
}

/// One line of the ladder as templates see it.
struct LadderRow: Sendable {
  var tier: Tier
  var from: Value
  var upto: Value
}

/// One requirement of the next tier as templates see it.
struct RequirementRow {
  var distance: TierStatus.Distance
  var page: MailPage
}
