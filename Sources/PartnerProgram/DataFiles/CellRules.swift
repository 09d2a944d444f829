/// What a cell of text must be; each rule gives the reason against it, without the cell's content.
enum CellRules {
  /// An identity: 1 to 128 bytes without control characters, blanks or invisible marks, so that it is the same
  /// wherever it is typed.
  static func problem(withID bytes: ArraySlice<UInt8>) -> String? {
    if bytes.isEmpty { return "the value is missing" }
    if bytes.count > 128 { return "longer than 128 bytes" }
    if bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) { return nil }
    if bytes.contains(where: { $0 <= 0x20 || $0 == 0x7f }) { return "a blank or control character in an id" }
    return problem(with: bytes, lines: false)
  }

  /// A name that goes into mail headers: at most 200 characters of one line.
  static func problem(withName bytes: ArraySlice<UInt8>) -> String? {
    if let problem = problem(with: bytes, lines: false) { return problem }
    if bytes.allSatisfy({ $0 == 0x20 }) { return "the value is missing" }
    if bytes.count > 200, String(decoding: bytes, as: UTF8.self).count > 200 {
      return "longer than 200 characters"
    }
    return nil
  }

  /// Any text: no control characters but, where allowed, line ends and tabs; nothing that turns the direction of the
  /// text around it (U+202A to U+202E, U+2066 to U+2069: what is shown is then not what is there).
  static func problem(with bytes: ArraySlice<UInt8>, lines: Bool) -> String? {
    var isASCII = true
    for byte in bytes {
      if byte < 0x20 || byte == 0x7f {
        if byte == 0x0d || byte == 0x0a {
          if !lines { return "a line end within the text" }
        } else if byte != 0x09 || !lines {
          return "a control character"
        }
      }
      if byte >= 0x80 { isASCII = false }
    }
    if isASCII { return nil }
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x80...0x9f: return "a control character"
      case 0x2028, 0x2029: if !lines { return "a line end within the text" }
      case 0x202a...0x202e, 0x2066...0x2069: return "a character that overrides the direction of the text"
      case 0xfeff: return "an invisible byte order mark within the text"
      default: break
      }
    }
    return nil
  }

  /// An ISO 3166-1 alpha-2 code in upper case; nil for anything but two letters.
  static func country(_ bytes: ArraySlice<UInt8>) -> String? {
    guard bytes.count == 2, bytes.allSatisfy({ isLetter($0) }) else { return nil }
    return String(decoding: bytes.map { $0 & 0xdf }, as: UTF8.self)
  }

  /// A BCP 47 tag (RFC 5646, 2.1.1) in its canonical case: `pt-BR`, `zh-Hant-TW`; nil where the shape is wrong.
  static func language(_ bytes: ArraySlice<UInt8>) -> String? {
    if bytes.count == 2, bytes.allSatisfy({ $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }) {
      return String(decoding: bytes, as: UTF8.self)
    }
    guard bytes.count <= 35 else { return nil }
    var result: [UInt8] = []
    var place = 0
    var afterSingleton = false
    for part in bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false) {
      guard (1...8).contains(part.count), part.allSatisfy({ isLetter($0) || isDigit($0) }) else { return nil }
      if place == 0 {
        guard (2...8).contains(part.count), part.allSatisfy({ isLetter($0) }) else { return nil }
      } else {
        result.append(UInt8(ascii: "-"))
      }
      let lower = part.map { isLetter($0) ? $0 | 0x20 : $0 }
      let isWord = part.allSatisfy { isLetter($0) }
      if place > 0, !afterSingleton, isWord, part.count == 2 {
        result += lower.map { $0 & 0xdf }
      } else if place > 0, !afterSingleton, isWord, part.count == 4 {
        result += [lower[0] & 0xdf] + lower[1...]
      } else {
        result += lower
      }
      if part.count == 1 { afterSingleton = true }
      place += 1
    }
    return String(decoding: result, as: UTF8.self)
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
