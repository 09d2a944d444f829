/// Quoted-printable (RFC 2045 6.7) for text: legible, 7-bit, lines of at most 76.
enum QuotedPrintable {
  /// Appends text with its line ends as CRLF; no CRLF is added at the end.
  ///
  /// Characters of several bytes stay on one line. A dot or `From ` never starts a line, nor does a space end one.
  static func append(_ source: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    // What is written goes by way of a piece of memory of its own: an array asks for room at every append.
    withUnsafeTemporaryAllocation(byteCount: Piece.size, alignment: 8) { memory in
      var piece = Piece(memory: memory)
      append(source, by: &piece, to: &bytes)
      piece.flush(to: &bytes)
    }
  }

  private static func append(
    _ source: UnsafeBufferPointer<UInt8>, by piece: inout Piece, to bytes: inout [UInt8]
  ) {
    let end = source.count
    var index = 0
    var column = 0
    while index < end {
      piece.makeRoom(in: &bytes)
      if column == 0, startsWithTrap(source, index) {
        piece.addHexPair(source[index])
        index += 1
        column = 3
        continue
      }
      var count = piece.addPlainRun(source, from: index, to: min(end, index + max(0, 75 - column)))
      // The last byte may be a space that ends its line.
      if count > 0, !isLiteral(source, index + count - 1) {
        count -= 1
        piece.takeBack()
      }
      index += count
      column += count
      while index < end, column < 75, isLiteral(source, index) {
        piece.add(source[index])
        index += 1
        column += 1
      }
      guard index < end else { break }
      let byte = source[index]
      if byte == 10 || byte == 13 {
        index += byte == 13 && index + 1 < end && source[index + 1] == 10 ? 2 : 1
        piece.endLine()
        column = 0
        continue
      }
      let length = isLiteral(source, index) ? 0 : sequenceLength(source, index)
      if column + max(1, length * 3) > 75 {
        piece.add(UInt8(ascii: "="))
        piece.endLine()
        column = 0
        continue
      }
      for offset in 0..<length { piece.addHexPair(source[index + offset]) }
      index += length
      column += length * 3
    }
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

/// Encoded text on its way into an array.
private struct Piece {
  static let size = 4_096
  /// More than one turn of the encoder writes, and the eight bytes that a run is copied by.
  private static let slack = 128
  // Lent by `QuotedPrintable.append` for as long as the piece lives.
  private let memory: UnsafeMutableRawBufferPointer
  private var filled = 0

  init(memory: UnsafeMutableRawBufferPointer) { self.memory = memory }

  @inline(__always)
  mutating func makeRoom(in bytes: inout [UInt8]) {
    if filled > Self.size - Self.slack { flush(to: &bytes) }
  }

  mutating func flush(to bytes: inout [UInt8]) {
    bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: memory[..<filled]))
    filled = 0
  }

  @inline(__always)
  mutating func add(_ byte: UInt8) {
    memory[filled] = byte
    filled += 1
  }

  @inline(__always)
  mutating func takeBack() { filled -= 1 }

  mutating func endLine() {
    add(13)
    add(10)
  }

  @inline(__always)
  mutating func addHexPair(_ byte: UInt8) {
    func digit(_ value: UInt8) -> UInt8 {
      value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") - 10 + value
    }
    add(UInt8(ascii: "="))
    add(digit(byte >> 4))
    add(digit(byte & 15))
  }

  /// Copies the run of printable ASCII without `=` that begins at `start`, at most up to `end` and 75 bytes.
  ///
  /// - Returns: its length.
  @inline(__always)
  mutating func addPlainRun(_ source: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int {
    let bytes = UnsafeRawBufferPointer(source)
    var index = start
    while index + 8 <= end {
      let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      // What lies behind the run is written over by what comes next.
      memory.storeBytes(of: word, toByteOffset: filled, as: UInt64.self)
      let found = PlainRun.firstOther(in: UInt64(littleEndian: word), stopsAtEquals: true)
      index += found
      filled += found
      if found < 8 { return index - start }
    }
    while index < end, PlainRun.isPlain(source[index], stopsAtEquals: true) {
      add(source[index])
      index += 1
    }
    return index - start
  }
}
