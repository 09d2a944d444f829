internal import Ledger
package import Mail
internal import PartnerProgram

/// Finds whose promotions go beyond a ladder's cap and wait for approval.
///
/// A cap is of a ladder's period, so every partner is looked at before any standing is known. What waits in a period
/// changes the periods after it; they are settled one after the other, each with a walk of its own, only as many as
/// have promotions beyond the cap.
package struct CapSweep: Sendable {
  let walk: RecipientWalk

  package init(_ walk: RecipientWalk) { self.walk = walk }

  /// The cap of the partner's ladder; nil where any number may rise, or all wait for a review anyway.
  private func cap(for partner: Partner) -> Int? {
    guard let policy = walk.evaluator.ladder(for: partner).terms.movement, policy.up != .review else {
      return nil
    }
    return policy.cap
  }

  private var isNeeded: Bool {
    ([walk.evaluator.ladder] + walk.evaluator.segmentLadders.map(\.ladder))
      .contains { $0.terms.movement?.cap != nil && $0.terms.movement?.up != .review }
  }

  /// The walk, with the periods in which promotions were used up before a partner's own.
  package func capped(asOf clock: Timestamp) throws -> RecipientWalk {
    guard isNeeded else { return walk }
    var waiting: [Key: Set<Partner.ID>] = [:]
    // A period is settled once.
    var done: Set<Key> = []
    var capped = walk
    while true {
      let rising = try risers(capped, asOf: clock)
      let found = rising.mapValues { PromotionCap(cap: $0.cap).waiting($0.candidates) }
      // Of each ladder the earliest period that differs; those after it depend on it.
      var settled: Set<String> = []
      for key in Set(found.keys).union(waiting.keys).sorted(by: { $0.period < $1.period })
      where !settled.contains(key.ladder) && !done.contains(key) && found[key] ?? [] != waiting[key] ?? [] {
        waiting[key] = found[key] ?? []
        settled.insert(key.ladder)
        done.insert(key)
      }
      guard !settled.isEmpty else { return capped }
      var periods: [Partner.ID: Set<String>] = [:]
      for (key, partners) in waiting {
        for partner in partners { periods[partner, default: []].insert(key.period) }
      }
      capped.overCap = periods
    }
  }

  private struct Key: Hashable {
    let ladder: String
    let period: String
  }

  private struct Risers {
    let cap: Int
    var candidates: [PromotionCap.Candidate] = []
  }

  /// Who rises or would rise, by ladder and period.
  private func risers(_ walk: RecipientWalk, asOf clock: Timestamp) throws -> [Key: Risers] {
    var risers: [Key: Risers] = [:]
    try walk.forEachRecord { record in
      guard let cap = cap(for: record.partner) else { return }
      let ladder = walk.evaluator.ladder(for: record.partner)
      let places = Dictionary(uniqueKeysWithValues: ladder.tiers.map { ($0.id, $0.rank) })
      var own: [String: PromotionCap.Candidate] = [:]
      for event in try walk.history(record, asOf: clock).events
      where event.kind == .advanced || event.kind == .pending {
        guard let from = places[event.from], let to = places[event.to], to > from else { continue }
        let day = event.on.daysSinceEpoch
        // At once the first to rise keep it: nobody who comes later takes it from them.
        let target = ladder.terms.movement?.up == .atOnce ? 0 : to
        var candidate =
          own[event.period] ?? PromotionCap.Candidate(partner: record.partner.id, target: target, day: day)
        candidate.target = max(candidate.target, target)
        candidate.day = min(candidate.day, day)
        own[event.period] = candidate
      }
      for (period, candidate) in own {
        let key = Key(ladder: ladder.version, period: period)
        risers[key, default: Risers(cap: cap)].candidates.append(candidate)
      }
    }
    return risers
  }
}
