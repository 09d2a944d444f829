/// Writing numbers.
enum NumberText {
  static func append(_ number: Int64, to bytes: inout [UInt8]) {
    if number < 0 { bytes.append(Ascii.minus) }
    append(magnitude: number.magnitude, to: &bytes)
  }

  private static func append(magnitude: UInt64, to bytes: inout [UInt8]) {
    var power: UInt64 = 1
    while magnitude / power >= 10 { power *= 10 }
    while power > 0 {
      bytes.append(Ascii.zero + UInt8(magnitude / power % 10))
      power /= 10
    }
  }

  /// As Ruby prints a float: at least one digit after the point, at most as many as a double holds.
  static func append(_ number: Decimals.Number, to bytes: inout [UInt8]) {
    var number = Decimals.trimmed(number)
    if number.mantissa.magnitude >= 1_000_000_000_000_000 {
      var digits: [UInt8] = []
      append(fixed: number, to: &digits)
      let shortest = (Double(String(decoding: digits, as: UTF8.self)) ?? 0).description
      if let exact = Decimals.parse(shortest.utf8) {
        number = Decimals.trimmed(exact)
      } else {
        bytes.append(contentsOf: shortest.utf8)
        return
      }
    }
    if number.scale == 0 {
      append(number.mantissa, to: &bytes)
      bytes.append(contentsOf: ".0".utf8)
    } else {
      append(fixed: number, to: &bytes)
    }
  }

  /// With exactly as many digits after the point as the number has.
  static func append(fixed number: Decimals.Number, to bytes: inout [UInt8]) {
    guard number.scale > 0 else { return append(number.mantissa, to: &bytes) }
    if number.mantissa < 0 { bytes.append(Ascii.minus) }
    let power = UInt64(Decimals.powers[number.scale])
    append(magnitude: number.mantissa.magnitude / power, to: &bytes)
    bytes.append(Ascii.dot)
    var digit = power / 10
    let rest = number.mantissa.magnitude % power
    while digit > 0 {
      bytes.append(Ascii.zero + UInt8(rest / digit % 10))
      digit /= 10
    }
  }
}
