/// Where a comment ends: `-->` and `--!>` (HTML Standard, 13.2.5.51 and 13.2.5.52), as far as what stands before is
/// known.
///
/// After a value it is not: it may have been empty, or have ended with hyphens.
enum CommentEnd: Equatable {
  /// So many hyphens, at most 2.
  case hyphens(Int)
  /// `--!`
  case bang
  /// A value; a value and a hyphen; one of them and `!`.
  case value, valueHyphen, valueBang

  static let none = CommentEnd.hyphens(0)

  enum Verdict {
    case goesOn, ends
    /// It depends on the value.
    case depends
  }

  /// What the next byte would say.
  func peek(_ byte: UInt8) -> Verdict {
    var copy = self
    return copy.feed(byte)
  }

  /// Takes in the next byte.
  mutating func feed(_ byte: UInt8) -> Verdict {
    let before = self
    self = .none
    switch (byte, before) {
    case (Ascii.greater, .hyphens(2)), (Ascii.greater, .bang): return .ends
    case (Ascii.greater, .value), (Ascii.greater, .valueHyphen), (Ascii.greater, .valueBang): return .depends
    case (Ascii.minus, .hyphens(let count)): self = .hyphens(min(2, count + 1))
    case (Ascii.minus, .value), (Ascii.minus, .valueBang): self = .valueHyphen
    case (Ascii.minus, .valueHyphen): self = .hyphens(2)
    case (Ascii.minus, .bang): self = .hyphens(1)
    case (Ascii.bang, .hyphens(2)): self = .bang
    case (Ascii.bang, .value), (Ascii.bang, .valueHyphen): self = .valueBang
    default: break
    }
    return .goesOn
  }
}
