/// A domain in square brackets that names a host by its number (RFC 5321 4.1.3).
enum AddressLiteral {
  /// The literal in lower case, its tag as RFC 5321 writes it.
  static func wireForm(of bytes: ArraySlice<UInt8>) throws(AddressError) -> String {
    guard bytes.count > 2, bytes.last == UInt8(ascii: "]") else {
      throw AddressError(.addressLiteral, "has a bracket that is never closed", at: bytes.startIndex)
    }
    let inner = String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self).lowercased()
    let tag = "ipv6:"
    if inner.utf8.starts(with: tag.utf8) {
      let number = String(inner.dropFirst(tag.count))
      if isIPv6(number) { return "[IPv6:\(number)]" }
    } else if isIPv4(inner[...]) {
      return "[\(inner)]"
    }
    throw AddressError(.addressLiteral, "has brackets without an IPv4 or IPv6 address", at: bytes.startIndex)
  }

  private static func isIPv4(_ text: Substring) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        (1...3).contains(part.count) && part.allSatisfy { (0x30...0x39).contains($0) }
          && (Int(String(Substring(part))) ?? 256) < 256
      }
  }

  /// The forms IPv6-full, IPv6-comp, IPv6v4-full and IPv6v4-comp; `::` stands for two groups or more.
  private static func isIPv6(_ text: String) -> Bool {
    var groups = text.split(separator: ":", omittingEmptySubsequences: false)
    var numberOfGroups = 8
    if let last = groups.last, last.utf8.contains(UInt8(ascii: ".")) {
      guard isIPv4(last) else { return false }
      groups.removeLast()
      numberOfGroups = 6
      guard groups != [""] else { return false }
      // "1::1.2.3.4" leaves its gap at the end once the last group is gone.
      if groups.last?.isEmpty == true { groups.append("") }
    }
    if groups.count > 1, groups.first?.isEmpty == true {
      guard groups[1].isEmpty else { return false }
      groups.removeFirst()
    }
    if groups.count > 1, groups.last?.isEmpty == true {
      guard groups[groups.count - 2].isEmpty else { return false }
      groups.removeLast()
    }
    let filled = groups.filter { !$0.isEmpty }
    guard filled.allSatisfy({ $0.utf8.count <= 4 && $0.utf8.allSatisfy(isHexadecimal) }) else { return false }
    let gaps = groups.count - filled.count
    return gaps == 0 ? filled.count == numberOfGroups : gaps == 1 && filled.count <= numberOfGroups - 2
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }
}
