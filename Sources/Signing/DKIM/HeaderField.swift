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
      var colon = -1
      var end = start
      while end < message.count {
        let byte = message[end]
        if byte == UInt8(ascii: ":"), colon < 0 { colon = end }
        if byte == 13, isEnd(of: message, at: end) { break }
        end += 1
      }
      if colon > start { fields.append(HeaderField(start: start, colon: colon, end: end)) }
      start = end + 2
    }
    return message.count
  }

  /// A CRLF that no white space follows.
  private static func isEnd(of message: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    guard index + 1 < message.count, message[index + 1] == 10 else { return false }
    guard index + 2 < message.count else { return true }
    return message[index + 2] != 0x20 && message[index + 2] != 0x09
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
    output.append(addingCapacity: end - start + 3) { output in
      for index in start..<colon where message[index] != 0x20 && message[index] != 0x09 {
        output.append(lowercase(message[index]))
      }
      output.append(UInt8(ascii: ":"))
      var hasText = false
      var isGap = false
      for index in (colon + 1)..<end {
        let byte = message[index]
        if byte == 0x20 || byte == 0x09 || byte == 13 || byte == 10 {
          isGap = hasText
          continue
        }
        if isGap { output.append(0x20) }
        output.append(byte)
        isGap = false
        hasText = true
      }
      if endsLine {
        output.append(13)
        output.append(10)
      }
    }
  }
}

private func lowercase(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
