package import Mail

/// One thing a partner did that may count: a sale, what takes a sale back, or any other kind.
package struct Activity: Sendable, Equatable {
  package typealias ID = String

  package var id: ID
  package var partner: Partner.ID
  package var kind: Kind
  package var status: Status
  /// What was sold or taken back, never negative; nil for kinds without money.
  package var amount: Money?
  /// The commission stated by the row, where the program's data carries it.
  package var commission: Money?
  package var occurred: Timestamp
  package var customer: String?
  /// The activity this one takes back: required for refunds and chargebacks.
  package var reference: ID?

  package init(
    id: ID, partner: Partner.ID, kind: Kind, status: Status, amount: Money? = nil,
    commission: Money? = nil, occurred: Timestamp, customer: String? = nil, reference: ID? = nil
  ) {
    self.id = id
    self.partner = partner
    self.kind = kind
    self.status = status
    self.amount = amount
    self.commission = commission
    self.occurred = occurred
    self.customer = customer
    self.reference = reference
  }
}

extension Activity {
  /// What happened.
  package enum Kind: Hashable, Sendable {
    case sale
    /// Takes back a sale, whole or in part, by the program's own decision.
    case refund
    /// Takes back a sale by the customer's bank.
    case chargeback
    /// Any other kind the data names: `lead`, `training` …
    case other(String)
  }

  /// How far the money is.
  package enum Status: String, Hashable, Sendable, CaseIterable {
    case pending
    case approved
    case paid
    case reversed
  }
}
