package import Ledger
package import PartnerProgram

/// What reconciling found: figures worked out in two ways, and where they are not the same.
package struct ReconciliationReport: Sendable {
  package let period: Period
  package let currency: Currency
  /// Rows as they were brought in against rows as they are.
  package var activity = ActivityComparison()
  /// By currency and reason, what became of every row.
  package var outcomes: [Outcome: ActivityComparison.Amount] = [:]
  /// Partners whose account was reckoned again.
  package var partners = 0
  /// The figures of the period, by the ledger's rows and by the evaluator.
  package var lines: [Line: Sides] = [:]
  /// The first figures that differ.
  package var differences: [Difference] = []
  /// How many there are.
  package var count = 0

  package static let limit = 20

  init(period: Period, currency: Currency) {
    self.period = period
    self.currency = currency
  }

  /// Rows of a currency and what became of them.
  package struct Outcome: Sendable, Hashable, Comparable {
    package var currency: String
    package var reason: Reason

    package static func < (a: Outcome, b: Outcome) -> Bool {
      (a.currency, a.reason.place) < (b.currency, b.reason.place)
    }
  }

  /// Counted, or why not: every row has one.
  package enum Reason: String, Sendable, Hashable, CaseIterable {
    case counted
    case pending = "pending, not approved yet"
    case reversed
    case refunded = "refunded in full"
    case chargedBack = "charged back in full"
    case inRefundWindow = "its refund window is open"
    case takesBack = "refund or chargeback of a sale"
    case later = "after the clock"
    case otherKind = "no sale"

    var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// A line of the report: orders → refunds → net basis → commission → payouts.
  package enum Line: String, Sendable, Hashable, CaseIterable {
    case orders
    case gross = "money of the orders"
    case takenBack = "refunds and chargebacks"
    case deductions = "fees and taxes"
    case net = "net commission basis"
    case earned = "commission"
    case earnedLate = "earned late"
    case bonuses
    case clawback = "clawed back"
    case carriedIn = "carried in"
    case payout = "payouts"
    case carriedOut = "carried on"

    /// Whether the figure is money and no count.
    package var isMoney: Bool { self != .orders }
  }

  /// A figure in two ways.
  package struct Sides: Sendable, Equatable {
    /// By the ledger's rows, or by the statuses that mails are rendered from; nil for a figure of payouts alone.
    package var rows: Int64?
    /// By the payouts.
    package var payouts: Int64 = 0
  }

  /// A partner's figure that is not the same in both ways.
  package struct Difference: Sendable, Equatable {
    package var partner: Partner.ID
    /// The earning period; nil for an account as a whole.
    package var period: String?
    package var line: Line
    package var sides: Sides
  }

  /// Whether every figure is the same both ways.
  package var holds: Bool { count == 0 && activity.partners == 0 && isWhole }

  /// Whether every row that was brought in is counted, or not counted for a reason, in every currency.
  package var isWhole: Bool {
    var sums: [String: ActivityComparison.Amount] = [:]
    for (outcome, amount) in outcomes {
      sums[outcome.currency, default: .init()].rows &+= amount.rows
      sums[outcome.currency, default: .init()].amount &+= amount.amount
    }
    return activity.totals.allSatisfy { sums[$0.currency?.code ?? ""] ?? .init() == $0.imported }
  }

  /// The partners that differ, as far as they are named, sorted.
  package var differing: [Partner.ID] {
    Set(activity.differences.map(\.partner) + differences.map(\.partner)).sorted()
  }

  /// Compares a figure in two ways, and adds it to the line of the period where it is of one.
  mutating func compare(
    _ line: Line, _ rows: Int64, _ payouts: Int64, of partner: Partner.ID, in period: String?
  ) {
    if period != nil { add(line, Sides(rows: rows, payouts: payouts)) }
    guard rows != payouts else { return }
    count += 1
    guard differences.count < Self.limit else { return }
    differences.append(
      Difference(partner: partner, period: period, line: line, sides: Sides(rows: rows, payouts: payouts)))
  }

  /// Adds to a line of the period.
  mutating func add(_ line: Line, _ sides: Sides) {
    let sum = lines[line]
    lines[line] = Sides(
      rows: sides.rows.map { $0 &+ (sum?.rows ?? 0) }, payouts: sides.payouts &+ (sum?.payouts ?? 0))
  }

  /// Adds what was found with the partners that follow.
  mutating func add(_ later: ReconciliationReport) {
    for (outcome, amount) in later.outcomes {
      outcomes[outcome, default: .init()].rows &+= amount.rows
      outcomes[outcome, default: .init()].amount &+= amount.amount
    }
    for (line, sides) in later.lines { add(line, sides) }
    partners += later.partners
    count += later.count
    differences += later.differences.prefix(Self.limit - differences.count)
  }
}
