/// Reading and building text in the store.
extension Store {
  /// The bytes of a text cell, copied out.
  ///
  /// For the rarer filters; the frequent ones stay in the store.
  func array(_ cell: Cell) -> [UInt8] {
    guard cell.tag == .string else { return [] }
    return Array(bytes[cell.start..<cell.start + cell.count])
  }

  /// The bytes of what stands for a value. (Not `array(text(cell))`: Swift reads the store before the argument
  /// that changes it.)
  mutating func textBytes(_ cell: Cell) -> [UInt8] {
    let text = text(cell)
    return array(text)
  }

  /// What stands for a value.
  mutating func textString(_ cell: Cell) -> String {
    let text = text(cell)
    return swiftString(text)
  }

  func swiftString(_ cell: Cell) -> String {
    guard cell.tag == .string else { return "" }
    return String(decoding: bytes[cell.start..<cell.start + cell.count], as: UTF8.self)
  }

  @inline(__always)
  func byte(_ cell: Cell, _ position: Int) -> UInt8 { bytes[cell.start + position] }

  /// Whether two texts are the same bytes.
  func sameText(_ a: Cell, _ b: Cell) -> Bool {
    a.length == b.length && (a.bits == b.bits || bytes.isSame(a.start, b.start, length: a.count))
  }

  /// Order of two texts by their bytes: negative, zero or positive.
  func compareText(_ a: Cell, _ b: Cell) -> Int {
    for position in 0..<min(a.count, b.count) {
      let (left, right) = (byte(a, position), byte(b, position))
      if left != right { return Int(left) - Int(right) }
    }
    return a.count - b.count
  }

  /// Appends part of a text to the text being built.
  mutating func append(_ cell: Cell, from: Int = 0, to: Int? = nil) {
    let end = to ?? cell.count
    guard end > from else { return }
    bytes.appendWithin(cell.start + from, cell.start + end)
  }

  /// Number of code points of a text.
  func characterCount(_ cell: Cell) -> Int { bytes.codePoints(cell.start, cell.start + cell.count) }

  /// The byte at which the code point number `character` begins, or the length of the text.
  func offset(_ cell: Cell, ofCharacter character: Int) -> Int {
    var count = -1
    for position in 0..<cell.count where byte(cell, position) & 0xC0 != 0x80 {
      count += 1
      if count == character { return position }
    }
    return cell.count
  }

  /// A stretch of a text, sharing its bytes.
  func part(_ cell: Cell, _ from: Int, _ to: Int) -> Cell {
    var part = cell
    part.bits += Int64(from)
    part.length = UInt32(max(0, to - from))
    return part
  }

  func isBlankText(_ cell: Cell) -> Bool {
    for position in 0..<cell.count where !byte(cell, position).isSpace { return false }
    return true
  }
}
