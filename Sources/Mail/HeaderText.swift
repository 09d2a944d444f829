/// What people read in a header: checked, folded, and encoded where it is not plain ASCII.
enum HeaderText {
  /// The line length that RFC 5322 2.1.1 asks for.
  static let lineLength = 78
  private static let longestText = 998

  /// Refuses what could start a header of its own or make the text look like another.
  static func check(_ text: String, in header: String, isName: Bool = false) throws(MessageError) {
    guard text.utf8.count <= longestText else {
      throw MessageError(.tooLong, in: header, "has more than \(longestText) bytes")
    }
    var isASCII = true
    for byte in text.utf8 {
      if byte < 0x20 || byte == 0x7F {
        let name = UnicodeForm.name(of: Unicode.Scalar(byte))
        throw MessageError(.controlCharacter, in: header, "contains the control character \(name)")
      }
      if byte >= 0x80 { isASCII = false }
    }
    if !isASCII { try checkScalars(of: text, in: header, isName: isName) }
  }

  private static func checkScalars(of text: String, in header: String, isName: Bool) throws(MessageError) {
    var open = 0
    for scalar in text.unicodeScalars where scalar.value >= 0x80 {
      if UnicodeForm.isControl(scalar) {
        let name = UnicodeForm.name(of: scalar)
        throw MessageError(.controlCharacter, in: header, "contains the control character \(name)")
      }
      let step = UnicodeForm.isolateStep(scalar)
      open += step
      if UnicodeForm.isBidiOverride(scalar) || open < 0 || (isName && step != 0) {
        let name = UnicodeForm.name(of: scalar)
        throw MessageError(
          .displayControl, in: header, "contains \(name), which changes the order of the text around it")
      }
    }
    if open > 0 {
      throw MessageError(.displayControl, in: header, "opens a bidirectional isolate and never closes it")
    }
  }

  /// Appends a space and the text of an unstructured header.
  ///
  /// A word of ASCII longer than `longestWord` cannot be folded within the line length, and is encoded instead.
  static func append(_ text: String, longestWord: Int = 60, column: inout Int, to bytes: inout [UInt8]) {
    guard isPlain(text.utf8) else { return EncodedWord.append(text, column: &column, to: &bytes) }
    if column + 1 + text.utf8.count <= lineLength {
      bytes.append(UInt8(ascii: " "))
      bytes.append(contentsOf: text.utf8)
      column += 1 + text.utf8.count
      return
    }
    let words = text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    // A run of spaces could end up as a line of its own.
    guard words.allSatisfy({ (1...longestWord).contains($0.count) }) else {
      return EncodedWord.append(text, column: &column, to: &bytes)
    }
    for word in words { append(word, column: &column, to: &bytes) }
  }

  /// Appends a space and a phrase of RFC 5322 3.2.5: atoms, else a quoted-string, else encoded-words.
  static func appendPhrase(_ text: String, column: inout Int, to bytes: inout [UInt8]) {
    guard isPlain(text.utf8), column + 3 + text.utf8.count <= lineLength - 8 else {
      return EncodedWord.append(text, column: &column, to: &bytes)
    }
    let start = bytes.count
    bytes.append(UInt8(ascii: " "))
    let areAtoms = text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      .allSatisfy { !$0.isEmpty && $0.allSatisfy(AddressReader.isAtext) }
    if areAtoms {
      bytes.append(contentsOf: text.utf8)
    } else {
      bytes.append(UInt8(ascii: "\""))
      for byte in text.utf8 {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
        bytes.append(byte)
      }
      bytes.append(UInt8(ascii: "\""))
    }
    column += bytes.count - start
  }

  /// Appends a space, or a line break and a space where the line would become too long, and the token unbroken.
  ///
  /// A line with an encoded-word, which may stand before the token, is two shorter than others.
  static func append(_ token: some Collection<UInt8>, column: inout Int, to bytes: inout [UInt8]) {
    if column + 1 + token.count > EncodedWord.lineLength, column > 1 {
      bytes.append(13)
      bytes.append(10)
      column = 0
    }
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: token)
    column += 1 + token.count
  }

  private static func isPlain(_ text: String.UTF8View) -> Bool {
    guard let first = text.first, first != UInt8(ascii: " "), text.last != UInt8(ascii: " ") else {
      return false
    }
    return text.allSatisfy { $0 < 0x80 } && !EncodedWord.looksEncoded(text)
  }
}
