package import Mail

/// What a partner has earned and not been paid yet, and when what of it will be: for mails.
package struct PayoutOutlook: Sendable, Equatable {
  /// All that was earned and not paid: what is held, and what was carried on.
  ///
  /// Negative for a debt.
  package let balance: Money
  /// The part of it whose due day has not come.
  package let held: Money
  /// What was due and carried on: less than the minimum, or a debt.
  package let carried: Money
  /// The next day on which something falls due; nil where nothing will.
  package let nextOn: CivilDate?
  /// What will be paid on that day by what is known now; nil where it would be less than the minimum.
  package let next: Money?
  /// The day of the last payout and its amount; nil before the first one.
  package let lastOn: CivilDate?
  package let last: Money?
  /// The least amount that will be paid on the next day; nil where any amount is.
  package let minimum: Money?

  /// The outlook after statements up to that of the clock's own period.
  init(_ statements: [CommissionStatement], currency: Currency) throws(EvaluationFailure.Cause) {
    func money(_ units: Int64) -> Money { Money(minorUnits: units, currency: currency) }
    let pending = statements.filter { $0.state == .pending }
    let left = statements.last { $0.state != .pending }?.carriedOut ?? 0
    var due: Int64 = left
    var all: Int64 = 0
    for statement in pending {
      let own = try statement.earned.adding(statement.earnedLate).adding(statement.bonuses)
        .adding(-statement.clawback)
      all = try all.adding(own)
      if statement.due == pending[0].due { due = try due.adding(own) }
    }
    held = money(all)
    carried = money(left)
    balance = money(try left.adding(all))
    // The last period that is due on that day decides, as it does when the day has come.
    let least = pending.last { $0.due == pending[0].due }?.minimum ?? 0
    nextOn = pending.first?.due
    next = !pending.isEmpty && due > 0 && due >= least ? money(due) : nil
    minimum = least > 0 ? money(least) : nil
    let paid = statements.last { $0.payout > 0 }
    lastOn = paid?.due
    last = paid.map { money($0.payout) }
  }
}

/// A partner's account at a moment, worked out when it is asked for: most mails never do.
package struct PartnerAccount: Sendable, Equatable {
  private let replay: PayoutReplay
  private let month: Month
  private let currency: Currency

  /// The account that a replay gives up to a month.
  init(_ replay: PayoutReplay, upTo month: Month, currency: Currency) {
    self.replay = replay
    self.month = month
    self.currency = currency
  }

  /// What is owed and when it is paid.
  ///
  /// - Throws: a sum over 64 bits.
  package func outlook() throws(EvaluationFailure) -> PayoutOutlook {
    var replay = replay
    let statements = try replay.statements(upTo: month)
    do throws(EvaluationFailure.Cause) {
      return try PayoutOutlook(statements, currency: currency)
    } catch {
      throw EvaluationFailure(partner: replay.partner.id, cause: error)
    }
  }

  /// It follows from partner, activity and moment, which recipients are told apart by already.
  package static func == (a: PartnerAccount, b: PartnerAccount) -> Bool { true }
}
