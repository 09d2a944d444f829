internal import Mail

/// The columns of an export of payouts: each figure as an accountant, or a payout provider's import, reads it.
package enum PayoutTable {
  /// A cell as a file holds it.
  package enum Cell: Sendable, Equatable {
    case text(String)
    case number(Int)
    case money(Money)
  }

  /// The columns in their order.
  package static let columns = [
    "reference", "partner", "name", "email", "period", "currency", "tier", "rate", "orders", "paid_orders",
    "gross", "taken_back", "deductions", "net", "earned", "earned_late", "bonuses", "clawback", "carried_in",
    "payout", "carried_out", "due", "state", "reason", "rule",
  ]

  /// A row's cells, in the order of the columns.
  package static func cells(_ row: PayoutRow) -> [Cell] {
    func money(_ units: Int64) -> Cell { .money(Money(minorUnits: units, currency: row.currency)) }
    func sum(_ figure: KeyPath<CommissionStatement, Int64>) -> Cell { money(row.sum(figure)) }
    return [
      .text(row.reference), .text(row.partner.id), .text(row.partner.name),
      .text(row.partner.email.description), .text(row.period.name), .text(row.currency.code),
      .text(row.tier?.id ?? ""), .text(row.rate?.percentText ?? ""), .number(row.orders),
      .number(row.paidOrders), sum(\.gross), sum(\.takenBack), sum(\.deductions), sum(\.net), sum(\.earned),
      sum(\.earnedLate), sum(\.bonuses), sum(\.clawback), money(row.carriedIn), sum(\.payout),
      money(row.carriedOut), .text(row.due?.description ?? ""), .text(row.state.rawValue),
      .text(row.reason), .text(row.rule ?? ""),
    ]
  }
}

extension CSVWriter {
  /// Writes the names of the columns.
  package mutating func payoutHeader() { row(PayoutTable.columns) }

  /// Writes a row of an export of payouts.
  package mutating func row(_ payout: PayoutRow) {
    for cell in PayoutTable.cells(payout) {
      switch cell {
      case .text(let text): self.cell(text)
      case .number(let number): self.cell(number)
      case .money(let money): self.cell(money)
      }
    }
    endRow()
  }
}
