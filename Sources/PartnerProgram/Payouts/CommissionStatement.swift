package import Mail

/// What a partner earned in one earning period, and what became of it: one line of a partner's account.
///
/// Money is in minor units of the program's currency. For every statement
///
///     earned + earnedLate + bonuses - clawback + carriedIn = payout + carriedOut
///     gross - takenBack - deductions = net
///
/// and `carriedIn` is the `carriedOut` of the statement before. Statements follow from activity, rules and decisions
/// alone: nothing of them is kept, and the same clock gives the same statements.
package struct CommissionStatement: Sendable, Equatable {
  /// How far the money is.
  package enum State: String, Sendable, Hashable, CaseIterable {
    /// The period or its hold is not over: figures can still change.
    case pending
    /// May be paid since the due day.
    case approved
    /// Every order that earned is marked as paid in the program's data.
    case paid
    /// Due, and not paid now: what there is goes over to the next payout.
    case carried
  }

  /// Why nothing is paid.
  package enum Reason: Sendable, Hashable {
    /// The earning period is not over; its last day.
    case periodOpen(last: CivilDate)
    /// The hold is not over; the day it is due.
    case hold(until: CivilDate)
    /// Less than the least amount that is paid.
    case belowMinimum(Money)
    /// More was clawed back than earned.
    case debt
    /// There is nothing to be paid.
    case nothing
  }

  package let period: Period
  /// The moment whose knowledge settles the statement: the beginning of its due day, or the clock before it.
  package let settled: Timestamp
  /// The tier that was held, as the settled status says.
  package let tier: Tier
  /// The commission over the net money, to a hundredth of a percent.
  package let rate: Rate
  /// The rule's version.
  package let rule: String

  /// The orders that earned.
  package internal(set) var orders = 0
  /// Those of them that the program's data marks as paid.
  package internal(set) var paidOrders = 0
  /// The money of all orders that the ladder's basis admits, those taken back in full too.
  package internal(set) var gross: Int64 = 0
  /// What refunds and chargebacks took back of it.
  package internal(set) var takenBack: Int64 = 0
  /// Fees and taxes that the ladder takes off.
  package internal(set) var deductions: Int64 = 0
  /// What commission is reckoned on.
  package internal(set) var net: Int64 = 0

  /// The commission of the period: what the tier status of the same moment says, and so the mails.
  package internal(set) var earned: Int64 = 0
  /// By how much commissions of earlier periods have grown since the statement before.
  package internal(set) var earnedLate: Int64 = 0
  /// Bonuses for tiers that were first reached.
  package internal(set) var bonuses: Int64 = 0
  /// By how much commissions of earlier periods have shrunk since, by refunds and chargebacks, and bonuses that were
  /// reversed.
  package internal(set) var clawback: Int64 = 0
  /// The part of `clawback` that is bonuses.
  package internal(set) var reversedBonuses: Int64 = 0
  /// What the statement before left; negative where it left a debt.
  package internal(set) var carriedIn: Int64 = 0
  /// What is paid, once it is due: never money that is still held.
  package internal(set) var payout: Int64 = 0
  /// What goes over to the next statement; negative for a debt.
  package internal(set) var carriedOut: Int64 = 0
  /// The least amount that is paid.
  package internal(set) var minimum: Int64 = 0
  /// The first day on which it may be paid.
  package internal(set) var due: CivilDate
  package internal(set) var state = State.pending
  /// nil where something is paid.
  package internal(set) var reason: Reason?

  init(period: Period, settled: Timestamp, status: TierStatus, due: CivilDate) {
    self.period = period
    self.settled = settled
    self.due = due
    tier = status.tier
    rate = status.blendedRate
    rule = status.ruleVersion
    orders = status.earned.count
    net = status.earned.money.minorUnits
    earned = status.commission.minorUnits
  }

  /// What a status says of its earning period at its own clock: nothing is settled, paid or carried yet.
  ///
  /// - Parameters:
  ///   - status: as mails have it.
  ///   - reading: of the same partner and clock, from which its orders are added up.
  /// - Throws: a sum over 64 bits.
  package init(_ status: TierStatus, by reading: PartnerReading) throws(EvaluationFailure) {
    let period = status.earningPeriod
    self.init(
      period: period, settled: status.asOf, status: status,
      due: PayoutSchedule(status.tier, terms: reading.ladder.terms).due(period))
    do throws(EvaluationFailure.Cause) {
      try OrderSums(reading, in: period).put(into: &self)
    } catch {
      throw EvaluationFailure(partner: reading.partner.id, cause: error)
    }
  }
}

extension CommissionStatement.Reason {
  /// In English.
  package var words: String {
    switch self {
    case .periodOpen(let last): "the earning period ends on \(last)"
    case .hold(let until): "held until \(until)"
    case .belowMinimum(let minimum): "less than the minimum of \(minimum.plainText)"
    case .debt: "more was taken back than earned"
    case .nothing: "nothing to be paid"
    }
  }
}
