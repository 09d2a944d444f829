/// Writes decimal digits of one numbering system, grouped, from the last to the first.
struct LocaleDigits: Sendable {
  /// The UTF-8 bytes of the digit zero; the last one counts up to nine in every decimal system of Unicode.
  private let first: UInt8
  private let second: UInt8
  private let last: UInt8
  private let width: Int

  /// `zero` is a digit zero of one to three bytes.
  init(zero: [UInt8]) {
    precondition((1...3).contains(zero.count), "a digit of one to three bytes")
    width = zero.count
    first = zero[0]
    second = zero.count > 1 ? zero[1] : 0
    last = zero[zero.count - 1]
  }

  /// Room for 19 digits of three bytes, 18 separators of as many, and a point.
  typealias Scratch = InlineArray<120, UInt8>

  @inline(__always)
  func prepend(_ digit: UInt64, to scratch: inout Scratch, before position: inout Int) {
    position -= 1
    scratch[position] = last &+ UInt8(truncatingIfNeeded: digit)
    guard width > 1 else { return }
    if width == 3 {
      position -= 1
      scratch[position] = second
    }
    position -= 1
    scratch[position] = first
  }
}
