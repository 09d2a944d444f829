/// The encoding of one label of an international domain in ASCII (RFC 3492), without the `xn--` prefix.
enum Punycode {
  private static let base = 36
  private static let tMin = 1
  private static let tMax = 26
  private static let firstDelta = 700

  /// Nil only where the arithmetic would overflow, which no label of 63 bytes reaches.
  static func encode(_ scalars: [Unicode.Scalar]) -> [UInt8]? {
    var output: [UInt8] = scalars.filter(\.isASCII).map { UInt8($0.value) }
    let basicCount = output.count
    var handled = basicCount
    if basicCount > 0 { output.append(UInt8(ascii: "-")) }
    var codePoint = 0x80
    var delta = 0
    var bias = 72
    while handled < scalars.count {
      guard let next = scalars.lazy.map({ Int($0.value) }).filter({ $0 >= codePoint }).min() else {
        return nil
      }
      let (step, overflow) = (next - codePoint).multipliedReportingOverflow(by: handled + 1)
      guard !overflow, step < Int(UInt32.max) - delta else { return nil }
      delta += step
      codePoint = next
      for scalar in scalars {
        if Int(scalar.value) < codePoint { delta += 1 }
        guard Int(scalar.value) == codePoint else { continue }
        appendVariableLength(delta, bias: bias, to: &output)
        bias = adapt(delta, count: handled + 1, first: handled == basicCount)
        delta = 0
        handled += 1
      }
      delta += 1
      codePoint += 1
    }
    return output
  }

  /// Nil where the bytes are no Punycode.
  static func decode(_ bytes: ArraySlice<UInt8>) -> [Unicode.Scalar]? {
    var output: [Unicode.Scalar] = []
    var rest = bytes
    if let dash = bytes.lastIndex(of: UInt8(ascii: "-")) {
      output = bytes[..<dash].map { Unicode.Scalar($0) }
      rest = bytes[(dash + 1)...]
    }
    guard output.allSatisfy(\.isASCII) else { return nil }
    var codePoint = 0x80
    var index = 0
    var bias = 72
    while !rest.isEmpty {
      let start = index
      var weight = 1
      var k = base
      while true {
        guard let digit = rest.popFirst().flatMap(value) else { return nil }
        index += digit * weight
        guard index <= Int(UInt32.max) else { return nil }
        let threshold = min(max(k - bias, tMin), tMax)
        if digit < threshold { break }
        weight *= base - threshold
        guard weight <= Int(UInt32.max) else { return nil }
        k += base
      }
      bias = adapt(index - start, count: output.count + 1, first: start == 0)
      codePoint += index / (output.count + 1)
      index %= output.count + 1
      guard let value = UInt32(exactly: codePoint), let scalar = Unicode.Scalar(value) else { return nil }
      output.insert(scalar, at: index)
      index += 1
    }
    return output
  }

  private static func appendVariableLength(_ delta: Int, bias: Int, to output: inout [UInt8]) {
    var rest = delta
    var k = base
    while true {
      let threshold = min(max(k - bias, tMin), tMax)
      if rest < threshold { break }
      output.append(digit(threshold + (rest - threshold) % (base - threshold)))
      rest = (rest - threshold) / (base - threshold)
      k += base
    }
    output.append(digit(rest))
  }

  private static func adapt(_ delta: Int, count: Int, first: Bool) -> Int {
    var delta = first ? delta / firstDelta : delta / 2
    delta += delta / count
    var k = 0
    while delta > (base - tMin) * tMax / 2 {
      delta /= base - tMin
      k += base
    }
    return k + (base - tMin + 1) * delta / (delta + 38)
  }

  private static func digit(_ value: Int) -> UInt8 {
    UInt8(value < 26 ? Int(UInt8(ascii: "a")) + value : Int(UInt8(ascii: "0")) + value - 26)
  }

  private static func value(of digit: UInt8) -> Int? {
    switch digit {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(digit - UInt8(ascii: "a"))
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(digit - UInt8(ascii: "A"))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(digit - UInt8(ascii: "0")) + 26
    default: nil
    }
  }
}
