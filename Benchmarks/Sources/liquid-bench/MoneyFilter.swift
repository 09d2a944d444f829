import Liquid

extension Filter {
  /// `{{ cents | money }}`: 123456 is €1,234.56, as the workload's other programs write it.
  static let money = Filter(
    name: "money",
    emit: { value, _, _, output throws(FilterError) in
      let amount = try Amount(value)
      output.write(safe: amount.bytes.span.extracting(amount.first...))
    }
  ) { value, _, _ throws(FilterError) in
    let amount = try Amount(value)
    return .string(String(decoding: (amount.first..<40).map { amount.bytes[$0] }, as: UTF8.self))
  }
}

/// An amount as text, built from its last digit to its first.
private struct Amount {
  private(set) var bytes = InlineArray<40, UInt8>(repeating: 0)
  private(set) var first = 40

  init(_ value: Value) throws(FilterError) {
    guard case .int(let cents) = value else { throw FilterError("money needs whole cents") }
    var rest = cents.magnitude
    for _ in 0..<2 {
      put(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    }
    put(UInt8(ascii: "."))
    var digits = 0
    repeat {
      if digits > 0, digits % 3 == 0 { put(UInt8(ascii: ",")) }
      put(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
      digits += 1
    } while rest > 0
    put(0xAC)
    put(0x82)
    put(0xE2)
    if cents < 0 { put(UInt8(ascii: "-")) }
  }

  private mutating func put(_ byte: UInt8) {
    first -= 1
    bytes[first] = byte
  }
}
