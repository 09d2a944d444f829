internal import Mail

/// What was settled with a partner so far, while the statements follow each other.
struct PayoutAccount {
  let undoneBonus: MovementPolicy.UndoneBonus
  /// By the place of the period, the commission as settled and corrected so far.
  private var settled: [Int64] = []
  /// By tier, the bonus that was granted and not reversed.
  private var granted: [Tier.ID: Int64] = [:]
  private var balance: Int64 = 0

  init(undoneBonus: MovementPolicy.UndoneBonus) { self.undoneBonus = undoneBonus }

  /// Enters the commission of a new period.
  mutating func settle(_ place: Int, _ commission: Int64) { settled.append(commission) }

  /// Makes good what an earlier period's commission has become since.
  mutating func correct(
    _ place: Int, to commission: Int64, in statement: inout CommissionStatement
  ) throws(EvaluationFailure.Cause) {
    let before = settled[place]
    settled[place] = commission
    if commission > before {
      statement.earnedLate = try statement.earnedLate.adding(commission - before)
    } else if commission < before {
      statement.clawback = try statement.clawback.adding(before - commission)
    }
  }

  /// Enters the bonuses that are known to be granted by now: each once, reversed only where the rule says so.
  mutating func grant(
    _ grants: [KnownFigures.Grant], in statement: inout CommissionStatement
  ) throws(EvaluationFailure.Cause) {
    for grant in grants where granted[grant.tier] == nil {
      granted[grant.tier] = grant.amount.minorUnits
      statement.bonuses = try statement.bonuses.adding(grant.amount.minorUnits)
    }
    guard undoneBonus == .reverse else { return }
    for (tier, amount) in granted where !grants.contains(where: { $0.tier == tier }) {
      granted[tier] = nil
      statement.reversedBonuses = try statement.reversedBonuses.adding(amount)
      statement.clawback = try statement.clawback.adding(amount)
    }
  }

  /// Decides over the payout.
  mutating func pay(
    _ statement: inout CommissionStatement, minimum: Int64, currency: Currency, isOver: Bool, isDue: Bool
  ) throws(EvaluationFailure.Cause) {
    statement.carriedIn = balance
    let available = try balance.adding(statement.earned).adding(statement.earnedLate)
      .adding(statement.bonuses).adding(-statement.clawback)
    if !isOver {
      statement.reason = .periodOpen(last: statement.period.last)
    } else if !isDue {
      statement.reason = .hold(until: statement.due)
    } else if available > 0, available >= minimum {
      statement.payout = available
      let isPaid = statement.orders > 0 && statement.paidOrders == statement.orders
      statement.state = isPaid ? .paid : .approved
    } else {
      statement.state = .carried
      statement.reason =
        available > 0
        ? .belowMinimum(Money(minorUnits: minimum, currency: currency)) : available < 0 ? .debt : .nothing
    }
    statement.carriedOut = available - statement.payout
    balance = statement.carriedOut
  }
}

extension Int64 {
  /// The sum; throws where it does not fit 64 bits.
  func adding(_ other: Int64) throws(EvaluationFailure.Cause) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    if overflow { throw .overflow }
    return sum
  }
}
