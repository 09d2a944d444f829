/// Writes CSV (RFC 4180) with CRLF line ends into a buffer of bytes.
package struct CSVWriter: Sendable {
  /// What was written since the buffer was last taken.
  package private(set) var bytes: [UInt8] = []
  /// Whether texts that a spreadsheet would run as a formula are made harmless by a leading apostrophe.
  package let guardsFormulas: Bool
  private var rowIsEmpty = true
  private var lastCellIsEmpty = false

  /// A writer; without the guard for files that only programs read, such as rejected rows to be mended and read again.
  package init(guardsFormulas: Bool = true) {
    self.guardsFormulas = guardsFormulas
  }

  /// Writes a cell of text.
  package mutating func cell(_ text: String) {
    separate()
    lastCellIsEmpty = text.isEmpty
    var text = text
    let guarded = guardsFormulas && Self.looksLikeFormula(text)
    text.withUTF8 { utf8 in
      let isPlain = utf8.allSatisfy { $0 > 0x2c || ($0 != 0x22 && $0 != 0x2c && $0 != 0x0a && $0 != 0x0d) }
      if isPlain {
        if guarded { bytes.append(UInt8(ascii: "'")) }
        return bytes.append(contentsOf: utf8)
      }
      bytes.append(UInt8(ascii: "\""))
      if guarded { bytes.append(UInt8(ascii: "'")) }
      for byte in utf8 {
        if byte == UInt8(ascii: "\"") { bytes.append(byte) }
        bytes.append(byte)
      }
      bytes.append(UInt8(ascii: "\""))
    }
  }

  /// Writes a number; a leading minus stays one.
  package mutating func cell(_ number: some BinaryInteger) {
    separate()
    lastCellIsEmpty = false
    bytes.append(contentsOf: String(number).utf8)
  }

  /// Writes an amount as a plain decimal number: `-1234.50`.
  package mutating func cell(_ money: Money) {
    separate()
    lastCellIsEmpty = false
    bytes.append(contentsOf: money.decimalText.utf8)
  }

  /// Ends the row.
  package mutating func endRow() {
    // One empty cell alone would be a blank line, which is no row.
    if !rowIsEmpty, lastCellIsEmpty, bytes.isEmpty || bytes.last == UInt8(ascii: "\n") {
      bytes.append(contentsOf: [UInt8(ascii: "\""), UInt8(ascii: "\"")])
    }
    bytes.append(contentsOf: [UInt8(ascii: "\r"), UInt8(ascii: "\n")])
    rowIsEmpty = true
  }

  /// Writes a whole row of texts.
  package mutating func row(_ cells: some Sequence<String>) {
    for text in cells { cell(text) }
    endRow()
  }

  /// Hands the buffer over and empties it, its room kept; between rows only.
  package mutating func take(_ body: (Span<UInt8>) throws -> Void) rethrows {
    try body(bytes.span)
    bytes.removeAll(keepingCapacity: true)
  }

  private mutating func separate() {
    if !rowIsEmpty { bytes.append(UInt8(ascii: ",")) }
    rowIsEmpty = false
  }

  /// Whether a spreadsheet may take the text for a formula: by its first scalar, full-width forms included.
  static func looksLikeFormula(_ text: String) -> Bool {
    switch text.unicodeScalars.first {
    case "=", "+", "-", "@", "\t", "\r", "\n", "\u{ff1d}", "\u{ff0b}", "\u{ff0d}", "\u{ff20}": true
    default: false
    }
  }
}
