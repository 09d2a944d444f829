/// The text that stands for a value.
extension Store {
  /// What filters work on: text stays where it is, a list is inspected.
  mutating func text(_ cell: Cell) -> Cell {
    if cell.tag == .string { return cell }
    let mark = bytes.count
    if cell.tag == .array { inspect(cell) } else { print(cell) }
    return string(since: mark)
  }

  /// What an output writes: the elements of a list one after the other.
  mutating func printed(_ cell: Cell) -> Cell {
    if cell.tag == .string { return cell }
    let mark = bytes.count
    print(cell)
    return string(since: mark)
  }

  private mutating func print(_ cell: Cell) {
    switch cell.tag {
    case .missing, .unset, .null, .empty, .blank: break
    case .bool: bytes.append(contentsOf: (cell.bits != 0 ? "true" : "false").utf8)
    case .int: NumberText.append(cell.bits, to: &bytes)
    case .decimal:
      NumberText.append(Decimals.Number(mantissa: Int128(cell.bits), scale: Int(cell.scale)), to: &bytes)
    case .wideDecimal: NumberText.append(wide(cell), to: &bytes)
    case .wideInt: NumberText.append(wide: wide(cell).mantissa, to: &bytes)
    case .string: append(cell)
    case .date: DateText.append(seconds: cell.bits, to: &bytes)
    case .day: DateText.append(day: Int(cell.bits), to: &bytes)
    case .money:
      NumberText.append(
        fixed: Decimals.Number(mantissa: Int128(cell.bits), scale: Int(cell.scale)), to: &bytes)
      bytes.append(Ascii.space)
      cell.appendCurrency(to: &bytes)
    case .range:
      NumberText.append(cell.bits, to: &bytes)
      bytes.append(contentsOf: "..".utf8)
      NumberText.append(cell.upper, to: &bytes)
    case .loop:
      bytes.append(contentsOf: (cell.scale == 1 ? "Liquid::TablerowloopDrop" : "Liquid::ForloopDrop").utf8)
    case .scope: bytes.append(contentsOf: "Liquid::SelfDrop".utf8)
    case .array: for position in 0..<cell.count { print(cells[cell.start + position]) }
    case .object: inspect(cell)
    }
  }

  /// As Ruby inspects it, which is what Liquid prints of an object.
  private mutating func inspect(_ cell: Cell) {
    switch cell.tag {
    case .null, .missing, .unset: bytes.append(contentsOf: "nil".utf8)
    case .string: inspectText(cell)
    case .array:
      bytes.append(Ascii.leftBracket)
      for position in 0..<cell.count {
        if position > 0 { bytes.append(contentsOf: ", ".utf8) }
        inspect(cells[cell.start + position])
      }
      bytes.append(Ascii.rightBracket)
    case .object:
      bytes.append(Ascii.leftBrace)
      for position in 0..<cell.count {
        if position > 0 { bytes.append(contentsOf: ", ".utf8) }
        inspect(cells[cell.start + 2 * position])
        bytes.append(contentsOf: "=>".utf8)
        inspect(cells[cell.start + 2 * position + 1])
      }
      bytes.append(Ascii.rightBrace)
    default: print(cell)
    }
  }

  private mutating func inspectText(_ cell: Cell) {
    bytes.append(Ascii.quote)
    for byte in array(cell) {
      switch byte {
      case Ascii.quote, 0x5C: bytes.append(contentsOf: [0x5C, byte])
      case Ascii.newline: bytes.append(contentsOf: "\\n".utf8)
      case Ascii.tab: bytes.append(contentsOf: "\\t".utf8)
      case Ascii.carriageReturn: bytes.append(contentsOf: "\\r".utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(Ascii.quote)
  }
}
