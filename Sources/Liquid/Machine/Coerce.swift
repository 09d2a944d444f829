/// Reading numbers out of cells the way Liquid does.
enum Coerce {
  /// The number a value is or spells; nil if it does neither.
  static func number(_ cell: Cell, _ store: borrowing Store) -> Decimals.Number? {
    switch cell.tag {
    case .int: return Decimals.Number(mantissa: cell.bits, scale: 0)
    case .decimal: return Decimals.Number(mantissa: cell.bits, scale: Int(cell.scale))
    case .string:
      var bytes = store.array(cell)[...]
      while let first = bytes.first, first.isSpace { bytes.removeFirst() }
      while let last = bytes.last, last.isSpace { bytes.removeLast() }
      return Decimals.parse(bytes)
    default: return nil
    }
  }

  /// As arithmetic reads it: text counts as the number it begins with, and anything else as 0.
  static func looseNumber(_ cell: Cell, _ store: borrowing Store) -> Decimals.Number {
    if let number = number(cell, store) { return number }
    guard cell.tag == .string else { return Decimals.Number(mantissa: 0, scale: 0) }
    var bytes = store.array(cell)[...]
    while let first = bytes.first, first.isSpace { bytes.removeFirst() }
    var end = bytes.startIndex
    if end < bytes.endIndex, bytes[end] == Ascii.minus { end += 1 }
    while end < bytes.endIndex, bytes[end].isDigit { end += 1 }
    return Decimals.parse(bytes[..<end]) ?? Decimals.Number(mantissa: 0, scale: 0)
  }

  static func looseInteger(_ cell: Cell, _ store: borrowing Store) -> Int64 {
    let number = looseNumber(cell, store)
    return number.mantissa / Decimals.powers[number.scale]
  }

  /// The whole number a value is or spells.
  static func integer(_ cell: Cell, _ store: borrowing Store) -> Int64? {
    guard let number = number(cell, store), number.scale == 0 else { return nil }
    return number.mantissa
  }

  static func cell(_ number: Decimals.Number) -> Cell {
    number.scale == 0 ? .int(number.mantissa) : .decimal(number.mantissa, number.scale)
  }
}
