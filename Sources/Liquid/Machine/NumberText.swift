/// Writing numbers.
enum NumberText {
  static func append<Sink: ByteSink & ~Copyable>(_ number: Int64, to bytes: inout Sink) {
    if number < 0 { bytes.append(Ascii.minus) }
    append(magnitude: number.magnitude, to: &bytes)
  }

  /// Straight into the output, from the last digit to the first.
  @inline(__always)
  static func append(_ number: Int64, to bytes: inout ByteBuffer) {
    if number < 0 { bytes.append(Ascii.minus) }
    var rest = number.magnitude
    bytes.append(backwards: digits(rest)) {
      let tenth = rest / 10
      defer { rest = tenth }
      return Ascii.zero &+ UInt8(truncatingIfNeeded: rest &- tenth &* 10)
    }
  }

  @inline(__always)
  private static func digits(_ number: UInt64) -> Int {
    if number < 10 { return 1 }
    if number < 100 { return 2 }
    if number < 1000 { return 3 }
    if number < 10_000 { return 4 }
    var count = 4
    var rest = number / 10_000
    while rest > 0 {
      rest /= 10
      count += 1
    }
    return count
  }

  private static func append<Sink: ByteSink & ~Copyable>(magnitude: UInt64, to bytes: inout Sink) {
    var power: UInt64 = 1
    while magnitude / power >= 10 { power *= 10 }
    while power > 0 {
      bytes.append(Ascii.zero + UInt8(magnitude / power % 10))
      power /= 10
    }
  }

  /// As Ruby prints a float: at least one digit after the point, at most as many as a double holds.
  static func append<Sink: ByteSink & ~Copyable>(_ number: Decimals.Number, to bytes: inout Sink) {
    var number = Decimals.trimmed(number)
    if number.mantissa.magnitude >= 1_000_000_000_000_000 {
      var digits: [UInt8] = []
      append(fixed: number, to: &digits)
      let shortest = (Double(String(decoding: digits, as: UTF8.self)) ?? 0).description
      guard let exact = Decimals.parse(shortest.utf8) else {
        bytes.append(text: shortest)
        return
      }
      number = Decimals.trimmed(exact)
    }
    if number.scale == 0 {
      append(number.mantissa, to: &bytes)
      bytes.append(text: ".0")
    } else {
      append(fixed: number, to: &bytes)
    }
  }

  /// With exactly as many digits after the point as the number has.
  static func append<Sink: ByteSink & ~Copyable>(fixed number: Decimals.Number, to bytes: inout Sink) {
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
