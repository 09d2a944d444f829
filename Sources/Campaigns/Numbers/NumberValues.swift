internal import Liquid

extension Value {
  /// A whole number or one with decimals.
  var number: Decimal? {
    switch self {
    case .int(let value): Decimal(mantissa: value, scale: 0)
    case .decimal(let value): value
    default: nil
    }
  }
}

extension Value.Decimal {
  /// The number with exactly so many decimals (0 to 9), a half away from zero; nil where it has too many digits.
  func rounded(to decimals: Int) -> Value.Decimal? {
    var mantissa = mantissa
    if scale < decimals {
      for _ in scale..<decimals {
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
        if overflow { return nil }
        mantissa = product
      }
    } else if scale > decimals {
      var unit: Int64 = 1
      for _ in decimals..<scale { unit *= 10 }
      let (quotient, rest) = mantissa.quotientAndRemainder(dividingBy: unit)
      // Not twice the rest, which could overflow.
      let isUp = rest.magnitude >= unit.magnitude - rest.magnitude
      mantissa = isUp ? quotient + (mantissa < 0 ? -1 : 1) : quotient
    }
    return Value.Decimal(mantissa: mantissa, scale: decimals)
  }
}

extension PluralOperand {
  /// A number, or money as it is written: without a fraction of zeros.
  init?(written value: Value) {
    if case .money(let money) = value {
      let amount = PluralOperand(mantissa: money.minorUnits, scale: money.exponent)
      self = amount.isWhole ? PluralOperand(Int64(clamping: amount.i)) : amount
    } else if let number = value.number {
      self.init(mantissa: number.mantissa, scale: number.scale)
    } else {
      return nil
    }
  }
}
