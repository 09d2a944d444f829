/// Reading numbers out of cells the way Ruby's Liquid does.
enum Coerce {
  /// The number of a cell that is one.
  static func number(_ cell: Cell, _ store: borrowing Store) -> Decimals.Number? {
    switch cell.tag {
    case .int, .decimal: Decimals.Number(mantissa: Int128(cell.bits), scale: Int(cell.scale))
    case .wideInt, .wideDecimal: store.wide(cell)
    default: nil
    }
  }

  /// As arithmetic reads it: text counts as the decimal it spells or the whole number it begins with, and anything
  /// else as 0.
  static func looseNumber(_ cell: Cell, _ store: borrowing Store) -> Decimals.Number {
    if let number = number(cell, store) { return number }
    guard cell.tag == .string else { return Decimals.Number(0) }
    let bytes = trimmed(store.array(cell)[...])
    if let decimal = decimal(bytes) { return decimal }
    return Decimals.Number(mantissa: leadingInteger(bytes), scale: 0)
  }

  /// The text is a number with a point and digits on both sides of it.
  static func isDecimalText(_ cell: Cell, _ store: borrowing Store) -> Bool {
    cell.tag == .string && decimal(trimmed(store.array(cell)[...])) != nil
  }

  private static func decimal(_ bytes: ArraySlice<UInt8>) -> Decimals.Number? {
    guard let point = bytes.firstIndex(of: Ascii.dot), point > bytes.startIndex, bytes[point - 1].isDigit,
      point + 1 < bytes.endIndex
    else { return nil }
    return Decimals.parse(bytes)
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    while let first = bytes.first, first.isSpace { bytes.removeFirst() }
    while let last = bytes.last, last.isSpace || last == 0 { bytes.removeLast() }
    return bytes
  }

  /// Ruby's `String#to_i`: the digits the text begins with, with single underscores between them.
  private static func leadingInteger(_ bytes: ArraySlice<UInt8>) -> Int128 {
    var position = bytes.startIndex
    let isNegative = bytes.first == Ascii.minus
    if isNegative || bytes.first == Ascii.plus { position += 1 }
    return digits(bytes, &position, base: 10).value * (isNegative ? -1 : 1)
  }

  /// Digits from `position` on; a number that is too large stays at the largest.
  private static func digits(_ bytes: ArraySlice<UInt8>, _ position: inout Int, base: Int128) -> (
    value: Int128, count: Int
  ) {
    var value: Int128 = 0
    var count = 0
    while position < bytes.endIndex {
      let byte = bytes[position]
      if byte == Ascii.underscore, count > 0, position + 1 < bytes.endIndex,
        Hexadecimal.value(bytes[position + 1]).map({ $0 < base }) ?? false
      {
        position += 1
        continue
      }
      guard let digit = Hexadecimal.value(byte), Int128(digit) < base else { break }
      let (product, over) = value.multipliedReportingOverflow(by: base)
      let (sum, carry) = product.addingReportingOverflow(Int128(digit))
      value = over || carry ? .max : sum
      count += 1
      position += 1
    }
    return (value, count)
  }

  /// Ruby's `to_i`: nil of what has none (truth values, lists, objects).
  static func looseInteger(_ cell: Cell, _ store: borrowing Store) -> Int64? {
    switch cell.tag {
    case .int: cell.bits
    case .decimal, .wideInt, .wideDecimal, .string:
      Int64(clamping: Decimals.whole(cell.tag == .string ? leading(cell, store) : looseNumber(cell, store)))
    case .null, .missing, .unset, .empty, .blank: 0
    default: nil
    }
  }

  private static func leading(_ cell: Cell, _ store: borrowing Store) -> Decimals.Number {
    Decimals.Number(mantissa: leadingInteger(trimmed(store.array(cell)[...])), scale: 0)
  }

  /// The whole number that a value is or spells out, as Ruby's `Integer()` reads it (`12`, ` -1_000 `, `0x1F`,
  /// `0b11`, `017`); too large a one stays at the largest.
  static func integer(_ cell: Cell, _ store: borrowing Store) -> Int64? {
    switch cell.tag {
    case .int: return cell.bits
    case .wideInt: return Int64(clamping: store.wide(cell).mantissa)
    case .string: break
    default: return nil
    }
    let text = store.array(cell)
    guard let nul = text.firstIndex(of: 0) else {
      return spelled(trimmed(text[...])).map(Int64.init(clamping:))
    }
    // Ruby stops at NUL, unnoticed, if the number is no machine word or was written with underscores.
    let before = text[..<nul]
    guard let value = spelled(trimmed(before)) else { return nil }
    let isWord = value.magnitude <= UInt128(UInt64.max)
    return !isWord || before.contains(Ascii.underscore) ? Int64(clamping: value) : nil
  }

  private static func spelled(_ text: ArraySlice<UInt8>) -> Int128? {
    var position = text.startIndex
    let isNegative = text.first == Ascii.minus
    if isNegative || text.first == Ascii.plus { position += 1 }
    var base: Int128 = 10
    if position + 1 < text.endIndex, text[position] == Ascii.zero {
      switch text[position + 1].lowered {
      case UInt8(ascii: "x"): base = 16
      case UInt8(ascii: "b"): base = 2
      case UInt8(ascii: "o"): base = 8
      case UInt8(ascii: "d"): base = 10
      default: base = -8
      }
      position += base == -8 ? 1 : 2
      if base == -8, text[position] == Ascii.underscore { position += 1 }
      if base == -8 { base = 8 }
    }
    let (value, count) = digits(text, &position, base: base)
    guard count > 0, position == text.endIndex else { return nil }
    return isNegative ? -value : value
  }
}

/// Digits to base 16.
enum Hexadecimal {
  static func value(_ byte: UInt8) -> UInt8? {
    if byte.isDigit { return byte - Ascii.zero }
    let low = byte.lowered
    return low >= 0x61 && low <= 0x66 ? low - 0x57 : nil
  }
}
