internal import Mail

/// A partner's figures as they were known at one moment: each period's status is worked out once.
struct KnownFigures {
  let reading: PartnerReading
  /// By the period's name; none where the ladder does not move.
  private var standings: [String: Standing] = [:]
  private var granted: [Grant] = []
  private var statuses: [Int: TierStatus] = [:]

  /// A bonus that was granted.
  struct Grant: Sendable, Equatable {
    let tier: Tier.ID
    let amount: Money
    /// The place of the period in which the tier was first reached.
    let place: Int
  }

  /// - Parameters:
  ///   - reading: judged as of the moment.
  ///   - months: one of each period, in order.
  ///   - decisions: what people decided about the partner.
  ///   - overCap: the periods whose promotions were used up before this partner's.
  /// - Throws: a sum over 64 bits.
  init(
    _ reading: PartnerReading, months: [Month], decisions: [StandingDecision], overCap: Set<String>
  ) throws(EvaluationFailure.Cause) {
    self.reading = reading
    guard reading.ladder.terms.movement != nil, let last = months.last else { return }
    let now = reading.calendar.month(of: reading.clock)
    let history = try reading.history(upTo: min(last, now), decisions: decisions, overCap: overCap)
    for standing in history.standings { standings[standing.period] = standing }
    let names = months.map { reading.earningPeriod(of: $0).name }
    for event in history.events where event.kind == .bonusGranted {
      guard let amount = event.amount, let place = names.firstIndex(of: event.period) else { continue }
      granted.append(Grant(tier: event.to, amount: amount, place: place))
    }
  }

  /// The status of a period: what mails as of this moment say of it.
  mutating func status(_ place: Int, of month: Month) throws(EvaluationFailure.Cause) -> TierStatus {
    if let known = statuses[place] { return known }
    let status = try reading.status(in: month, standing: standings[reading.earningPeriod(of: month).name])
    statuses[place] = status
    return status
  }

  /// The bonuses granted in the periods up to a place, in order: one for each tier that was first reached.
  ///
  /// Where standings move, the log's events say which; elsewhere the first period that reaches a tier or one above it.
  mutating func bonuses(upTo place: Int, months: [Month]) throws(EvaluationFailure.Cause) -> [Grant] {
    if reading.ladder.terms.movement != nil { return granted.filter { $0.place <= place } }
    guard reading.ladder.tiers.contains(where: { $0.bonus != nil }) else { return [] }
    var grants: [Grant] = []
    var highest = 0
    for earlier in 0...place {
      let tier = try status(earlier, of: months[earlier]).tier
      guard tier.rank > highest else { continue }
      highest = tier.rank
      if let bonus = tier.bonus { grants.append(Grant(tier: tier.id, amount: bonus, place: earlier)) }
    }
    return grants
  }
}
