/// Numbers whose digits do not fit into a cell: the mantissa lies in the bytes of the store.
extension Store {
  /// The cell of a number; `isDecimal` numbers print with a point even when they are whole.
  mutating func cell(_ number: Decimals.Number, isDecimal: Bool) -> Cell {
    let number = number.scale > 16 ? Decimals.trimmed(number) : number
    let scale = UInt16(clamping: number.scale)
    if let small = Int64(exactly: number.mantissa) {
      return isDecimal || number.scale > 0 ? Cell(tag: .decimal, scale: scale, bits: small) : .int(small)
    }
    let start = bytes.count
    bytes.append(contentsOf: Self.bytes(of: number.mantissa))
    return Self.wide(at: start, scale, isDecimal: isDecimal || number.scale > 0)
  }

  static func wide(at start: Int, _ scale: UInt16, isDecimal: Bool) -> Cell {
    Cell(tag: isDecimal ? .wideDecimal : .wideInt, scale: scale, length: 16, bits: Int64(start))
  }

  /// Least significant byte first.
  static func bytes(of mantissa: Int128) -> [UInt8] {
    (0..<16).map { UInt8(truncatingIfNeeded: mantissa >> (8 * $0)) }
  }

  func wide(_ cell: Cell) -> Decimals.Number {
    var mantissa: UInt128 = 0
    for position in (0..<16).reversed() { mantissa = mantissa << 8 | UInt128(byte(cell, position)) }
    return Decimals.Number(mantissa: Int128(bitPattern: mantissa), scale: Int(cell.scale))
  }
}
