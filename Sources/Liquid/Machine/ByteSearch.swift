/// Finding text in text, in time that grows with the lengths and not with their product.
enum ByteSearch {
  /// The first place at or after `from` where `needle` stands; a needle without bytes stands everywhere.
  static func first(_ needle: [UInt8], in text: [UInt8], from: Int) -> Int? {
    if needle.isEmpty { return from <= text.count ? from : nil }
    var found: Int?
    search(needle, in: text, from: from) { place in
      found = place
      return false
    }
    return found
  }

  /// The last place where `needle` stands.
  static func last(_ needle: [UInt8], in text: [UInt8]) -> Int? {
    if needle.isEmpty { return text.count }
    var found: Int?
    search(needle, in: text, from: 0) { place in
      found = place
      return true
    }
    return found
  }

  /// Knuth, Morris, Pratt: `fallback[i]` is how much of the needle is still matched when byte i does not match.
  private static func search(_ needle: [UInt8], in text: [UInt8], from: Int, _ goesOn: (Int) -> Bool) {
    guard needle.count <= text.count - from else { return }
    var fallback = [0, 0]
    fallback.reserveCapacity(needle.count + 1)
    var matched = 0
    for position in 1..<needle.count {
      while matched > 0, needle[position] != needle[matched] { matched = fallback[matched] }
      if needle[position] == needle[matched] { matched += 1 }
      fallback.append(matched)
    }
    matched = 0
    for position in from..<text.count {
      while matched > 0, text[position] != needle[matched] { matched = fallback[matched] }
      if text[position] == needle[matched] { matched += 1 }
      if matched == needle.count {
        guard goesOn(position - matched + 1) else { return }
        matched = fallback[matched]
      }
    }
  }
}
