/// Reads a mailbox from what a person wrote into a settings file.
enum MailboxReader {
  static func mailbox(in text: String) throws(MailboxError) -> Mailbox {
    let bytes = Array(text.utf8)
    try refuseControls(in: text)
    let start = bytes.firstIndex { $0 != UInt8(ascii: " ") } ?? bytes.count
    let end = (bytes.lastIndex { $0 != UInt8(ascii: " ") } ?? -1) + 1
    guard start < end else { throw MailboxError(.address(.empty), "the mailbox is empty") }
    guard let open = openingBracket(in: bytes) else {
      if let close = bytes.lastIndex(of: UInt8(ascii: ">")) {
        if bytes[start] == UInt8(ascii: "\"") {
          throw MailboxError(.name, "the name has a quote that is never closed", at: start)
        }
        throw MailboxError(.brackets, "there is a > without a <", at: close)
      }
      return Mailbox(address: try address(bytes[start..<end]))
    }
    guard bytes[end - 1] == UInt8(ascii: ">") else {
      throw MailboxError(.brackets, "the mailbox must end with > after its address", at: end - 1)
    }
    let name = try displayName(bytes[start..<max(start, open)])
    return Mailbox(name: name, address: try address(bytes[(open + 1)..<(end - 1)]))
  }

  /// The name as a phrase of RFC 5322 in Unicode: bare where it may be, else in quotes.
  static func phrase(_ name: String) -> String {
    let bare = name.utf8.allSatisfy { AddressReader.isAtext($0) || $0 == UInt8(ascii: " ") }
    if bare, !name.utf8.starts(with: " ".utf8), name.utf8.last != UInt8(ascii: " ") { return name }
    var quoted = "\""
    for scalar in name.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { quoted.unicodeScalars.append("\\") }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  private static func refuseControls(in text: String) throws(MailboxError) {
    var offset = 0
    for scalar in text.unicodeScalars {
      if UnicodeForm.isControl(scalar) || UnicodeForm.isBidiOverride(scalar)
        || UnicodeForm.isolateStep(scalar) != 0
      {
        throw MailboxError(
          .name, "the mailbox contains the character \(UnicodeForm.name(of: scalar))", at: offset)
      }
      offset += UTF8.width(scalar)
    }
  }

  /// The first `<` outside quotes.
  private static func openingBracket(in bytes: [UInt8]) -> Int? {
    var quoted = false
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\") where quoted: index += 1
      case UInt8(ascii: "\""): quoted.toggle()
      case UInt8(ascii: "<") where !quoted: return index
      default: break
      }
      index += 1
    }
    return nil
  }

  private static func address(_ bytes: ArraySlice<UInt8>) throws(MailboxError) -> EmailAddress {
    do {
      return try EmailAddress(String(decoding: bytes, as: UTF8.self))
    } catch {
      throw MailboxError(
        .address(error.kind), "the address \(error.reason)", at: error.offset.map { $0 + bytes.startIndex })
    }
  }

  private static func displayName(_ bytes: ArraySlice<UInt8>) throws(MailboxError) -> String? {
    guard let last = bytes.lastIndex(where: { $0 != UInt8(ascii: " ") }) else { return nil }
    let bytes = bytes[...last]
    guard bytes.first == UInt8(ascii: "\"") else { return try bareName(bytes) }
    var content: [UInt8] = []
    var index = bytes.startIndex + 1
    while index < bytes.endIndex, bytes[index] != UInt8(ascii: "\"") {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.endIndex { index += 1 }
      content.append(bytes[index])
      index += 1
    }
    guard index < bytes.endIndex else {
      throw MailboxError(.name, "the name has a quote that is never closed", at: bytes.startIndex)
    }
    guard index == last else {
      throw MailboxError(
        .name, "the name goes on after its closing quote; put all of it in quotes", at: index + 1)
    }
    return content.isEmpty ? nil : String(decoding: content, as: UTF8.self)
  }

  private static func bareName(_ bytes: ArraySlice<UInt8>) throws(MailboxError) -> String {
    for (index, byte) in zip(bytes.indices, bytes) {
      // A dot is common in names ("Acme Inc.") and read everywhere (obs-phrase); writing puts it in quotes.
      if AddressReader.isAtext(byte) || byte == UInt8(ascii: " ") || byte == UInt8(ascii: ".") { continue }
      let sign = String(Unicode.Scalar(byte))
      throw MailboxError(.name, "a name with \(sign) must stand in quotes: \"…\" <…>", at: index)
    }
    let name = String(decoding: bytes, as: UTF8.self)
    if EncodedWord.looksEncoded(bytes) {
      throw MailboxError(
        .name, "the name is an encoded-word; write it as people read it", at: bytes.startIndex)
    }
    return name
  }
}
