import Liquid

extension Filter {
  /// `{{ cents | money }}`: 123456 is €1,234.56, as the workload's other programs write it.
  static let money = Filter(
    name: "money",
    emit: { value, _, _, output throws(FilterError) in
      try write(value) { output.write(byte: $0) }
    }
  ) { value, _, _ throws(FilterError) in
    var bytes: [UInt8] = []
    try write(value) { bytes.append($0) }
    return .string(String(decoding: bytes, as: UTF8.self))
  }

  private static func write(_ value: Value, _ put: (UInt8) -> Void) throws(FilterError) {
    guard case .int(let cents) = value else { throw FilterError("money needs whole cents") }
    if cents < 0 { put(UInt8(ascii: "-")) }
    put(0xE2)
    put(0x82)
    put(0xAC)
    let units = cents.magnitude / 100
    var power: UInt64 = 1
    var digits = 1
    while units / power >= 10 {
      power *= 10
      digits += 1
    }
    while digits > 0 {
      put(UInt8(ascii: "0") + UInt8(units / power % 10))
      power = max(1, power / 10)
      digits -= 1
      if digits > 0, digits % 3 == 0 { put(UInt8(ascii: ",")) }
    }
    let rest = UInt8(cents.magnitude % 100)
    put(UInt8(ascii: "."))
    put(UInt8(ascii: "0") + rest / 10)
    put(UInt8(ascii: "0") + rest % 10)
  }
}
