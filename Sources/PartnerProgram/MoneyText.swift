/// Money as plain text, the same in every language: for settings, data files and explanations.
extension Money {
  /// Why a text is no amount.
  package enum TextError: Error, Sendable, Equatable, CustomStringConvertible {
    case empty
    case negative
    /// Anything but digits with at most one point: separators, exponents, blanks.
    case malformed
    /// More decimals than the currency has.
    case tooManyDecimals(given: Int, currency: Currency)
    case tooLarge

    package var description: String {
      switch self {
      case .empty: "there is no amount"
      case .negative: "a negative amount: what takes money back is an activity of the kind refund"
      case .malformed: "not a plain decimal number such as 1234.50, without separators"
      case .tooManyDecimals(let given, let currency):
        "\(given) decimals, but \(currency.code) has \(currency.exponent)"
      case .tooLarge: "the amount does not fit 64 bits"
      }
    }
  }

  /// Reads `1234.5` exactly: digits and at most as many decimals as the currency has.
  package init(decimal text: String, currency: Currency) throws(TextError) {
    let units = try Self.minorUnits(of: text.utf8.span, currency: currency)
    self.init(minorUnits: units, currency: currency)
  }

  /// Reads digits with at most one point into minor units.
  static func minorUnits(of bytes: Span<UInt8>, currency: Currency) throws(TextError) -> Int64 {
    guard bytes.count > 0 else { throw .empty }
    if bytes[0] == UInt8(ascii: "-") { throw .negative }
    var units: Int64 = 0
    var decimals: Int?
    var digits = 0
    for index in 0..<bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "."), decimals == nil, digits > 0 {
        decimals = 0
        continue
      }
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { throw .malformed }
      digits += 1
      if let count = decimals { decimals = count + 1 }
      units = try shifted(units, adding: Int64(byte - UInt8(ascii: "0")))
    }
    let given = decimals ?? 0
    if decimals == 0 { throw .malformed }
    guard given <= currency.exponent else { throw .tooManyDecimals(given: given, currency: currency) }
    for _ in given..<currency.exponent { units = try shifted(units, adding: 0) }
    return units
  }

  private static func shifted(_ units: Int64, adding digit: Int64) throws(TextError) -> Int64 {
    let (product, overflow) = units.multipliedReportingOverflow(by: 10)
    let (sum, carry) = product.addingReportingOverflow(digit)
    if overflow || carry { throw .tooLarge }
    return sum
  }

  /// `USD 1,234.50`: the code, then the amount in groups of three.
  package var plainText: String {
    "\(minorUnits < 0 ? "-" : "")\(currency.code) \(Self.grouped(minorUnits.magnitude, exponent: currency.exponent))"
  }

  /// `1234.50`: as data files write it.
  package var decimalText: String {
    let (whole, fraction) = Self.parts(minorUnits.magnitude, exponent: currency.exponent)
    return (minorUnits < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : ".\(fraction)")
  }

  private static func grouped(_ units: UInt64, exponent: Int) -> String {
    let (whole, fraction) = parts(units, exponent: exponent)
    var text = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text + (fraction.isEmpty ? "" : ".\(fraction)")
  }

  private static func parts(_ units: UInt64, exponent: Int) -> (whole: String, fraction: String) {
    var digits = String(units)
    if digits.count <= exponent {
      digits = String(repeating: "0", count: exponent + 1 - digits.count) + digits
    }
    return (String(digits.dropLast(exponent)), String(digits.suffix(exponent)))
  }
}

extension Currency {
  /// The ISO 4217 currency with this code of three capital letters; nil where there is none.
  package init?(code: String) {
    guard let exponent = CurrencyTable.exponent(of: code) else { return nil }
    self.init(code: code, exponent: exponent)
  }
}
