/// A basic language range (RFC 4647, section 2.1): `de`, `zh-Hant`, `*`.
struct LanguageRange: Sendable {
  /// As written.
  let text: String
  private let bytes: [UInt8]

  /// Reads a range; nil where it is not one, the extended ranges of section 2.2 (`de-*`) among them.
  init?(_ text: String) {
    self.text = text
    bytes = text.utf8.map(Self.lowered)
    if text == "*" { return }
    let parts = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      guard (1...8).contains(part.count), part.allSatisfy({ Self.isAlphanumeric($0, digits: index > 0) })
      else { return nil }
    }
  }

  /// Basic filtering (section 3.3.1): the tag is the range, or begins with it followed by a hyphen; case does
  /// not matter.
  func contains(_ tag: String) -> Bool {
    if bytes == [UInt8(ascii: "*")] { return true }
    let letters = tag.utf8Span.span
    guard letters.count >= bytes.count else { return false }
    for index in bytes.indices where Self.lowered(letters[index]) != bytes[index] { return false }
    return letters.count == bytes.count || letters[bytes.count] == UInt8(ascii: "-")
  }

  /// What was probably meant by a word that is no range.
  static func help(for word: String) -> String {
    if word.contains("_") {
      return
        "write '\(String(word.map { (letter: Character) -> Character in letter == "_" ? "-" : letter }))'"
    }
    if word.hasSuffix("-*") { return "write '\(word.dropLast(2))', it takes every tag that begins so" }
    return "expected a BCP 47 range such as de, pt-BR or zh-Hant"
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }

  private static func isAlphanumeric(_ byte: UInt8, digits: Bool) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (digits && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte))
  }
}
