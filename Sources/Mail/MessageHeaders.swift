extension Message {
  /// Appends every header that concerns the whole message, in an order that never changes.
  func writeHeaders(into bytes: inout [UInt8]) throws(MessageError) {
    guard (1970...9999).contains(date.date.year) else {
      throw MessageError(.malformed, in: "Date", "must lie between the years 1970 and 9999")
    }
    bytes.append(contentsOf: "Date: ".utf8)
    date.appendMailDate(to: &bytes)
    Message.endLine(&bytes)
    try write(from, as: "From", into: &bytes)
    if let replyTo { try write(replyTo, as: "Reply-To", into: &bytes) }
    try write(to, as: "To", into: &bytes)
    try writeText(subject, as: "Subject", into: &bytes)
    // Never folded: there are programs that lose an identity on a line of its own.
    Message.write("<\(messageID.token)@\(messageID.domain)>", as: "Message-ID", into: &bytes)
    Message.write("1.0", as: "MIME-Version", into: &bytes)
    guard Message.isLanguageTag(language) else {
      throw MessageError(.malformed, in: "Content-Language", "must be a language tag such as de or pt-BR")
    }
    Message.write(language, as: "Content-Language", into: &bytes)
    try writeListHeaders(into: &bytes)
    if isAutomatic { Message.write("auto-generated", as: "Auto-Submitted", into: &bytes) }
    if isBulk { Message.write("bulk", as: "Precedence", into: &bytes) }
    try writeExtraHeaders(into: &bytes)
  }

  private func write(_ mailbox: Mailbox, as header: String, into bytes: inout [UInt8]) throws(MessageError) {
    if mailbox.address.needsSMTPUTF8 {
      throw MessageError(
        .needsSMTPUTF8, in: header, "the address is not ASCII before its @, which 7-bit mail cannot carry")
    }
    guard mailbox.address.isSafeInHeader else {
      throw MessageError(.malformed, in: header, "the address has a form that could hide another")
    }
    var column = Message.begin(header, into: &bytes)
    if let name = mailbox.name, !name.isEmpty {
      try HeaderText.check(name, in: header, isName: true)
      HeaderText.appendPhrase(name, column: &column, to: &bytes)
      HeaderText.append("<\(mailbox.address)>".utf8, column: &column, to: &bytes)
    } else {
      HeaderText.append(mailbox.address.description.utf8, column: &column, to: &bytes)
    }
    Message.endLine(&bytes)
  }

  func writeText(
    _ text: String, as header: String, longestWord: Int = 60, into bytes: inout [UInt8]
  ) throws(MessageError) {
    try HeaderText.check(text, in: header)
    guard text.utf8.contains(where: { $0 != UInt8(ascii: " ") }) else {
      throw MessageError(.malformed, in: header, "is empty")
    }
    var column = Message.begin(header, into: &bytes)
    HeaderText.append(text, longestWord: longestWord, column: &column, to: &bytes)
    Message.endLine(&bytes)
  }

  /// Appends `Name:` and gives its length.
  static func begin(_ header: String, into bytes: inout [UInt8]) -> Int {
    bytes.append(contentsOf: header.utf8)
    bytes.append(UInt8(ascii: ":"))
    return header.utf8.count + 1
  }

  /// Appends a header whose value is known to be short ASCII.
  static func write(_ value: String, as header: String, into bytes: inout [UInt8]) {
    _ = begin(header, into: &bytes)
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: value.utf8)
    endLine(&bytes)
  }

  static func endLine(_ bytes: inout [UInt8]) {
    bytes.append(13)
    bytes.append(10)
  }

  /// The shape of BCP 47: subtags of one to eight letters and digits, the first of two letters or more.
  static func isLanguageTag(_ text: String) -> Bool {
    guard text.utf8.count <= 35 else { return false }
    var isFirst = true
    for subtag in text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false) {
      guard ((isFirst ? 2 : 1)...8).contains(subtag.count) else { return false }
      for byte in subtag {
        let isLetter = (0x61...0x7A).contains(byte | 0x20)
        guard isLetter || (!isFirst && (0x30...0x39).contains(byte)) else { return false }
      }
      isFirst = false
    }
    return true
  }
}

extension EmailAddress {
  /// True where the parts, whoever made them, read as one address in a header: ASCII, no control, nothing to end it.
  fileprivate var isSafeInHeader: Bool {
    let local = localPart.utf8
    let isLocal: Bool
    if local.first == UInt8(ascii: "\"") {
      isLocal = (try? EmailAddress(description)) == self
    } else {
      isLocal = !local.isEmpty && local.allSatisfy { AddressReader.isAtext($0) || $0 == UInt8(ascii: ".") }
    }
    guard isLocal, local.count <= 64, (1...255).contains(domain.utf8.count) else { return false }
    if domain.utf8.first == UInt8(ascii: "[") { return (try? EmailAddress(description)) == self }
    return domain.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
        true
      default: false
      }
    }
  }
}
