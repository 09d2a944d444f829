/// The text around an amount's digits, with the place of the currency's symbol in it.
struct MoneyAffixes: Sendable {
  /// The text before the digits, up to the symbol if it stands there.
  var prefix: Piece
  /// The text between the symbol and the digits.
  var prefixRest: Piece
  /// The text after the digits, up to the symbol if it stands there.
  var suffix: Piece
  /// The text behind the symbol.
  var suffixRest: Piece
  var isSymbolFirst: Bool
  /// Whether nothing of the pattern stands between symbol and digits.
  var touchesDigits: Bool
}

/// A currency's symbol in one locale.
struct CurrencySymbol: Sendable {
  /// The three letters of the ISO 4217 code as one number.
  var code: UInt32
  var symbol: Piece
  /// Whether a space parts it from a digit behind it: it ends in neither a symbol nor a space (UTS #35,
  /// part 3).
  var needsSpaceAfter: Bool
  /// Whether a space parts it from a digit before it.
  var needsSpaceBefore: Bool

  /// The three bytes of a code as one number; 0, which no symbol has, for a text of another length.
  static func key(_ code: String) -> UInt32 {
    guard code.utf8.count == 3 else { return 0 }
    var key: UInt32 = 0
    for byte in code.utf8 { key = key << 8 | UInt32(byte) }
    return key
  }
}
