/// Runs of printable ASCII, looked at eight bytes at a time: most of a letter is nothing else.
enum PlainRun {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let high: UInt64 = 0x8080_8080_8080_8080

  /// How many bytes from `start` on, up to `end`, are 0x20 to 0x7E, and none of them `=` where `stopsAtEquals`.
  ///
  /// `end` lies within the source.
  @inline(__always)
  static func count(
    _ source: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int, stopsAtEquals: Bool
  ) -> Int {
    let bytes = UnsafeRawBufferPointer(source)
    var index = start
    while index + 8 <= end {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let found = firstOther(in: word, stopsAtEquals: stopsAtEquals)
      if found < 8 { return index - start + found }
      index += 8
    }
    while index < end, isPlain(source[index], stopsAtEquals: stopsAtEquals) { index += 1 }
    return index - start
  }

  /// How many of eight bytes, the first one lowest, stand before one that ends a run; 8 where none does.
  @inline(__always)
  static func firstOther(in word: UInt64, stopsAtEquals: Bool) -> Int {
    // In each byte the high bit tells; a borrow or carry can only spoil bytes behind the first that is found.
    let low = (word &- ones &* 0x20) & ~word
    let wide = word | (word &+ ones)
    let difference = word ^ (ones &* 0x3D)
    let equals = stopsAtEquals ? (difference &- ones) & ~difference : 0
    let found = (low | wide | equals) & high
    return found == 0 ? 8 : found.trailingZeroBitCount / 8
  }

  @inline(__always)
  static func isPlain(_ byte: UInt8, stopsAtEquals: Bool) -> Bool {
    byte >= 0x20 && byte < 0x7F && !(stopsAtEquals && byte == UInt8(ascii: "="))
  }
}
