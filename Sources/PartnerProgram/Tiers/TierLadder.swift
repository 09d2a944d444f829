/// The rule that says where a partner stands: lower bounds in one metric over one month.
package struct TierLadder: Sendable, Equatable {
  /// Which activity counts by its status; reversed activity never does.
  package enum Basis: String, Sendable, Hashable, CaseIterable {
    /// Approved and paid.
    case approved
    /// Pending as well.
    case all
  }

  /// From the first tier, whose bound is 0, upwards; never empty.
  package let tiers: [Tier]
  package let metric: Metric
  package let basis: Basis
  /// Days after its month during which a status is provisional.
  package let refundWindow: Int
  /// Eight hexadecimal digits of a hash (FNV-1a) over all that decides: what is the same rule has the same version.
  package let version: String

  /// A ladder of these tiers, the first of which takes everyone.
  ///
  /// - Parameters:
  ///   - first: the tier without a lower bound; its `from` is taken as 0.
  ///   - rest: the tiers above it, ascending by `from`.
  ///   - metric: what is counted.
  ///   - basis: which activity counts.
  ///   - refundWindow: days.
  ///   - currency: the program's, for the version.
  package init(
    first: Tier, rest: [Tier], metric: Metric, basis: Basis, refundWindow: Int, currency: Currency
  ) {
    var ground = first
    ground.from = 0
    tiers = [ground] + rest.sorted { $0.from < $1.from }
    self.metric = metric
    self.basis = basis
    self.refundWindow = refundWindow
    version = RuleVersion.of(
      tiers: tiers, metric: metric, basis: basis, refundWindow: refundWindow, currency: currency)
  }

  /// The place in `tiers` of the highest tier whose bound the value reaches.
  package func place(reachedBy value: Int64) -> Int {
    var place = 0
    while place + 1 < tiers.count, tiers[place + 1].from <= value { place += 1 }
    return place
  }

  /// The highest tier that the value reaches.
  package func tier(reachedBy value: Int64) -> Tier { tiers[place(reachedBy: value)] }

  /// The tier above one of the ladder's; nil at the top and for a tier that is not of this ladder.
  package func next(after id: Tier.ID) -> Tier? {
    guard let place = tiers.firstIndex(where: { $0.id == id }), place + 1 < tiers.count else { return nil }
    return tiers[place + 1]
  }
}
