import Mail
import Testing

@testable import PartnerProgram

/// A ladder of bounds in one metric: the first tier takes everyone, `t1`, `t2` … follow; rates rise by 5 points from 20 %.
func ladder(
  _ metric: String, bounds: [Int64], window: Window = .month, change: (inout LadderTerms) -> Void = { _ in }
) throws -> TierLadder {
  var terms = LadderTerms(metric: try #require(Metric(word: metric)))
  terms.window = window
  change(&terms)
  let tiers =
    [Tier(id: "t0", name: "T0", from: 0, rate: Rate(basisPoints: 2_000))]
    + bounds.enumerated().map { place, bound in
      Tier(
        id: "t\(place + 1)", name: "T\(place + 1)", from: bound,
        rate: Rate(basisPoints: 2_500 + Int64(place) * 500), bonus: dollars(Int64(place + 1) * 10_000))
    }
  return TierLadder(tiers: tiers, terms: terms, currency: usd)
}

/// A status by a ladder in a month.
func status(
  _ ladder: TierLadder, _ activities: [Activity], in month: String = "2026-10",
  asOf clock: String = "2026-12-15T00:00:00Z", zone: String = "America/New_York",
  change: (inout Partner) -> Void = { _ in }
) throws -> TierStatus {
  var someone = try partner()
  change(&someone)
  return try evaluator(ladder, zone: zone).recipient(
    someone, activities: activities, month: try #require(Month(month)), asOf: at(clock)
  ).status
}

/// Any activity.
func activity(
  _ id: String, _ kind: String, _ occurred: String, cents: Int64? = nil,
  status: Activity.Status = .approved, customer: String? = nil, commission: Int64? = nil
) throws -> Activity {
  Activity(
    id: id, partner: "P-1", kind: kind == "sale" ? .sale : .other(kind), status: status,
    amount: cents.map(dollars), commission: commission.map(dollars), occurred: try at(occurred),
    customer: customer)
}
