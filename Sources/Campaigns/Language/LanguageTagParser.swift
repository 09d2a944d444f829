/// Reads the syntax of RFC 5646, section 2.1, on bytes; replaces no codes.
enum LanguageTagParser {
  /// The tag in canonical case, or nil where it is not well-formed.
  static func parse(_ text: String) -> LanguageTag? {
    var subtags: [[UInt8]] = []
    for part in text.utf8.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == 0x2D || $0 == 0x5F })
    {
      guard !part.isEmpty, part.count <= 8, part.allSatisfy(isAlphanumeric) else { return nil }
      subtags.append(part.map(lowercased))
    }
    var index = 0
    let language: String
    if subtags[0] == [0x78] {
      guard subtags.count > 1 else { return nil }
      language = "und"
    } else {
      // Four letters are reserved and longer ones were never registered.
      guard (2...3).contains(subtags[0].count), subtags[0].allSatisfy(isLetter) else { return nil }
      language = string(subtags[0])
      index = 1
      // Extended languages (`zh-yue`): the registry gives each a primary code of its own, which is its
      // canonical form.
      if index < subtags.count, subtags[index].count == 3, subtags[index].allSatisfy(isLetter) {
        let extended = string(subtags[index])
        index += 1
        return finish(extended, subtags, from: index)
      }
    }
    return finish(language, subtags, from: index)
  }

  private static func finish(_ language: String, _ subtags: [[UInt8]], from start: Int) -> LanguageTag? {
    var index = start
    var script: String?
    var region: String?
    if index < subtags.count, subtags[index].count == 4, subtags[index].allSatisfy(isLetter) {
      var bytes = subtags[index]
      bytes[0] -= 0x20
      script = string(bytes)
      index += 1
    }
    if index < subtags.count, isRegion(subtags[index]) {
      region = string(subtags[index].map { isLetter($0) ? $0 - 0x20 : $0 })
      index += 1
    }
    guard isWellFormedRest(subtags[index...]) else { return nil }
    let rest = subtags[index...].map(string).joined(separator: "-")
    return LanguageTag(language: language, script: script, region: region, rest: rest)
  }

  /// Variants, then extensions (a singleton and at least one subtag of 2 to 8), then `x-` and anything.
  private static func isWellFormedRest(_ subtags: ArraySlice<[UInt8]>) -> Bool {
    var singletons: Set<UInt8> = []
    var variants: Set<[UInt8]> = []
    var expectsMore = false
    for (offset, subtag) in zip(subtags.indices, subtags) {
      if subtag.count == 1 {
        if expectsMore { return false }
        if subtag[0] == 0x78 { return offset + 1 < subtags.endIndex }
        guard singletons.insert(subtag[0]).inserted else { return false }
        expectsMore = true
      } else if singletons.isEmpty {
        let isVariant = subtag.count >= 5 || (subtag.count == 4 && !isLetter(subtag[0]))
        guard isVariant, variants.insert(subtag).inserted else { return false }
      } else {
        expectsMore = false
      }
    }
    return !expectsMore
  }

  private static func isRegion(_ subtag: [UInt8]) -> Bool {
    subtag.count == 2 && subtag.allSatisfy(isLetter) || subtag.count == 3 && !subtag.contains(where: isLetter)
  }

  private static func string(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isLetter(byte) || (0x30...0x39).contains(byte)
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
