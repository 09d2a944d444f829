/// Where white space does not stay as it is in a relaxed form; looked for sixteen bytes at a time, as most of a message
/// is in that form already.
enum WhiteSpaceGap {
  /// The next tab, or space that white space or a line end follows, in `from..<to`; with `lineEndsToo` a line end by
  /// itself as well.
  ///
  /// The byte before `to` is none of them, and `to` lies within the buffer.
  @inline(__always)
  static func next(
    in bytes: UnsafeBufferPointer<UInt8>, from: Int, to end: Int, lineEndsToo: Bool
  ) -> Int? {
    typealias Block = SIMD16<UInt8>
    guard let base = bytes.baseAddress else { return nil }
    let raw = UnsafeRawPointer(base)
    let space = Block(repeating: 0x20)
    let tab = Block(repeating: 0x09)
    let carriageReturn = Block(repeating: 0x0D)
    // What lies behind the end may be looked at, as far as the buffer goes; the loop below it decides.
    let limit = bytes.count - 17
    var index = from
    while index < end {
      while index <= limit, index < end {
        // Both loads lie within the buffer by the condition above.
        let here = raw.loadUnaligned(fromByteOffset: index, as: Block.self)
        let next = raw.loadUnaligned(fromByteOffset: index + 1, as: Block.self)
        var gap = (here .== space) .& ((next .== space) .| (next .== tab) .| (next .== carriageReturn))
        gap = gap .| (here .== tab)
        if lineEndsToo { gap = gap .| (here .== carriageReturn) }
        if any(gap) { break }
        index += 16
      }
      let stop = min(index + 16, end)
      while index < stop {
        let byte = bytes[index]
        if byte == 0x09 || (lineEndsToo && byte == 13) { return index }
        // A space is never the last byte, so there is one after it.
        if byte == 0x20, isWhiteSpace(bytes[index + 1]) || bytes[index + 1] == 13 { return index }
        index += 1
      }
    }
    return nil
  }

  @inline(__always)
  static func isWhiteSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// White space or a part of a line end.
  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { isWhiteSpace(byte) || byte == 13 || byte == 10 }
}
