/// An amount in minor units (cents) of one currency.
package struct Money: Hashable, Sendable {
  /// Cents for USD, yen for JPY, a thousandth of a dinar for KWD.
  package var minorUnits: Int64
  package let currency: Currency

  package init(minorUnits: Int64, currency: Currency) {
    self.minorUnits = minorUnits
    self.currency = currency
  }
}

/// An ISO 4217 currency.
package struct Currency: Hashable, Sendable, CustomStringConvertible {
  /// Three capital letters.
  package let code: String
  /// Decimal places of the minor unit: 2 for USD, 0 for JPY.
  package let exponent: Int

  package init(code: String, exponent: Int) {
    self.code = code
    self.exponent = exponent
  }

  package var description: String { code }
}
