/// Quoted-printable (RFC 2045 6.7) for text: legible, 7-bit, lines of at most 76.
enum QuotedPrintable {
  /// Appends text with its line ends as CRLF; no CRLF is added at the end.
  ///
  /// Characters of several bytes stay on one line. A dot or `From ` never starts a line, nor does a space end one.
  static func append(_ source: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    let end = source.count
    var index = 0
    var run = 0
    var column = 0
    func flush() {
      if run < index { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[run..<index])) }
    }
    while index < end {
      if column == 0, startsWithTrap(source, index) {
        bytes.appendHexPair(source[index])
        index += 1
        run = index
        column = 3
        continue
      }
      var count = PlainRun.count(
        source, from: index, to: min(end, index + max(0, 75 - column)), stopsAtEquals: true)
      // The last byte may be a space that ends its line.
      if count > 0, !isLiteral(source, index + count - 1) { count -= 1 }
      index += count
      column += count
      while index < end, column < 75, isLiteral(source, index) {
        index += 1
        column += 1
      }
      guard index < end else { break }
      let byte = source[index]
      if byte == 10 || byte == 13 {
        flush()
        index += byte == 13 && index + 1 < end && source[index + 1] == 10 ? 2 : 1
        bytes.append(13)
        bytes.append(10)
        run = index
        column = 0
        continue
      }
      let length = isLiteral(source, index) ? 0 : sequenceLength(source, index)
      if column + max(1, length * 3) > 75 {
        flush()
        bytes.append(contentsOf: [UInt8(ascii: "="), 13, 10])
        run = index
        column = 0
        continue
      }
      flush()
      for offset in 0..<length { bytes.appendHexPair(source[index + offset]) }
      index += length
      run = index
      column += length * 3
    }
    flush()
  }

  private static func isLiteral(_ source: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    let byte = source[index]
    if byte > 0x20 { return byte < 0x7F && byte != UInt8(ascii: "=") }
    guard byte == 0x20 || byte == 0x09, index + 1 < source.count else { return false }
    return source[index + 1] != 10 && source[index + 1] != 13
  }

  /// A line that a transport or a mailbox file could take for something else.
  private static func startsWithTrap(_ source: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    if source[index] == UInt8(ascii: ".") { return true }
    return source[index] == UInt8(ascii: "F") && source[index...].starts(with: "From ".utf8)
  }

  /// How many bytes belong to the character that starts here, by its first byte.
  private static func sequenceLength(_ source: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    let length =
      switch source[index] {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    return min(length, source.count - index)
  }
}
