/// Exact arithmetic on decimals: a mantissa of 128 bits and at most 38 digits after the point.
enum Decimals {
  struct Number {
    var mantissa: Int128
    var scale: Int

    init(mantissa: Int128, scale: Int) {
      self.mantissa = mantissa
      self.scale = scale
    }

    init(_ whole: Int64) {
      mantissa = Int128(whole)
      scale = 0
    }
  }

  /// Most digits a number has.
  static let digits = 38

  static let powers: [Int128] = {
    var powers: [Int128] = [1]
    for _ in 0..<digits { powers.append((powers.last ?? 1) * 10) }
    return powers
  }()

  /// Reads `-12.50`; nil if it is not a number or has more than 38 digits before the point.
  static func parse(_ text: some Collection<UInt8>) -> Number? {
    var mantissa: Int128 = 0
    var scale = 0
    var count = 0
    var seenPoint = false
    var isNegative = false
    for (position, byte) in text.enumerated() {
      if position == 0, byte == Ascii.minus {
        isNegative = true
      } else if byte == Ascii.dot, !seenPoint {
        seenPoint = true
      } else if byte.isDigit {
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.addingReportingOverflow(Int128(byte - Ascii.zero))
        // Digits after the point beyond what fits are dropped.
        if overflow || carry || scale == digits {
          if seenPoint { continue }
          return nil
        }
        mantissa = sum
        count += 1
        if seenPoint { scale += 1 }
      } else {
        return nil
      }
    }
    guard count > 0 else { return nil }
    return Number(mantissa: isNegative ? -mantissa : mantissa, scale: scale)
  }

  /// Both with the same scale, or nil if that does not fit.
  static func aligned(_ a: Number, _ b: Number) -> (Int128, Int128, Int)? {
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
    guard let (left, right, scale) = aligned(trimmed(a), trimmed(b)) else { return nil }
    let (sum, overflow) =
      subtract ? left.subtractingReportingOverflow(right) : left.addingReportingOverflow(right)
    return overflow ? nil : Number(mantissa: sum, scale: scale)
  }

  static func multiply(_ a: Number, _ b: Number) -> Number? {
    var (left, right) = (trimmed(a), trimmed(b))
    while true {
      let (product, overflow) = left.mantissa.multipliedReportingOverflow(by: right.mantissa)
      if !overflow, left.scale + right.scale <= digits {
        return Number(mantissa: product, scale: left.scale + right.scale)
      }
      // Too many digits: the least significant ones are given up.
      if left.scale >= right.scale, left.scale > 0 {
        left = round(left, to: left.scale - 1)
      } else if right.scale > 0 {
        right = round(right, to: right.scale - 1)
      } else {
        return nil
      }
    }
  }

  /// The quotient with up to 30 significant digits.
  static func divide(_ a: Number, _ b: Number) -> Number? {
    let (dividend, divisor) = (trimmed(a), trimmed(b))
    guard divisor.mantissa != 0 else { return nil }
    var scale = dividend.scale - divisor.scale
    let negative = (dividend.mantissa < 0) != (divisor.mantissa < 0)
    let by = divisor.mantissa.magnitude
    var (quotient, remainder) = dividend.mantissa.magnitude.quotientAndRemainder(dividingBy: by)
    let enough = UInt128(powers[29])
    while remainder != 0 || scale < 0, quotient < enough, scale < digits {
      guard remainder <= UInt128.max / 10 else { break }
      quotient = quotient * 10 + remainder * 10 / by
      remainder = remainder * 10 % by
      scale += 1
    }
    guard scale >= 0, quotient <= UInt128(Int128.max) else { return nil }
    return Number(mantissa: negative ? -Int128(quotient) : Int128(quotient), scale: scale)
  }

  /// Division that rounds down, and its remainder, which has the sign of the divisor.
  static func floorDivide(_ a: Int128, _ b: Int128) -> (quotient: Int128, remainder: Int128)? {
    let (quotient, overflow) = a.dividedReportingOverflow(by: b)
    guard !overflow else { return nil }
    let remainder = a - quotient * b
    return remainder != 0 && (remainder < 0) != (b < 0)
      ? (quotient - 1, remainder + b) : (quotient, remainder)
  }

  /// Rounded half away from zero; a negative scale rounds to tens and hundreds.
  static func round(_ number: Number, to scale: Int) -> Number {
    guard scale < number.scale else { return number }
    let drop = number.scale - scale
    guard drop <= digits else { return Number(0) }
    let power = powers[drop]
    var mantissa = number.mantissa / power
    let rest = (number.mantissa % power).magnitude
    if rest >= UInt128(power) - rest { mantissa += number.mantissa < 0 ? -1 : 1 }
    if scale >= 0 { return Number(mantissa: mantissa, scale: scale) }
    let (product, overflow) = mantissa.multipliedReportingOverflow(by: powers[min(digits, -scale)])
    return Number(mantissa: overflow ? 0 : product, scale: 0)
  }

  static func floor(_ number: Number) -> Int128 {
    floorDivide(number.mantissa, powers[number.scale])?.quotient ?? 0
  }

  /// The part before the point.
  static func whole(_ number: Number) -> Int128 { number.mantissa / powers[number.scale] }
}
