/// Percent-encoding and base64 (RFC 4648).
enum EncodingFilters {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let urlAlphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// As a form encodes: a space becomes `+`.
  static func urlEncode(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    if input.isNothing { return .null }
    let text = machine.store.textBytes(input)
    try machine.charge(3 * text.count)
    var result: [UInt8] = []
    for byte in text {
      if byte == Ascii.space {
        result.append(Ascii.plus)
      } else if byte == 0x7E {
        result.append(byte)
      } else {
        Escape.url([byte], 0, 1, into: &result)
      }
    }
    return machine.store.string(result)
  }

  static func urlDecode(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    if input.isNothing { return .null }
    let text = machine.store.textBytes(input)
    var result: [UInt8] = []
    var position = 0
    while position < text.count {
      let byte = text[position]
      if byte == Ascii.percent, position + 2 < text.count, let high = Hexadecimal.value(text[position + 1]),
        let low = Hexadecimal.value(text[position + 2])
      {
        result.append(high << 4 | low)
        position += 3
      } else {
        result.append(byte == Ascii.plus ? Ascii.space : byte)
        position += 1
      }
    }
    return try checked(&machine, result, "url_decode")
  }

  private static func checked(_ machine: inout Machine, _ bytes: [UInt8], _ name: String) throws(Fault)
    -> Cell
  {
    guard (try? UTF8Span(validating: bytes.span)) != nil else {
      throw Fault(.filter, "\(name): the result is not UTF-8")
    }
    return machine.store.string(bytes)
  }

  static func base64Encode(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault)
    -> Cell
  {
    try encoded(&machine, input, alphabet)
  }

  static func base64URLEncode(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault)
    -> Cell
  {
    try encoded(&machine, input, urlAlphabet)
  }

  static func base64Decode(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault)
    -> Cell
  {
    try decoded(&machine, input, alphabet, "base64_decode")
  }

  static func base64URLDecode(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault)
    -> Cell
  {
    try decoded(&machine, input, urlAlphabet, "base64_url_safe_decode")
  }

  private static func encoded(_ machine: inout Machine, _ input: Cell, _ alphabet: [UInt8]) throws(Fault)
    -> Cell
  {
    let text = machine.store.textBytes(input)
    try machine.charge(2 * text.count)
    var result: [UInt8] = []
    for start in stride(from: 0, to: text.count, by: 3) {
      let count = min(3, text.count - start)
      var group: UInt32 = 0
      for position in 0..<3 { group = group << 8 | (position < count ? UInt32(text[start + position]) : 0) }
      for position in 0..<4 {
        result.append(
          position <= count ? alphabet[Int(group >> UInt32(18 - 6 * position) & 63)] : Ascii.equal)
      }
    }
    return machine.store.string(result)
  }

  private static func decoded(
    _ machine: inout Machine, _ input: Cell, _ alphabet: [UInt8], _ name: String
  ) throws(Fault) -> Cell {
    var text = machine.store.textBytes(input)
    while text.last == Ascii.equal { text.removeLast() }
    var values = [UInt8](repeating: 255, count: 256)
    for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
    var result: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in text {
      guard values[Int(byte)] != 255 else { throw Fault(.filter, "\(name): the input is not base64") }
      bits = bits << 6 | UInt32(values[Int(byte)])
      count += 6
      if count >= 8 {
        count -= 8
        result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    guard text.count % 4 != 1, input.tag == .string || input.isNothing else {
      throw Fault(.filter, "\(name): the input is not base64")
    }
    return try checked(&machine, result, name)
  }
}
