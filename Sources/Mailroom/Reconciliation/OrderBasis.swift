internal import Ledger
internal import Mail
internal import PartnerProgram

/// What a period's orders come to by the ledger's own rows: refunds joined by the database, each order reckoned here again.
///
/// It is written apart from the evaluator on purpose, so that the two can disagree.
struct OrderBasis: Equatable {
  var orders = 0
  var gross: Int64 = 0
  var takenBack: Int64 = 0
  var deductions: Int64 = 0
  var net: Int64 { gross - takenBack - deductions }

  init(orders: Int, gross: Int64, takenBack: Int64, deductions: Int64) {
    self.orders = orders
    self.gross = gross
    self.takenBack = takenBack
    self.deductions = deductions
  }

  /// What a statement says of its orders.
  init(_ statement: CommissionStatement) {
    self.init(
      orders: statement.orders, gross: statement.gross, takenBack: statement.takenBack,
      deductions: statement.deductions)
  }

  /// The question whose answer the basis of a statement is reckoned from.
  static func question(
    _ statement: CommissionStatement, of partner: Partner.ID, _ terms: LadderTerms,
    _ calendar: ProgramCalendar
  ) -> OrderQuestion {
    let period = statement.period
    let end = calendar.start(of: period.last.adding(days: 1))
    var known = statement.settled
    if terms.afterFinal == .keep {
      known = min(known, calendar.start(of: period.last.adding(days: terms.refundWindow + 1)))
    }
    return OrderQuestion(
      partner: partner, start: (period.first.map { calendar.start(of: $0) } ?? statement.settled).seconds,
      end: min(end, statement.settled).seconds, takenBackBefore: known.seconds)
  }

  /// Adds up the answer.
  ///
  /// - Parameters:
  ///   - rows: the sales of the period that occurred before the settling.
  ///   - terms: the ladder's.
  ///   - settled: the statement's moment.
  ///   - evaluator: the program's calendar and currency.
  init(_ rows: [OrderRow], _ terms: LadderTerms, settled: Timestamp, _ evaluator: TierEvaluator) {
    self.init(orders: 0, gross: 0, takenBack: 0, deductions: 0)
    let calendar = evaluator.calendar
    let lastSafe = calendar.day(of: settled).adding(days: -terms.refundWindow - 1)
    for row in rows {
      let isAdmitted =
        switch row.status {
        case "approved", "paid": true
        case "pending": terms.basis == .all
        default: false
        }
      let day = calendar.day(of: Timestamp(seconds: row.occurred))
      guard isAdmitted, terms.basis != .safe || day <= lastSafe else { continue }
      if row.recurs < 0 {
        switch terms.recurring {
        case .always: break
        case .newOnly: continue
        case .months(let count):
          if let first = row.customerSince,
            day >= calendar.day(of: Timestamp(seconds: first)).adding(months: count)
          {
            continue
          }
        }
      }
      let back = min(row.takenBack ?? 0, row.amount)
      gross += row.amount
      takenBack += back
      if row.takenBack.map({ $0 >= row.amount }) == true { continue }
      orders += 1
      let fee = terms.netOf.contains(.fees) ? row.fee : 0
      let tax = terms.netOf.contains(.taxes) ? row.tax : 0
      deductions += min(row.amount - back, fee + tax)
    }
  }
}
