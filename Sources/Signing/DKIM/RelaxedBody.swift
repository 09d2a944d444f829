/// The relaxed form of a body (RFC 6376 3.4.4): white space at line ends and empty lines at the end are gone, every
/// other run of white space is one space.
enum RelaxedBody {
  /// Appends the form of a body whose lines end with CRLF.
  ///
  /// Most of a body is in that form already: sixteen bytes at a time are looked at and long stretches copied at once.
  static func append(_ body: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    let end = endOfText(body)
    // A body of nothing but white space and line ends is empty.
    guard end > 0 else { return }
    var start = 0
    var index = 0
    while let place = nextWhiteSpace(body, from: index, to: end) {
      output.append(contentsOf: UnsafeBufferPointer(rebasing: body[start..<place]))
      index = place
      while index < end, isWhiteSpace(body[index]) { index += 1 }
      if index < end, body[index] != 13 { output.append(UInt8(ascii: " ")) }
      start = index
    }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: body[start..<end]))
    output.append(13)
    output.append(10)
  }

  /// Where the last line with a letter ends, its white space and line end left out; 0 where there is none.
  private static func endOfText(_ body: UnsafeBufferPointer<UInt8>) -> Int {
    var end = body.count
    while end > 0, isWhiteSpace(body[end - 1]) || body[end - 1] == 13 || body[end - 1] == 10 { end -= 1 }
    return end
  }

  private static func isWhiteSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// The next white space that does not stay as it is: a tab, or a space before another or before a line end.
  private static func nextWhiteSpace(_ body: UnsafeBufferPointer<UInt8>, from: Int, to end: Int) -> Int? {
    typealias Block = SIMD16<UInt8>
    guard let base = body.baseAddress else { return nil }
    let raw = UnsafeRawPointer(base)
    let space = Block(repeating: 0x20)
    let tab = Block(repeating: 0x09)
    let carriageReturn = Block(repeating: 0x0D)
    var index = from
    while index < end {
      // The byte after a block is looked at too, so the last block ends before the end.
      while index + 16 < end {
        // Both loads lie within the buffer by the condition above.
        let here = raw.loadUnaligned(fromByteOffset: index, as: Block.self)
        let next = raw.loadUnaligned(fromByteOffset: index + 1, as: Block.self)
        let gap = (here .== space) .& ((next .== space) .| (next .== tab) .| (next .== carriageReturn))
        if any(gap .| (here .== tab)) { break }
        index += 16
      }
      let stop = min(index + 16, end)
      while index < stop {
        if body[index] == 0x09 { return index }
        // Text ends with a letter, so there is a byte after every space.
        if body[index] == 0x20, isWhiteSpace(body[index + 1]) || body[index + 1] == 13 { return index }
        index += 1
      }
    }
    return nil
  }
}
