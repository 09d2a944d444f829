internal import Glibc

/// One header field of a finished message, as places in its bytes.
struct HeaderField {
  /// Where the name begins.
  let start: Int
  /// Where its colon stands.
  let colon: Int
  /// Where the CRLF stands that ends the field; a CRLF before white space is within it.
  let end: Int

  /// Puts the fields of a message in `fields`, which is emptied first, and gives where the body begins.
  ///
  /// The message has CRLF line ends; without an empty line it is all header. What is no field is passed over.
  static func read(_ message: UnsafeBufferPointer<UInt8>, into fields: inout [HeaderField]) -> Int {
    fields.removeAll(keepingCapacity: true)
    var start = 0
    while start < message.count {
      if message[start] == 13, start + 1 < message.count, message[start + 1] == 10 { return start + 2 }
      let end = end(of: message, from: start)
      // The search ends with the field.
      if let colon = find(UInt8(ascii: ":"), in: message, from: start, to: end), colon > start {
        fields.append(HeaderField(start: start, colon: colon, end: end))
      }
      start = end + 2
    }
    return message.count
  }

  /// Where the next CRLF stands that no white space follows, or the end of the message.
  private static func end(of message: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var place = start
    while let found = find(13, in: message, from: place, to: message.count) {
      if found + 1 < message.count, message[found + 1] == 10 {
        guard found + 2 < message.count else { return found }
        if !WhiteSpaceGap.isWhiteSpace(message[found + 2]) { return found }
      }
      place = found + 1
    }
    return message.count
  }

  private static func find(
    _ byte: UInt8, in message: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) -> Int? {
    guard start < end, let base = message.baseAddress else { return nil }
    // The bytes searched lie within the buffer.
    guard let found = memchr(base + start, Int32(byte), end - start) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Whether the field has this name; `name` is in lower case.
  func isNamed(_ name: [UInt8], in message: UnsafeBufferPointer<UInt8>) -> Bool {
    guard colon - start == name.count else { return false }
    for index in 0..<name.count where lowercase(message[start + index]) != name[index] { return false }
    return true
  }

  /// Appends the relaxed form (RFC 6376 3.4.2): the name in lower case, unfolded, every run of white space one space,
  /// none around the colon and at the end; ended by CRLF unless it is the signature itself.
  func appendRelaxed(
    of message: UnsafeBufferPointer<UInt8>, endsLine: Bool = true, to output: inout [UInt8]
  ) {
    for index in start..<colon where !WhiteSpaceGap.isWhiteSpace(message[index]) {
      output.append(lowercase(message[index]))
    }
    output.append(UInt8(ascii: ":"))
    var place = colon + 1
    var last = end
    while place < last, WhiteSpaceGap.isBlank(message[place]) { place += 1 }
    while last > place, WhiteSpaceGap.isBlank(message[last - 1]) { last -= 1 }
    while let gap = WhiteSpaceGap.next(in: message, from: place, to: last, lineEndsToo: true) {
      output.append(contentsOf: UnsafeBufferPointer(rebasing: message[place..<gap]))
      output.append(UInt8(ascii: " "))
      place = gap
      while WhiteSpaceGap.isBlank(message[place]) { place += 1 }
    }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: message[place..<last]))
    if endsLine {
      output.append(13)
      output.append(10)
    }
  }
}

private func lowercase(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
