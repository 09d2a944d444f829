package import PartnerProgram

/// What the ledger can say of its activity apart from what is worked out from it: for reconciling.
package protocol ActivityControl: Sendable {
  /// Compares the rows with what imports brought in, in one pass over them; memory holds one partner's sums.
  ///
  /// - Parameter limit: at most so many differences are named; all are counted.
  func compareActivity(limit: Int) throws(LedgerError) -> ActivityComparison
  /// Takes the rows as they stand for what was brought in.
  func recountActivity() throws(LedgerError)
  /// The sales of spans of time, each with what refunds and chargebacks take back of it, joined by the database; one
  /// answer for each question.
  func orders(_ questions: [OrderQuestion]) throws(LedgerError) -> [[OrderRow]]
}

/// Rows as they are against rows as they were brought in.
package struct ActivityComparison: Sendable, Equatable {
  /// By currency code, "" for rows without money, sorted.
  package var totals: [Total] = []
  /// The first differing partners, in the order of their first import.
  package var differences: [Difference] = []
  /// How many partners differ.
  package var partners = 0

  package init() {}

  /// Rows and money, in minor units; both wrap around 64 bits.
  package struct Amount: Sendable, Equatable {
    package var rows: Int64 = 0
    package var amount: Int64 = 0

    package init(rows: Int64 = 0, amount: Int64 = 0) {
      self.rows = rows
      self.amount = amount
    }
  }

  package struct Total: Sendable, Equatable {
    package var currency: Currency?
    package var imported = Amount()
    package var held = Amount()
  }

  /// A partner whose rows are not those that were brought in; where rows and money agree, something else was changed.
  package struct Difference: Sendable, Equatable {
    package var partner: Partner.ID
    package var currency: Currency?
    package var imported: Amount
    package var held: Amount
  }
}

/// Which sales are asked for.
package struct OrderQuestion: Sendable, Equatable {
  package var partner: Partner.ID
  /// The first second of the span and the first after it.
  package var start: Int64
  package var end: Int64
  /// What takes back counts that occurred before this second.
  package var takenBackBefore: Int64

  package init(partner: Partner.ID, start: Int64, end: Int64, takenBackBefore: Int64) {
    self.partner = partner
    self.start = start
    self.end = end
    self.takenBackBefore = takenBackBefore
  }
}

/// A sale as the database joins it; money in minor units of the row's own currency.
package struct OrderRow: Sendable, Equatable {
  package var occurred: Int64
  package var status: String
  package var currency: Currency?
  package var amount: Int64
  package var fee: Int64
  package var tax: Int64
  /// Months paid for, negative for a renewal; 0 where nothing recurs.
  package var recurs: Int64
  /// When the same customer's first sale was; nil where no customer is named.
  package var customerSince: Int64?
  /// What refunds and chargebacks take back; nil where there are none.
  package var takenBack: Int64?
}
