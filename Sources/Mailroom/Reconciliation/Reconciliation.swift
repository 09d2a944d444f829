package import Ledger
package import Mail
package import PartnerProgram

/// Proves that payouts, mails and the rows they rest on are the same money.
///
/// Each figure is worked out in two ways:
///
/// 1. Every row that an import brought in is there as it was, and is counted, or not counted for a reason; per currency
///    the sums are equal.
/// 2. Orders less refunds, fees and taxes are the net commission basis: by the rows, joined and reckoned by themselves,
///    and by the evaluator.
/// 3. The commission in a payout is that of the status that mails of its moment are rendered from.
/// 4. All statements of a partner, whatever was made good in between, are the commissions as they stand at the clock;
///    what is carried goes from each to the next, and what is left at last is what was earned and not paid.
package struct Reconciliation: Sendable {
  private let walk: RecipientWalk
  private let control: any ActivityControl
  private let period: Period
  private let clock: Timestamp

  package init(_ walk: RecipientWalk, control: any ActivityControl, period: Period, asOf clock: Timestamp) {
    self.walk = walk
    self.control = control
    self.period = period
    self.clock = clock
  }

  /// How much is looked at.
  package enum Depth: Sendable {
    /// The rows, and for each partner the figures of one month's mail: what a run needs before it sends.
    case mails(Month)
    /// Every partner's whole account.
    case accounts
  }

  /// Looks at all partners, on all cores; memory holds a few pages.
  @concurrent
  package func report(_ depth: Depth = .accounts) async throws -> ReconciliationReport {
    var report = ReconciliationReport(period: period, currency: walk.evaluator.currency)
    report.activity = try control.compareActivity(limit: ReconciliationReport.limit)
    try await walk.forEachPage {
      try page($0, depth)
    } take: {
      report.add($0)
    }
    return report
  }

  private func page(_ records: [PartnerRecord], _ depth: Depth) throws -> ReconciliationReport {
    var report = ReconciliationReport(period: period, currency: walk.evaluator.currency)
    var questions: [OrderQuestion] = []
    var asked: [(partner: Partner, statement: CommissionStatement)] = []
    for record in records where !record.activities.isEmpty {
      report.partners += 1
      let reading = try walk.evaluator.reading(record.partner, activities: record.activities, asOf: clock)
      add(record.activities, reading, to: &report)
      let statements: [CommissionStatement]
      switch depth {
      case .accounts: statements = try reconcile(record, reading, in: &report)
      case .mails(let month):
        let status = try walk.recipient(record, month: month, asOf: clock).status
        statements = [try CommissionStatement(status, by: reading)]
      }
      for statement in statements {
        asked.append((record.partner, statement))
        questions.append(
          OrderBasis.question(
            statement, of: record.partner.id, reading.ladder.terms, walk.evaluator.calendar))
      }
    }
    for (rows, (partner, statement)) in zip(try control.orders(questions), asked) {
      compareBasis(statement, rows, of: partner, in: &report)
    }
    return report
  }

  /// Reconciles a partner's account, and gives the statements of the period.
  private func reconcile(
    _ record: PartnerRecord, _ reading: PartnerReading, in report: inout ReconciliationReport
  ) throws -> [CommissionStatement] {
    let statements = try account(record, reading, in: &report)
    // A reach that was undone since may be promised again by a mail, and is paid once all the same.
    let isPlain =
      reading.ladder.terms.movement == nil && reading.ladder.measures.allSatisfy(\.metric.isWindowed)
      && statements.allSatisfy { $0.clawback == 0 && $0.earnedLate == 0 }
    let own = statements.filter(isOfPeriod)
    if let first = own.first, let last = own.last {
      report.add(.carriedIn, ReconciliationReport.Sides(payouts: first.carriedIn))
      report.add(.carriedOut, ReconciliationReport.Sides(payouts: last.carriedOut))
    }
    for statement in own {
      try compareStatus(statement, record, mayCompareBonus: isPlain, in: &report)
    }
    return own
  }

  /// Whether a statement's earning period overlaps the period that is asked for.
  private func isOfPeriod(_ statement: CommissionStatement) -> Bool {
    statement.period.last >= period.first ?? period.last
      && statement.period.first ?? statement.period.last <= period.last
  }

  /// What became of each row.
  private func add(
    _ activities: [Activity], _ reading: PartnerReading, to report: inout ReconciliationReport
  ) {
    for (activity, fact) in zip(activities, reading.facts) {
      let money = activity.amount ?? activity.commission
      let outcome = ReconciliationReport.Outcome(
        currency: money?.currency.code ?? "", reason: ReconciliationReport.Reason(fact))
      report.outcomes[outcome, default: .init()].rows += 1
      report.outcomes[outcome, default: .init()].amount &+= activity.amount?.minorUnits ?? 0
    }
  }

  /// Replays a partner's account and compares it as a whole with the statuses of the clock.
  private func account(
    _ record: PartnerRecord, _ reading: PartnerReading, in report: inout ReconciliationReport
  ) throws -> [CommissionStatement] {
    let decisions = walk.decisions[record.partner.id] ?? []
    let overCap = walk.overCap[record.partner.id] ?? []
    let now = walk.evaluator.calendar.month(of: clock)
    var replay = PayoutReplay(
      walk.evaluator, record.partner, activities: record.activities, asOf: clock, decisions: decisions,
      overCap: overCap)
    let statements = try replay.statements(upTo: now)
    let said = try commissions(statements, reading, decisions: decisions, overCap: overCap)
    var settled: Int64 = 0
    var owed: Int64 = 0
    var carried: Int64 = 0
    for statement in statements {
      settled &+= statement.earned &+ statement.earnedLate &- statement.clawback &+ statement.reversedBonuses
      owed &+= statement.bonuses &- statement.reversedBonuses &- statement.payout
      report.compare(.carriedIn, carried, statement.carriedIn, of: record.partner.id, in: nil)
      carried = statement.carriedOut
    }
    report.compare(.earned, said, settled, of: record.partner.id, in: nil)
    report.compare(.carriedOut, said &+ owed, carried, of: record.partner.id, in: nil)
    return statements
  }

  /// The commissions of all periods as statuses of the clock say them.
  private func commissions(
    _ statements: [CommissionStatement], _ reading: PartnerReading, decisions: [StandingDecision],
    overCap: Set<String>
  ) throws -> Int64 {
    let now = walk.evaluator.calendar.month(of: clock)
    var standings: [String: Standing] = [:]
    do throws(EvaluationFailure.Cause) {
      for standing in try reading.history(upTo: now, decisions: decisions, overCap: overCap).standings {
        standings[standing.period] = standing
      }
      var sum: Int64 = 0
      for statement in statements {
        let month = min(Month(of: statement.period.last), now)
        sum &+= try reading.status(in: month, standing: standings[statement.period.name]).commission
          .minorUnits
      }
      return sum
    } catch {
      throw EvaluationFailure(partner: reading.partner.id, cause: error)
    }
  }

  /// The status that a mail of the statement's moment is rendered from.
  private func compareStatus(
    _ statement: CommissionStatement, _ record: PartnerRecord, mayCompareBonus: Bool,
    in report: inout ReconciliationReport
  ) throws {
    let calendar = walk.evaluator.calendar
    let month = min(Month(of: statement.period.last), calendar.month(of: statement.settled))
    let recipient = try walk.recipient(record, month: month, asOf: statement.settled)
    let status = recipient.status
    let (id, name) = (record.partner.id, statement.period.name)
    report.compare(.earned, status.commission.minorUnits, statement.earned, of: id, in: name)
    if mayCompareBonus {
      let bonus = recipient.reachedFirstTime ? value(of: status.tier.bonus, in: statement.period) : 0
      report.compare(.bonuses, bonus, statement.bonuses, of: id, in: nil)
    }
    for (line, amount) in [
      (ReconciliationReport.Line.earnedLate, statement.earnedLate), (.bonuses, statement.bonuses),
      (.clawback, statement.clawback),
    ] {
      report.add(line, ReconciliationReport.Sides(payouts: amount))
    }
    let left =
      status.commission.minorUnits &+ statement.earnedLate &+ statement.bonuses &- statement.clawback
      &+ statement.carriedIn &- statement.carriedOut
    report.compare(.payout, left, statement.payout, of: id, in: name)
  }

  /// A bonus that a mail promises, in the program's currency.
  private func value(of bonus: Money?, in period: Period) -> Int64 {
    guard let bonus, bonus.currency != walk.evaluator.currency else { return bonus?.minorUnits ?? 0 }
    return walk.evaluator.rates?.rate(of: bonus.currency, on: period.last)?.converted(bonus.minorUnits) ?? 0
  }

  /// The orders by the ledger's rows; where one rate pays for all of them, the commission too.
  private func compareBasis(
    _ statement: CommissionStatement, _ rows: [OrderRow], of partner: Partner,
    in report: inout ReconciliationReport
  ) {
    let terms = walk.evaluator.ladder(for: partner).terms
    let basis = OrderBasis(rows, terms, settled: statement.settled, walk.evaluator)
    let said = OrderBasis(statement)
    let (id, name) = (partner.id, statement.period.name)
    report.compare(.orders, Int64(basis.orders), Int64(said.orders), of: id, in: name)
    report.compare(.gross, basis.gross, said.gross, of: id, in: name)
    report.compare(.takenBack, basis.takenBack, said.takenBack, of: id, in: name)
    report.compare(.deductions, basis.deductions, said.deductions, of: id, in: name)
    report.compare(.net, basis.net, statement.net, of: id, in: name)
    guard terms.rate == .wholePeriod else { return }
    // Half a cent rounds up; nothing here is negative.
    let exact = Int128(basis.net) * Int128(statement.tier.rate.basisPoints)
    let commission = Int64(clamping: (exact + 5_000) / 10_000)
    report.compare(.earned, commission, statement.earned, of: id, in: nil)
  }
}

extension ReconciliationReport.Reason {
  init(_ fact: Fact) {
    self =
      switch fact.verdict {
      case .later: .later
      case .takesBack: .takesBack
      case _ where fact.kind != .sale: .otherKind
      case .stands: .counted
      case .pending: .pending
      case .reversed: .reversed
      case .refunded: .refunded
      case .chargedBack: .chargedBack
      case .unsafe: .inRefundWindow
      }
  }
}
