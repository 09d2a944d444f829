/// A set of ISO 3166-1 alpha-2 codes: one bit for each pair of letters.
struct CountrySet: Sendable {
  let codes: Set<String>
  private let bits: [UInt64]

  init(_ codes: Set<String>) {
    self.codes = codes
    var bits = [UInt64](repeating: 0, count: (26 * 26 + 63) / 64)
    for index in codes.compactMap(Self.index) { bits[index / 64] |= 1 << UInt64(index % 64) }
    self.bits = bits
  }

  /// Whether the code is in the set, in any case of letters.
  func contains(_ code: String) -> Bool {
    guard let index = Self.index(of: code) else { return false }
    return bits[index / 64] & 1 << UInt64(index % 64) != 0
  }

  /// The pair's number from `AA` to `ZZ`; nil for anything but two ASCII letters.
  private static func index(of code: String) -> Int? {
    let letters = code.utf8Span.span
    guard letters.count == 2 else { return nil }
    // The bit 0x20 is the whole difference between a small and a capital ASCII letter.
    let first = Int(letters[0] & 0xDF) - 0x41
    let second = Int(letters[1] & 0xDF) - 0x41
    guard (0..<26).contains(first), (0..<26).contains(second) else { return nil }
    return first * 26 + second
  }
}
