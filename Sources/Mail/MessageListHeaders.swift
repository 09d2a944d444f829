extension Message {
  /// Appends List-Id, List-Unsubscribe, List-Unsubscribe-Post and Feedback-ID, as far as they are given.
  func writeListHeaders(into bytes: inout [UInt8]) throws(MessageError) {
    if let listID { try write(listID, into: &bytes) }
    if let unsubscribe { try write(unsubscribe, into: &bytes) }
    if let feedbackID {
      try Message.checkFeedbackID(feedbackID)
      Message.write(feedbackID, as: "Feedback-ID", into: &bytes)
    }
  }

  private func write(_ listID: ListID, into bytes: inout [UInt8]) throws(MessageError) {
    guard listID.id.utf8.contains(UInt8(ascii: ".")), !listID.id.utf8.starts(with: "[".utf8),
      DomainName.isWireForm(listID.id.utf8)
        || (try? DomainName.wireForm(of: Array(listID.id.utf8)[...])) == listID.id
    else {
      throw MessageError(
        .malformed, in: "List-Id", "the identifier must be a name with dots in lower-case ASCII")
    }
    var column = Message.begin("List-Id", into: &bytes)
    if let name = listID.name, !name.isEmpty {
      try HeaderText.check(name, in: "List-Id", isName: true)
      HeaderText.appendPhrase(name, column: &column, to: &bytes)
    }
    HeaderText.append("<\(listID.id)>".utf8, column: &column, to: &bytes)
    Message.endLine(&bytes)
  }

  private func write(_ unsubscribe: Unsubscribe, into bytes: inout [UInt8]) throws(MessageError) {
    try Message.checkURI(unsubscribe.url, scheme: "https://")
    if let mailto = unsubscribe.mailto { try Message.checkURI(mailto, scheme: "mailto:") }
    var column = Message.begin("List-Unsubscribe", into: &bytes)
    let separator = unsubscribe.mailto == nil ? "" : ","
    HeaderText.append("<\(unsubscribe.url)>\(separator)".utf8, column: &column, to: &bytes)
    if let mailto = unsubscribe.mailto { HeaderText.append("<\(mailto)>".utf8, column: &column, to: &bytes) }
    Message.endLine(&bytes)
    if unsubscribe.oneClick {
      Message.write("List-Unsubscribe=One-Click", as: "List-Unsubscribe-Post", into: &bytes)
    }
  }

  /// Visible ASCII without what would end the URI in the header (RFC 2369 2), or break a line once decoded.
  private static func checkURI(_ uri: String, scheme: String) throws(MessageError) {
    let header = "List-Unsubscribe"
    let place = scheme == "mailto:" ? "the mailto: URI" : "the URL"
    for scalar in uri.unicodeScalars where UnicodeForm.isControl(scalar) {
      let name = UnicodeForm.name(of: scalar)
      throw MessageError(.controlCharacter, in: header, "\(place) contains the control character \(name)")
    }
    guard uri.utf8.starts(with: scheme.utf8), uri.utf8.count > scheme.utf8.count else {
      throw MessageError(.malformed, in: header, "\(place) must start with \(scheme)")
    }
    guard uri.utf8.count <= 900 else {
      throw MessageError(.tooLong, in: header, "\(place) has more than 900 bytes")
    }
    var window: UInt32 = 0
    for byte in uri.utf8 {
      guard isPlainInURI(byte) else {
        throw MessageError(.malformed, in: header, "\(place) has a character that must be percent-encoded")
      }
      window = window << 8 | UInt32(byte | 0x20)
      // %00, %0A and %0D, with the letters in lower case and the digits untouched by the folding above.
      if [0x25_3030, 0x25_3061, 0x25_3064].contains(window & 0xFF_FFFF) {
        throw MessageError(
          .controlCharacter, in: header, "\(place) contains a percent-encoded line break or NUL")
      }
    }
  }

  private static func isPlainInURI(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "^"),
      UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"), UInt8(ascii: ","):
      false
    default: byte > 0x20 && byte < 0x7F
    }
  }

  /// One to four fields with colons between (support.google.com/mail/answer/6254652).
  private static func checkFeedbackID(_ text: String) throws(MessageError) {
    try HeaderText.check(text, in: "Feedback-ID")
    let fields = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard fields.count <= 4, text.utf8.count <= 64, let sender = fields.last, (5...15).contains(sender.count)
    else {
      throw MessageError(
        .malformed, in: "Feedback-ID",
        "must be up to four fields with colons between, the last of 5 to 15 characters")
    }
    let isPlain = fields.allSatisfy {
      $0.allSatisfy { AddressReader.isAtext($0) && $0 < 0x80 || $0 == UInt8(ascii: ".") }
    }
    guard isPlain else {
      throw MessageError(
        .malformed, in: "Feedback-ID", "has a character other than letters, digits and plain signs")
    }
  }
}
