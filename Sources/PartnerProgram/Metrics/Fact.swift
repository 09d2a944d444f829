/// One activity as numbers, with what the rule makes of it: what metrics, rates and reports add up.
///
/// No text and no reference is in it, so that a partner's facts are one block of memory.
package struct Fact: Sendable, Equatable {
  /// What happened, as a number.
  package struct Kind: RawRepresentable, Sendable, Hashable {
    package let rawValue: Int16
    package init(rawValue: Int16) { self.rawValue = rawValue }
    /// A kind by its place among the words that the ladder counts.
    package init(other place: Int) { rawValue = Int16(clamping: place + 3) }

    package static let sale = Kind(rawValue: 0)
    package static let refund = Kind(rawValue: 1)
    package static let chargeback = Kind(rawValue: 2)
    /// A kind that the ladder does not count.
    package static let uncounted = Kind(rawValue: -1)

    package var takesBack: Bool { self == .refund || self == .chargeback }
  }

  /// Whether it counts.
  package enum Verdict: UInt8, Sendable, Hashable {
    case stands
    case pending
    case reversed
    case refunded
    case chargedBack
    /// Approved, but its own refund window is still open and the basis is `safe`.
    case unsafe
    /// At the clock or later.
    case later
    /// A refund or chargeback: its effect is in its sale's fact.
    case takesBack
  }

  // What the row says.
  /// Seconds since 1970.
  package var occurred: Int64
  package var kind: Kind
  package var status: Activity.Status
  /// Minor units, 0 where the row has none.
  package var amount: Int64 = 0
  package var fee: Int64 = 0
  package var tax: Int64 = 0
  package var commission: Int64 = 0
  package var hasAmount = false
  /// The months that a recurring sale pays for; 0 for one that does not recur.
  package var months: Int16 = 0
  /// A later payment of a recurring sale.
  package var isRenewal = false
  /// A hash of the customer's id; 0 where there is none.
  package var customer: UInt64 = 0
  /// The place of the sale that is taken back; -1 where it is not among the partner's activity.
  package var sale: Int32 = -1

  /// The place in its sheet.
  package var place: Int32 = 0

  // What the rule makes of it.
  package var verdict = Verdict.later
  /// Refunds and chargebacks that apply.
  package var takeBacks: Int32 = 0
  /// Minor units they take back, at most `amount`.
  package var takenBack: Int64 = 0
  /// Minor units that refunds take back which came after the status was final, where the rule keeps it.
  package var takenBackLate: Int64 = 0
  /// What counts as money while the sale stands: less what was taken back and what `net_of` names, at least 0.
  package var net: Int64 = 0
  /// A sale that the basis admits, whether or not it was taken back since.
  package var isMadeSale = false
  var isWholeTakenBack = false
  var isTakenByBank = false

  package init(occurred: Int64, kind: Kind, status: Activity.Status) {
    self.occurred = occurred
    self.kind = kind
    self.status = status
  }

  /// A sale that counts.
  package var isStandingSale: Bool { kind == .sale && verdict == .stands }
}
