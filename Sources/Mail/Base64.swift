/// Base64 (RFC 4648 4) for bodies and encoded-words.
package enum Base64 {
  /// Appends the bytes with padding, without line breaks.
  package static func append(_ source: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(addingCapacity: (source.count + 2) / 3 * 4) { output in
      var index = 0
      while index + 2 < source.count {
        let group = UInt32(source[index]) << 16 | UInt32(source[index + 1]) << 8 | UInt32(source[index + 2])
        output.append(digit(group >> 18))
        output.append(digit(group >> 12 & 63))
        output.append(digit(group >> 6 & 63))
        output.append(digit(group & 63))
        index += 3
      }
      guard index < source.count else { return }
      let isLong = index + 1 < source.count
      let group = UInt32(source[index]) << 16 | (isLong ? UInt32(source[index + 1]) << 8 : 0)
      output.append(digit(group >> 18))
      output.append(digit(group >> 12 & 63))
      output.append(isLong ? digit(group >> 6 & 63) : UInt8(ascii: "="))
      output.append(UInt8(ascii: "="))
    }
  }

  /// Appends text with its line ends as CRLF, in lines of 76 characters, each ended by CRLF.
  static func appendBody(_ source: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    var line: InlineArray<57, UInt8> = .init(repeating: 0)
    var count = 0
    func put(_ byte: UInt8) {
      line[count] = byte
      count += 1
      if count == 57 { flush() }
    }
    func flush() {
      let filled = count
      // The span's memory is the local array above, which outlives the call.
      line.span.extracting(0..<filled).withUnsafeBufferPointer { append($0, to: &bytes) }
      bytes.append(13)
      bytes.append(10)
      count = 0
    }
    var index = 0
    while index < source.count {
      let byte = source[index]
      index += 1
      if byte == 13 || byte == 10 {
        if byte == 13, index < source.count, source[index] == 10 { index += 1 }
        put(13)
        put(10)
      } else {
        put(byte)
      }
    }
    if count > 0 { flush() }
  }

  private static func digit(_ value: UInt32) -> UInt8 {
    switch UInt8(truncatingIfNeeded: value) {
    case let value where value < 26: UInt8(ascii: "A") + value
    case let value where value < 52: UInt8(ascii: "a") - 26 + value
    case let value where value < 62: UInt8(ascii: "0") &- 52 &+ value
    case 62: UInt8(ascii: "+")
    default: UInt8(ascii: "/")
    }
  }
}
