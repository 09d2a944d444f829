extension Delivery.Reply {
  /// Reads an SMTP reply (RFC 5321 4.2, RFC 2034).
  ///
  /// `lines` are the reply's lines in order, with or without their code (`550-5.1.1 …`) and line end. The status is
  /// the enhanced code of the first line that has one of the code's own class, else what the code stands for; `text`
  /// is all lines in one, without codes, control characters as spaces, at most 500 bytes of whole characters.
  package init(code: Int, lines: [String]) {
    var status: EnhancedStatus?
    var text: [UInt8] = []
    for line in lines {
      var rest = Array(line.utf8)[...]
      Delivery.Reply.dropCode(code, from: &rest)
      if let (found, length) = EnhancedStatus.leading(in: rest), Int(found.category) == code / 100 {
        status = status ?? found
        if found == status { rest = rest.dropFirst(length) }
      }
      if !text.isEmpty { text.append(UInt8(ascii: " ")) }
      text.append(contentsOf: rest)
    }
    self.init(
      code: code, status: status ?? EnhancedStatus(forSMTPCode: code), text: Delivery.Reply.oneLine(text))
  }

  /// One line of whole characters: control characters and runs of spaces become one space.
  package static func oneLine(_ bytes: [UInt8], limit: Int = 500) -> String {
    var line = String.UnicodeScalarView()
    var count = 0
    var pendingSpace = false
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if scalar == " " || UnicodeForm.isControl(scalar) || UnicodeForm.isBidiOverride(scalar) {
        pendingSpace = count > 0
        continue
      }
      let width = UTF8.width(scalar) + (pendingSpace ? 1 : 0)
      guard count + width <= limit else { break }
      if pendingSpace { line.append(" ") }
      line.append(scalar)
      count += width
      pendingSpace = false
    }
    return String(line)
  }

  private static func dropCode(_ code: Int, from line: inout ArraySlice<UInt8>) {
    let digits = Array(String(code).utf8)
    guard line.starts(with: digits) else { return }
    let rest = line.dropFirst(digits.count)
    guard let separator = rest.first else {
      line = rest
      return
    }
    if separator == UInt8(ascii: "-") || separator <= UInt8(ascii: " ") { line = rest.dropFirst() }
  }
}
