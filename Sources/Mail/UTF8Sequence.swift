/// One character outside ASCII, as bytes (RFC 3629 4).
enum UTF8Sequence {
  /// The number of bytes of the well-formed sequence at a place whose byte is not ASCII; 0 where there is none.
  @inline(__always)
  static func length(_ source: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    func follows(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      index + offset < source.count && range.contains(source[index + offset])
    }
    switch source[index] {
    case 0xC2...0xDF: return follows(1) ? 2 : 0
    // No longer form of what fits two bytes, and no surrogates.
    case 0xE0: return follows(1, 0xA0...0xBF) && follows(2) ? 3 : 0
    case 0xED: return follows(1, 0x80...0x9F) && follows(2) ? 3 : 0
    case 0xE1...0xEF: return follows(1) && follows(2) ? 3 : 0
    // Nor of what fits three, and nothing above U+10FFFF.
    case 0xF0: return follows(1, 0x90...0xBF) && follows(2) && follows(3) ? 4 : 0
    case 0xF4: return follows(1, 0x80...0x8F) && follows(2) && follows(3) ? 4 : 0
    case 0xF1...0xF3: return follows(1) && follows(2) && follows(3) ? 4 : 0
    default: return 0
    }
  }
}
