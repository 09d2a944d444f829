internal import Mail

/// The short way for addresses of the plainest form, which are nearly all.
///
/// Reading a million partners spends most of its time in the general reader otherwise. What is not plain goes the
/// general way; a test holds both to the same result.
enum PlainAddress {
  /// An address whose local part is words of ASCII letters, digits, `_`, `+`, `-` with single dots, and whose domain
  /// is two or more small labels of which the last begins with a letter; nil for any other.
  static func read(_ bytes: ArraySlice<UInt8>) -> EmailAddress? {
    guard bytes.count <= 254, let at = bytes.firstIndex(of: UInt8(ascii: "@")), at - bytes.startIndex <= 64,
      isLocalPart(bytes[..<at]), isDomain(bytes[(at + 1)...])
    else { return nil }
    return EmailAddress(
      uncheckedLocalPart: String(decoding: bytes[..<at], as: UTF8.self),
      domain: String(decoding: bytes[(at + 1)...], as: UTF8.self))
  }

  private static func isLocalPart(_ bytes: ArraySlice<UInt8>) -> Bool {
    var afterDot = true
    for byte in bytes {
      if byte == UInt8(ascii: ".") {
        if afterDot { return false }
        afterDot = true
      } else {
        guard
          CellRules.isLetter(byte) || CellRules.isDigit(byte) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
        else { return false }
        afterDot = false
      }
    }
    return !afterDot
  }

  private static func isDomain(_ bytes: ArraySlice<UInt8>) -> Bool {
    var labels = 1
    var length = 0
    var last = UInt8(ascii: ".")
    var lastLabelBeginsWithLetter = false
    for byte in bytes {
      if byte == UInt8(ascii: ".") {
        if length == 0 || last == UInt8(ascii: "-") { return false }
        labels += 1
        length = 0
      } else {
        let isSmall = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
        // Two hyphens in a row may be an A-label's, which the general way checks.
        guard
          isSmall || CellRules.isDigit(byte) || (byte == UInt8(ascii: "-") && length > 0 && last != byte)
        else { return false }
        if length == 0 { lastLabelBeginsWithLetter = isSmall }
        length += 1
        if length > 63 { return false }
      }
      last = byte
    }
    return labels >= 2 && length >= 2 && lastLabelBeginsWithLetter && last != UInt8(ascii: "-")
  }
}
