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

  /// A whole number of any size.
  static func append(wide number: Int128, to bytes: inout [UInt8]) {
    if number < 0 { bytes.append(Ascii.minus) }
    append(magnitude: number.magnitude, to: &bytes)
  }

  private static func append(magnitude: UInt128, to bytes: inout [UInt8]) {
    if let small = UInt64(exactly: magnitude) { return append(magnitude: small, to: &bytes) }
    let start = bytes.count
    var rest = magnitude
    while rest > 0 {
      bytes.append(Ascii.zero + UInt8(rest % 10))
      rest /= 10
    }
    bytes[start...].reverse()
  }

  /// As Ruby prints a float: the fewest digits that a double needs, at least one after the point, and with an
  /// exponent from 10^15 on (10^16 for what is not whole) and below 0.0001.
  static func append(_ number: Decimals.Number, to bytes: inout [UInt8]) {
    let number = Decimals.trimmed(number)
    if number.scale <= 4, number.mantissa.magnitude < 1_000_000_000_000_000 {
      // What nearly all numbers are: no exponent, and fewer digits than a double holds.
      append(fixed: number, to: &bytes)
      if number.scale == 0 { bytes.append(text: ".0") }
      return
    }
    if number.mantissa < 0 { bytes.append(Ascii.minus) }
    var digits: [UInt8] = []
    append(magnitude: number.mantissa.magnitude, to: &digits)
    var point = digits.count - number.scale
    if digits.count > 15 { (digits, point) = shortest(digits, point) }
    while digits.count > 1, digits.last == Ascii.zero { digits.removeLast() }
    guard digits != [Ascii.zero] else { return bytes.append(contentsOf: "0.0".utf8) }
    // A sixteenth digit before the point still counts if there are digits after it.
    if point > (digits.count > 16 ? 16 : 15) || point <= -4 {
      return append(digits, exponent: point - 1, to: &bytes)
    }
    if point <= 0 {
      bytes.append(contentsOf: "0.".utf8)
      bytes.append(contentsOf: repeatElement(Ascii.zero, count: -point))
      bytes.append(contentsOf: digits)
    } else {
      bytes.append(contentsOf: digits.prefix(point))
      bytes.append(contentsOf: repeatElement(Ascii.zero, count: max(0, point - digits.count)))
      bytes.append(Ascii.dot)
      bytes.append(contentsOf: digits.count > point ? digits[point...] : [Ascii.zero])
    }
  }

  private static func append(_ digits: [UInt8], exponent: Int, to bytes: inout [UInt8]) {
    bytes.append(digits[0])
    bytes.append(Ascii.dot)
    bytes.append(contentsOf: digits.count > 1 ? digits[1...] : [Ascii.zero])
    bytes.append(UInt8(ascii: "e"))
    bytes.append(exponent < 0 ? Ascii.minus : Ascii.plus)
    if abs(exponent) < 10 { bytes.append(Ascii.zero) }
    append(Int64(abs(exponent)), to: &bytes)
  }

  /// The fewest digits that give the same double, and the place of the point among them.
  private static func shortest(_ digits: [UInt8], _ point: Int) -> (digits: [UInt8], point: Int) {
    let text = "0." + String(decoding: digits, as: UTF8.self) + "e\(point)"
    guard let double = Double(text) else { return (digits, point) }
    var result: [UInt8] = []
    var exponent = 0
    var found: Int?
    var parts = double.description.utf8[...]
    if let mark = parts.firstIndex(of: UInt8(ascii: "e")) {
      exponent = Int(String(Substring(parts[parts.index(after: mark)...]))) ?? 0
      parts = parts[..<mark]
    }
    for byte in parts {
      if byte == Ascii.dot { found = result.count } else { result.append(byte) }
    }
    var place = (found ?? result.count) + exponent
    while result.count > 1, result[0] == Ascii.zero {
      result.removeFirst()
      place -= 1
    }
    return (result, place)
  }

  private static func append(_ rest: UInt64, fractionOf power: UInt64, to bytes: inout [UInt8]) {
    bytes.append(Ascii.dot)
    var digit = power / 10
    while digit > 0 {
      bytes.append(Ascii.zero + UInt8(rest / digit % 10))
      digit /= 10
    }
  }

  /// With exactly as many digits after the point as the number has.
  static func append(fixed number: Decimals.Number, to bytes: inout [UInt8]) {
    if number.mantissa < 0 { bytes.append(Ascii.minus) }
    if number.scale <= 18, let magnitude = UInt64(exactly: number.mantissa.magnitude) {
      let power = UInt64(Decimals.powers[number.scale])
      append(magnitude: magnitude / power, to: &bytes)
      if number.scale > 0 { append(magnitude % power, fractionOf: power, to: &bytes) }
      return
    }
    let power = UInt128(Decimals.powers[number.scale])
    append(magnitude: number.mantissa.magnitude / power, to: &bytes)
    guard number.scale > 0 else { return }
    bytes.append(Ascii.dot)
    var digit = power / 10
    let rest = number.mantissa.magnitude % power
    while digit > 0 {
      bytes.append(Ascii.zero + UInt8(rest / digit % 10))
      digit /= 10
    }
  }
}
