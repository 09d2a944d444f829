import Mail

/// Turns a reply's lines into code, enhanced status (RFC 2034, RFC 3463) and one line of text.
enum ReplyText {
  /// More is not worth keeping for each recipient.
  private static let longestText = 1_000

  static func reply(code: Int, lines: ArraySlice<UInt8>) -> Delivery.Reply {
    var status: EnhancedStatus?
    var text: [UInt8] = []
    text.reserveCapacity(min(lines.count, longestText))
    var left = lines
    while !left.isEmpty {
      let end = left.firstIndex(of: UInt8(ascii: "\n")) ?? left.endIndex
      var rest = left[..<end].dropFirst(4)
      left = left[end...].dropFirst()
      if let (found, length) = enhancedStatus(rest), Int(found.category) == code / 100 {
        status = status ?? found
        rest = rest.dropFirst(length)
      }
      while let last = rest.last, last <= 0x20 { rest = rest.dropLast() }
      while let first = rest.first, first <= 0x20 { rest = rest.dropFirst() }
      if rest.isEmpty { continue }
      if !text.isEmpty { text.append(UInt8(ascii: " ")) }
      for byte in rest { text.append(byte < 0x20 || byte == 0x7f ? UInt8(ascii: " ") : byte) }
      if text.count > longestText { break }
    }
    return Delivery.Reply(
      code: code, status: status ?? EnhancedStatus(UInt8(code / 100), 0, 0), text: string(text))
  }

  /// Bytes of a server are taken for UTF-8; what is not, and C1 controls and line separators, are replaced.
  private static func string(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes.prefix(longestText), as: UTF8.self)
    if bytes.allSatisfy({ $0 < 0x80 }) { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl =
        (0x80...0x9f).contains(scalar.value) || (0x2028...0x202e).contains(scalar.value)
        || (0x2066...0x2069).contains(scalar.value)
      scalars.append(isControl ? " " : scalar)
    }
    return String(scalars)
  }

  /// `class.subject.detail` at the start of a text, followed by a space or the end; and its length.
  private static func enhancedStatus(_ text: ArraySlice<UInt8>) -> (EnhancedStatus, length: Int)? {
    // Class, subject, detail: the value of each, and how many are whole.
    var numbers: (UInt16, UInt16) = (0, 0)
    var whole = 0
    var number: UInt16?
    var length = 0
    for byte in text.prefix(10) {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        number = (number ?? 0) &* 10 &+ UInt16(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "."):
        guard let value = number, whole < 2 else { return nil }
        if whole == 0 { numbers.0 = value } else { numbers.1 = value }
        whole += 1
        number = nil
      default:
        guard byte <= 0x20, whole == 2 else { return nil }
        return status(numbers, number).map { ($0, length) }
      }
      length += 1
    }
    return length == text.count && whole == 2 ? status(numbers, number).map { ($0, length) } : nil
  }

  private static func status(_ first: (UInt16, UInt16), _ last: UInt16?) -> EnhancedStatus? {
    guard let last, first.0 == 2 || first.0 == 4 || first.0 == 5, first.1 <= 999, last <= 999 else {
      return nil
    }
    return EnhancedStatus(UInt8(first.0), first.1, last)
  }
}
