/// Exact arithmetic on decimals: a mantissa of 64 bits and at most 18 digits after the point.
enum Decimals {
  struct Number {
    var mantissa: Int64
    var scale: Int
  }

  static let powers: [Int64] = {
    var powers: [Int64] = [1]
    for _ in 0..<18 { powers.append((powers.last ?? 1) * 10) }
    return powers
  }()

  /// Reads `-12.50`; nil if it is not a number or has more than 18 digits.
  static func parse(_ text: some Collection<UInt8>) -> Number? {
    var mantissa: Int64 = 0
    var scale = 0
    var digits = 0
    var seenPoint = false
    var isNegative = false
    for (position, byte) in text.enumerated() {
      if position == 0, byte == Ascii.minus {
        isNegative = true
      } else if byte == Ascii.dot, !seenPoint {
        seenPoint = true
      } else if byte.isDigit {
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.addingReportingOverflow(Int64(byte - Ascii.zero))
        // Digits after the point beyond what fits are dropped.
        if overflow || carry || scale == 18 {
          if seenPoint { continue }
          return nil
        }
        mantissa = sum
        digits += 1
        if seenPoint { scale += 1 }
      } else {
        return nil
      }
    }
    guard digits > 0 else { return nil }
    return Number(mantissa: isNegative ? -mantissa : mantissa, scale: scale)
  }

  /// Both with the same scale, or nil if that does not fit.
  static func aligned(_ a: Number, _ b: Number) -> (Int64, Int64, Int)? {
    if a.scale == b.scale { return (a.mantissa, b.mantissa, a.scale) }
    let scale = max(a.scale, b.scale)
    let (left, over) = a.mantissa.multipliedReportingOverflow(by: powers[scale - a.scale])
    let (right, carry) = b.mantissa.multipliedReportingOverflow(by: powers[scale - b.scale])
    return over || carry ? nil : (left, right, scale)
  }

  static func compare(_ a: Number, _ b: Number) -> Int {
    if let (left, right, _) = aligned(a, b) { return left < right ? -1 : left == right ? 0 : 1 }
    let (left, right) = (double(a), double(b))
    return left < right ? -1 : left == right ? 0 : 1
  }

  static func double(_ number: Number) -> Double { Double(number.mantissa) / Double(powers[number.scale]) }

  /// Without zeros at the end of the digits after the point.
  static func trimmed(_ number: Number) -> Number {
    var number = number
    while number.scale > 0, number.mantissa % 10 == 0 {
      number.mantissa /= 10
      number.scale -= 1
    }
    return number
  }

  static func add(_ a: Number, _ b: Number, subtract: Bool = false) -> Number? {
    guard let (left, right, scale) = aligned(a, b) else { return nil }
    let (sum, overflow) =
      subtract ? left.subtractingReportingOverflow(right) : left.addingReportingOverflow(right)
    return overflow ? nil : Number(mantissa: sum, scale: scale)
  }

  static func multiply(_ a: Number, _ b: Number) -> Number? {
    var (left, right) = (trimmed(a), trimmed(b))
    var wide = left.mantissa.multipliedFullWidth(by: right.mantissa)
    while wide.high != 0 && wide.high != -1 || left.scale + right.scale > 18 {
      // Too many digits: the least significant ones are given up.
      if left.scale >= right.scale, left.scale > 0 {
        left = round(left, to: left.scale - 1)
      } else if right.scale > 0 {
        right = round(right, to: right.scale - 1)
      } else {
        return nil
      }
      wide = left.mantissa.multipliedFullWidth(by: right.mantissa)
    }
    let (product, overflow) = left.mantissa.multipliedReportingOverflow(by: right.mantissa)
    return overflow ? nil : Number(mantissa: product, scale: left.scale + right.scale)
  }

  /// The quotient with up to 17 significant digits.
  static func divide(_ a: Number, _ b: Number) -> Number? {
    let (dividend, divisor) = (trimmed(a), trimmed(b))
    guard divisor.mantissa != 0, divisor.mantissa != Int64.min, dividend.mantissa != Int64.min else { return nil }
    var scale = dividend.scale - divisor.scale
    let negative = (dividend.mantissa < 0) != (divisor.mantissa < 0)
    let by = divisor.mantissa.magnitude
    var (quotient, remainder) = dividend.mantissa.magnitude.quotientAndRemainder(dividingBy: by)
    while remainder != 0 || scale < 0, quotient < 100_000_000_000_000_000, scale < 18 {
      guard remainder <= UInt64.max / 10 else { break }
      quotient = quotient * 10 + remainder * 10 / by
      remainder = remainder * 10 % by
      scale += 1
    }
    guard scale >= 0, quotient <= UInt64(Int64.max) else { return nil }
    return Number(mantissa: negative ? -Int64(quotient) : Int64(quotient), scale: scale)
  }

  /// Division that rounds down, and its remainder, which has the sign of the divisor.
  static func floorDivide(_ a: Int64, _ b: Int64) -> (quotient: Int64, remainder: Int64)? {
    let (quotient, overflow) = a.dividedReportingOverflow(by: b)
    guard !overflow else { return nil }
    let remainder = a - quotient * b
    return remainder != 0 && (remainder < 0) != (b < 0) ? (quotient - 1, remainder + b) : (quotient, remainder)
  }

  /// Rounded half away from zero; a negative scale rounds to tens and hundreds.
  static func round(_ number: Number, to scale: Int) -> Number {
    guard scale < number.scale else { return number }
    let drop = number.scale - scale
    guard drop <= 18 else { return Number(mantissa: 0, scale: 0) }
    let power = powers[drop]
    var mantissa = number.mantissa / power
    let rest = (number.mantissa % power).magnitude
    if rest >= UInt64(power) - rest { mantissa += number.mantissa < 0 ? -1 : 1 }
    if scale >= 0 { return Number(mantissa: mantissa, scale: scale) }
    let (product, overflow) = mantissa.multipliedReportingOverflow(by: powers[min(18, -scale)])
    return Number(mantissa: overflow ? 0 : product, scale: 0)
  }

  static func floor(_ number: Number) -> Int64 {
    floorDivide(number.mantissa, powers[number.scale])?.quotient ?? 0
  }
}
