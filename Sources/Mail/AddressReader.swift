/// Reads the local part of an address from its bytes (RFC 5321 4.1.2, RFC 6531 3.3).
enum AddressReader {
  /// atext of RFC 5322 3.2.3, and every non-ASCII byte (RFC 6531).
  static func isAtext(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
      true
    case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
      UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"),
      UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"),
      UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"), UInt8(ascii: "~"):
      true
    default:
      false
    }
  }

  /// Refuses what must not reach a server in any place, quoted or not.
  static func refuseForbiddenCharacters(in text: String) throws(AddressError) {
    var offset = 0
    for scalar in text.unicodeScalars {
      if UnicodeForm.isForbiddenInAddress(scalar) {
        let what = scalar.value == 0x20 ? "a space" : "the character \(UnicodeForm.name(of: scalar))"
        throw AddressError(.forbiddenCharacter, "contains \(what)", at: offset)
      }
      offset += UTF8.width(scalar)
    }
  }

  /// The local part in its least quoted form, and where the `@` behind it stands.
  static func localPart(of bytes: [UInt8]) throws(AddressError) -> (text: String, at: Int) {
    guard let first = bytes.first else { throw AddressError(.empty, "is empty") }
    let quoted = first == UInt8(ascii: "\"")
    let (content, at) = quoted ? try quotedString(in: bytes) : try dotAtom(in: bytes)
    guard at <= 64 else { throw AddressError(.tooLong, "has more than 64 bytes before the @") }
    guard quoted else { return (String(decoding: content, as: UTF8.self), at) }
    return (String(decoding: leastQuoted(content), as: UTF8.self), at)
  }

  private static func dotAtom(in bytes: [UInt8]) throws(AddressError) -> ([UInt8], Int) {
    var index = 0
    var afterDot = true
    while index < bytes.count, bytes[index] != UInt8(ascii: "@") {
      switch bytes[index] {
      case UInt8(ascii: "."):
        guard !afterDot else {
          throw AddressError(
            .localPart, index == 0 ? "starts with a dot" : "has two dots in a row", at: index)
        }
        afterDot = true
      case UInt8(ascii: "("), UInt8(ascii: ")"):
        throw AddressError(.commentOrFolding, "contains a comment", at: index)
      case let byte where isAtext(byte):
        afterDot = false
      default:
        throw AddressError(.localPart, "has a character before the @ that needs quotes", at: index)
      }
      index += 1
    }
    guard index < bytes.count else { throw AddressError(.missingDomain, "has no @") }
    guard index > 0 else { throw AddressError(.missingLocalPart, "has nothing before the @") }
    guard !afterDot else { throw AddressError(.localPart, "has a dot right before the @", at: index - 1) }
    return (Array(bytes[..<index]), index)
  }

  private static func quotedString(in bytes: [UInt8]) throws(AddressError) -> ([UInt8], Int) {
    var content: [UInt8] = []
    var index = 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      if bytes[index] == UInt8(ascii: "\\") {
        index += 1
        guard index < bytes.count, bytes[index] < 0x80 else {
          throw AddressError(.localPart, "has a backslash that quotes nothing", at: index - 1)
        }
      }
      content.append(bytes[index])
      index += 1
    }
    guard index < bytes.count else {
      throw AddressError(.localPart, "has a quote that is never closed", at: 0)
    }
    index += 1
    guard index < bytes.count else { throw AddressError(.missingDomain, "has no @ after the quoted part") }
    guard bytes[index] == UInt8(ascii: "@") else {
      throw AddressError(.localPart, "has text between the closing quote and the @", at: index)
    }
    return (content, index)
  }

  private static func leastQuoted(_ content: [UInt8]) -> [UInt8] {
    if let plain = try? dotAtom(in: content + [UInt8(ascii: "@")]), plain.0 == content { return content }
    var quoted: [UInt8] = [UInt8(ascii: "\"")]
    for byte in content {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { quoted.append(UInt8(ascii: "\\")) }
      quoted.append(byte)
    }
    quoted.append(UInt8(ascii: "\""))
    return quoted
  }
}
