/// The commission of a period's orders, in the order of time.
///
/// **Rounding.** The commission of a period is the exact sum over its orders, rounded once, half away from zero. An
/// order's own commission is what its coming adds to the rounded running sum, so that the orders' commissions always
/// add up to the period's: a payout per order and the figure in a mail cannot differ by a cent.
package struct CommissionRun: Sendable, Equatable {
  /// One order that earns.
  package struct Line: Sendable, Equatable {
    /// The place of its fact.
    package var place: Int
    package var net: Int64
    package var commission: Int64
    /// The place of the tier whose rate applied; the highest one where the order was split.
    package var tier: Int
    /// What earned at which rate; they add up to `net`.
    package var parts: [Part]
  }

  /// A part of an order.
  package struct Part: Sendable, Equatable {
    package var rate: Rate
    package var net: Int64
  }

  /// What earned at one tier's rate.
  package struct Band: Sendable, Equatable {
    /// The place of the tier in its ladder.
    package var tier: Int
    package var rate: Rate
    /// Orders, a split one in the band where it ends.
    package var count = 0
    package var net: Int64 = 0
  }

  package private(set) var count = 0
  package private(set) var net: Int64 = 0
  /// By tier, ascending; only those that earned.
  package private(set) var bands: [Band] = []
  package private(set) var lines: [Line] = []
  /// Minor units times 10,000.
  private var exact: Int128 = 0

  package var commission: Int64 { Int64(clamping: Self.rounded(exact, by: 10_000)) }

  /// The commission over the net money, in hundredths of a percent, rounded half up; nil where nothing earned.
  package var blendedRate: Rate? {
    net > 0 ? Rate(basisPoints: Int64(clamping: Self.rounded(exact, by: Int128(net)))) : nil
  }

  private let keepsLines: Bool

  init(keepsLines: Bool = false) { self.keepsLines = keepsLines }

  /// Adds an order whose net money is split over tiers; the parts add up to it.
  mutating func add(
    _ place: Int, parts: [(tier: Int, rate: Rate, net: Int64)]
  ) throws(EvaluationFailure.Cause) {
    let before = commission
    var whole: Int64 = 0
    for (index, part) in parts.enumerated() {
      exact += Int128(part.net) * Int128(part.rate.basisPoints)
      let (sum, overflow) = net.addingReportingOverflow(part.net)
      if overflow { throw .overflow }
      net = sum
      whole += part.net
      let isLast = index == parts.count - 1
      if let known = bands.firstIndex(where: { $0.tier == part.tier }) {
        bands[known].net += part.net
        if isLast { bands[known].count += 1 }
      } else {
        bands.append(Band(tier: part.tier, rate: part.rate, count: isLast ? 1 : 0, net: part.net))
        bands.sort { $0.tier < $1.tier }
      }
    }
    count += 1
    guard keepsLines else { return }
    lines.append(
      Line(
        place: place, net: whole, commission: commission - before, tier: parts.last?.tier ?? 0,
        parts: parts.map { Part(rate: $0.rate, net: $0.net) }))
  }

  private static func rounded(_ value: Int128, by divisor: Int128) -> Int128 {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
    return rest.magnitude * 2 >= divisor.magnitude ? quotient + (value < 0 ? -1 : 1) : quotient
  }
}
