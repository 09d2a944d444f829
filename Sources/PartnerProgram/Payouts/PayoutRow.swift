package import Mail

/// A partner's line in the payouts of a month, quarter or year: the statements of the earning periods that end in it.
///
/// Its sums hold as those of a `CommissionStatement` do.
package struct PayoutRow: Sendable, Equatable {
  package let partner: Partner
  package let period: Period
  package let currency: Currency
  /// In order; empty where no earning period of the partner's ladder ends in the period.
  package let statements: [CommissionStatement]
  /// What the statement before them left.
  package let carriedIn: Int64
  /// The last day of the earning period that is open, where no statement ends in the period.
  private let opensUntil: CivilDate?

  /// The row of a partner.
  ///
  /// - Parameters:
  ///   - partner: who.
  ///   - all: the partner's statements, from the first on.
  ///   - period: a month, quarter or year.
  ///   - currency: the program's.
  package init(_ partner: Partner, _ all: [CommissionStatement], in period: Period, currency: Currency) {
    self.partner = partner
    self.period = period
    self.currency = currency
    statements = all.filter { period.settles($0.period) }
    let before = all.last { $0.period.last < period.first ?? period.last }
    carriedIn = statements.first?.carriedIn ?? before?.carriedOut ?? 0
    opensUntil = statements.isEmpty ? all.first { $0.period.last > period.last }?.period.last : nil
  }

  /// Names the payout for ever, so that whoever pays can refuse to pay it twice: `2026-10/P-00286`.
  package var reference: String { "\(period.name)/\(partner.id)" }

  /// Whether there is anything to be paid or carried, or was.
  package var isNeeded: Bool {
    carriedIn != 0 || carriedOut != 0
      || statements.contains {
        $0.earned != 0 || $0.earnedLate != 0 || $0.bonuses != 0 || $0.clawback != 0 || $0.payout != 0
      }
  }

  package var orders: Int { statements.reduce(0) { $0 + $1.orders } }
  package var paidOrders: Int { statements.reduce(0) { $0 + $1.paidOrders } }
  package var carriedOut: Int64 { statements.last?.carriedOut ?? carriedIn }

  /// The sum of a figure over the statements, in minor units.
  ///
  /// Each statement's own figures fit 64 bits with room for as many as a year has.
  package func sum(_ figure: KeyPath<CommissionStatement, Int64>) -> Int64 {
    statements.reduce(0) { $0.saturatingAdd($1[keyPath: figure]) }
  }

  /// The tier of the last statement.
  package var tier: Tier? { statements.last?.tier }
  package var rule: String? { statements.last?.rule }
  package var due: CivilDate? { statements.last?.due }

  /// The commission over the net money, to a hundredth of a percent, rounded half away from zero; the rate of the last
  /// statement where it is the only one, or nothing earned.
  package var rate: Rate? {
    let net = sum(\.net)
    guard statements.count > 1, net > 0 else { return statements.last?.rate }
    let exact = Int128(sum(\.earned)) * 10_000
    return Rate(basisPoints: Int64(clamping: (exact * 2 + Int128(net)) / (Int128(net) * 2)))
  }

  /// Of several statements: approved or paid where any pays, else what the last one is.
  package var state: CommissionStatement.State {
    let paying = statements.filter { $0.payout > 0 }
    guard !paying.isEmpty else { return statements.last?.state ?? .pending }
    return paying.allSatisfy { $0.state == .paid } ? .paid : .approved
  }

  /// Why what is carried on is not paid; empty where nothing is.
  package var reason: String {
    if let last = statements.last { return carriedOut == 0 ? "" : last.reason?.words ?? "" }
    let open = opensUntil.map(CommissionStatement.Reason.periodOpen)
    return carriedOut == 0 ? "" : open?.words ?? "no earning period ends in it"
  }
}
