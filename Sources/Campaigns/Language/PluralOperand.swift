/// A number as the plural rules of CLDR see it: its digits as they will be printed (UTS #35, part 3,
/// section 5.1).
package struct PluralOperand: Sendable, Hashable {
  /// The integer digits.
  package let i: UInt64
  /// The count of visible fraction digits, with trailing zeros.
  package let v: Int
  /// The count of visible fraction digits, without trailing zeros.
  package let w: Int
  /// The visible fraction digits as a number, with trailing zeros.
  package let f: UInt64
  /// The visible fraction digits as a number, without trailing zeros.
  package let t: UInt64

  /// A whole number.
  package init(_ value: Int64) { self.init(mantissa: value, scale: 0) }

  /// The number `mantissa` / 10^`scale`, printed with `scale` (0 to 18) fraction digits.
  package init(mantissa: Int64, scale: Int) {
    precondition((0...18).contains(scale), "a scale of 0 to 18 digits")
    let magnitude = mantissa.magnitude
    var unit: UInt64 = 1
    for _ in 0..<scale { unit *= 10 }
    i = magnitude / unit
    f = magnitude % unit
    v = scale
    var trimmed = f
    var digits = scale
    while digits > 0, trimmed % 10 == 0 {
      trimmed /= 10
      digits -= 1
    }
    t = trimmed
    w = digits
  }

  /// Whether the number has no fraction, whatever zeros are printed.
  var isWhole: Bool { t == 0 }
}
