/// An IPv4 or IPv6 address.
package struct IPAddress: Sendable, Hashable, CustomStringConvertible {
  /// 4 or 16 bytes, the first the most significant.
  package let bytes: [UInt8]

  package init?(bytes: [UInt8]) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    self.bytes = bytes
  }

  /// Reads `192.0.2.1` or `2001:db8::1`, with an IPv4 address at its end too.
  package init?(_ text: String) {
    guard let bytes = text.utf8.contains(UInt8(ascii: ":")) ? Self.v6(text) : Self.v4(text) else {
      return nil
    }
    self.bytes = bytes
  }

  package var isV4: Bool { bytes.count == 4 }

  /// Whether the first `length` bits are those of `network`.
  package func isIn(_ network: IPAddress, length: Int) -> Bool {
    guard bytes.count == network.bytes.count else { return false }
    for bit in 0..<min(length, bytes.count * 8) {
      let mask = UInt8(0x80) >> UInt8(bit % 8)
      if (bytes[bit / 8] ^ network.bytes[bit / 8]) & mask != 0 { return false }
    }
    return true
  }

  /// IPv6 without the shortening of zeros beyond leading ones.
  package var description: String {
    if isV4 { return bytes.map(String.init).joined(separator: ".") }
    let groups = stride(from: 0, to: 16, by: 2).map { (place: Int) -> String in
      let value = UInt16(bytes[place]) << 8 | UInt16(bytes[place + 1])
      return String(value, radix: 16)
    }
    return groups.joined(separator: ":")
  }

  private static func v4(_ text: String) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let bytes = parts.compactMap { part -> UInt8? in
      guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        part.utf8.count == 1 || part.utf8.first != UInt8(ascii: "0")
      else { return nil }
      return UInt8(part)
    }
    return parts.count == 4 && bytes.count == 4 ? bytes : nil
  }

  private static func v6(_ text: String) -> [UInt8]? {
    let halves = text.ranges(of: "::")
    guard halves.count <= 1, !text.contains(":::") else { return nil }
    guard let gap = halves.first else {
      let bytes = groups(text[...])
      return bytes?.count == 16 ? bytes : nil
    }
    guard let before = groups(text[..<gap.lowerBound], mayEndV4: false),
      let after = groups(text[gap.upperBound...]),
      before.count + after.count <= 14
    else { return nil }
    return before + Array(repeating: 0, count: 16 - before.count - after.count) + after
  }

  private static func groups(_ text: Substring, mayEndV4: Bool = true) -> [UInt8]? {
    guard !text.isEmpty else { return [] }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    var bytes: [UInt8] = []
    for (place, part) in parts.enumerated() {
      if mayEndV4, place == parts.count - 1, part.contains("."), let last = v4(String(part)) {
        bytes += last
        continue
      }
      guard (1...4).contains(part.utf8.count), part.first != "+", let value = UInt16(part, radix: 16) else {
        return nil
      }
      bytes += [UInt8(value >> 8), UInt8(value & 255)]
    }
    return bytes
  }
}
