/// Text of the data made fit for pages.
package enum PageText {
  /// `text` for element content and for attribute values in double quotes.
  ///
  /// Control characters and the overrides and embeddings of bidirectional text (U+202A to U+202E) appear as
  /// their number: they are invisible otherwise, and an override shows a name backwards. Marks and isolates
  /// stay, because right-to-left mails need them, and the pages isolate every text anyway.
  package static func escaped(_ text: String, keepingLines: Bool = false) -> String {
    var result = ""
    result.unicodeScalars.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n" where keepingLines, "\t" where keepingLines: result.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}"..."\u{202E}": result += visible(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A text part for `<pre>`: lines stay lines, bytes that are not UTF-8 become U+FFFD.
  package static func lines(_ bytes: [UInt8]) -> String {
    var unix: [UInt8] = []
    unix.reserveCapacity(bytes.count)
    for (index, byte) in bytes.enumerated() {
      let endsLine =
        byte == UInt8(ascii: "\r") && index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n")
      if !endsLine { unix.append(byte) }
    }
    return escaped(String(decoding: unix, as: UTF8.self), keepingLines: true)
  }

  /// At most `limit` bytes of `text`, cut between characters and ended by an ellipsis where something is gone.
  package static func clipped(_ text: String, to limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    var kept = ""
    for character in text {
      guard kept.utf8.count + character.utf8.count + "…".utf8.count <= limit else { break }
      kept.append(character)
    }
    return kept + "…"
  }

  /// Bytes in units of 1,024, to a tenth: `14.2 KB`.
  package static func kilobytes(_ bytes: Int) -> String {
    let tenths = (bytes * 10 + 512) / 1024
    return "\(tenths / 10).\(tenths % 10) KB"
  }

  /// `1 mail`, `2 mails`.
  package static func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  private static func visible(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "⟨U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "⟩"
  }
}
