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
  /// What a payment provider keeps of the amount, where the program's data carries it.
  package var fee: Money?
  /// The tax within the amount, where the program's data carries it.
  package var tax: Money?
  /// Set for a payment of a recurring sale.
  package var recurring: Recurring?
  package var occurred: Timestamp
  package var customer: String?
  /// The activity this one takes back: required for refunds and chargebacks.
  package var reference: ID?

  package init(
    id: ID, partner: Partner.ID, kind: Kind, status: Status, amount: Money? = nil,
    commission: Money? = nil, fee: Money? = nil, tax: Money? = nil, recurring: Recurring? = nil,
    occurred: Timestamp, customer: String? = nil, reference: ID? = nil
  ) {
    self.id = id
    self.partner = partner
    self.kind = kind
    self.status = status
    self.amount = amount
    self.commission = commission
    self.fee = fee
    self.tax = tax
    self.recurring = recurring
    self.occurred = occurred
    self.customer = customer
    self.reference = reference
  }
}

extension Activity {
  /// The amount, or the stated commission where there is none: what its currency is known by.
  var money: Money? { amount ?? commission }

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

  /// What is known of a payment that recurs: `new` or `renewal`, and the months it pays for.
  package struct Recurring: Hashable, Sendable {
    /// A later payment of what was sold before.
    package var isRenewal: Bool
    /// 12 for a year paid in advance.
    package var months: Int

    package init(isRenewal: Bool, months: Int = 1) {
      self.isRenewal = isRenewal
      self.months = months
    }

    /// As data files write it: `new`, `renewal`.
    package var word: String { isRenewal ? "renewal" : "new" }
  }

  /// How far the money is.
  package enum Status: String, Hashable, Sendable, CaseIterable {
    case pending
    case approved
    case paid
    case reversed
  }
}

extension Activity.Kind {
  /// Whether bytes may be a kind's word: small letters, digits, `_` and `-`, at most 40.
  static func isWord(_ bytes: some Collection<UInt8>) -> Bool {
    !bytes.isEmpty && bytes.count <= 40
      && bytes.allSatisfy {
        ($0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z")) || CellRules.isDigit($0)
          || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
      }
  }
}
