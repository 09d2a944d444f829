/// Reads CSV (RFC 4180) from chunks of bytes of any size; memory holds one row.
///
/// Lines end in CRLF, LF or CR; a byte order mark is dropped; quoted cells may hold line ends and doubled quotes.
/// A blank line is no row. A row that breaks the form is handed on with its fault and reading goes on in the next
/// line: a stray quote, NUL, invalid UTF-8, a cell or row over the limits, a quote that is never closed.
package struct CSVReader: Sendable {
  private enum State { case rowStart, cellStart, plain, quoted, quoteInQuoted, skipping }

  /// No row may have more columns than this.
  package static let columnLimit = 4_096
  /// Bytes a cell may have; a row may have four times as many.
  package let cellLimit: Int

  private var state = State.rowStart
  private var record = DataRecord()
  private var line = 1
  private var cellStart = 0
  private var cellIsASCII = true
  private var quoteLine = 0
  private var sawCarriageReturn = false
  private var quotedCarriageReturn = false
  /// How much of a byte order mark the file has begun with; nil once that is settled.
  private var markBytes: Int? = 0

  package init(cellLimit: Int = 1 << 20) {
    self.cellLimit = cellLimit
  }

  /// Takes the next bytes of the file and hands on every row they complete.
  ///
  /// - Parameters:
  ///   - chunk: bytes; a row or a character may be cut anywhere.
  ///   - body: called for each row, which is valid during the call only.
  package mutating func read(_ chunk: Span<UInt8>, _ body: (DataRecord) throws -> Void) rethrows {
    // The pointer is used within the closure only and indices stay under `count`.
    try chunk.withUnsafeBufferPointer { bytes in
      var index = dropMark(bytes)
      while index < bytes.count { try step(bytes, &index, body) }
    }
  }

  /// Ends the file: hands on a last row without a line end.
  package mutating func finish(_ body: (DataRecord) throws -> Void) rethrows {
    if let begun = markBytes, begun > 0 { fail("the bytes are not UTF-8") }
    switch state {
    case .rowStart: return
    case .quoted:
      fail("the quote opened in line \(quoteLine) is never closed: the row reaches to the end of the file")
    default: endCell()
    }
    try endRow(body)
  }

  private mutating func step(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ body: (DataRecord) throws -> Void
  ) rethrows {
    let byte = bytes[index]
    if sawCarriageReturn {
      sawCarriageReturn = false
      if byte == .lineFeed {
        index += 1
        return
      }
    }
    switch state {
    case .rowStart:
      if byte.isLineEnd { return endLine(byte, &index) }
      record.clear(line: line)
      beginCell()
    case .cellStart:
      if byte == .quote {
        state = .quoted
        quotedCarriageReturn = false
        quoteLine = line
        index += 1
      } else {
        state = .plain
      }
    case .plain:
      try plain(bytes, &index, body)
    case .quoted:
      quoted(bytes, &index)
    case .quoteInQuoted:
      try afterQuote(byte, bytes, &index, body)
    case .skipping:
      while index < bytes.count, !bytes[index].isLineEnd { index += 1 }
      guard index < bytes.count else { return }
      try endRow(body)
      endLine(bytes[index], &index)
    }
  }

  private mutating func plain(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ body: (DataRecord) throws -> Void
  ) rethrows {
    let start = index
    var all: UInt8 = 0
    while index < bytes.count {
      let byte = bytes[index]
      // Every byte that means something is at or below the comma.
      if byte <= .comma, byte == .comma || byte == .quote || byte == 0 || byte.isLineEnd { break }
      all |= byte
      index += 1
    }
    take(bytes, start..<index, all)
    guard index < bytes.count else { return }
    switch bytes[index] {
    case .comma:
      index += 1
      endCell()
      beginCell()
    case .quote:
      fail("a quote within a cell that does not begin with one")
    case 0:
      fail("a NUL byte")
    default:
      endCell()
      try endRow(body)
      endLine(bytes[index], &index)
    }
  }

  private mutating func quoted(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) {
    let start = index
    var all: UInt8 = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte <= .quote {
        if byte == .quote { break }
        if byte == 0 { note("a NUL byte") }
        // CR LF within quotes is one line end.
        if byte == .carriageReturn || (byte == .lineFeed && !quotedCarriageReturn) { line += 1 }
      }
      quotedCarriageReturn = byte == .carriageReturn
      all |= byte
      index += 1
    }
    take(bytes, start..<index, all)
    if index < bytes.count {
      state = .quoteInQuoted
      index += 1
    }
  }

  private mutating func afterQuote(
    _ byte: UInt8, _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int,
    _ body: (DataRecord) throws -> Void
  ) rethrows {
    switch byte {
    case .quote:
      take(bytes, index..<(index + 1), byte)
      state = .quoted
      index += 1
    case .comma:
      index += 1
      endCell()
      beginCell()
    case .lineFeed, .carriageReturn:
      endCell()
      try endRow(body)
      endLine(byte, &index)
    default:
      fail("text after a closing quote; a quote within a quoted cell is written twice")
    }
  }

  private mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, _ run: Range<Int>, _ all: UInt8) {
    guard record.fault == nil else { return }
    if all >= 0x80 { cellIsASCII = false }
    guard record.bytes.count - cellStart + run.count <= cellLimit else {
      return note("a cell of more than \(cellLimit) bytes")
    }
    guard record.bytes.count + run.count <= 4 * cellLimit else {
      return note("a row of more than \(4 * cellLimit) bytes")
    }
    record.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[run]))
  }

  private mutating func beginCell() {
    state = .cellStart
    cellStart = record.bytes.count
    cellIsASCII = true
  }

  private mutating func endCell() {
    guard record.fault == nil else { return }
    guard cellIsASCII || String(validating: record.bytes[cellStart...], as: UTF8.self) != nil else {
      return note("the bytes are not UTF-8")
    }
    guard record.ends.count < Self.columnLimit else {
      return note("more than \(Self.columnLimit) columns")
    }
    record.ends.append(record.bytes.count)
  }

  private mutating func endRow(_ body: (DataRecord) throws -> Void) rethrows {
    state = .rowStart
    try body(record)
    record.fault = nil
  }

  private mutating func endLine(_ byte: UInt8, _ index: inout Int) {
    line += 1
    index += 1
    sawCarriageReturn = byte == .carriageReturn
  }

  /// Records a fault and reads on as the form says: the row's end is still known.
  private mutating func note(_ reason: String) {
    guard record.fault == nil else { return }
    record.fault = DataRecord.Fault(column: record.ends.count + 1, reason: reason)
    record.bytes.removeSubrange(cellStart...)
  }

  /// Records a fault after which only the next line end is sure.
  private mutating func fail(_ reason: String) {
    note(reason)
    state = .skipping
  }

  /// Drops a byte order mark, which may be cut between chunks.
  private mutating func dropMark(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let mark: [UInt8] = [0xef, 0xbb, 0xbf]
    var index = 0
    while let begun = markBytes, index < bytes.count {
      guard bytes[index] == mark[begun] else {
        if begun > 0 {
          // The start of a mark and then something else is no UTF-8.
          record.clear(line: line)
          fail("the bytes are not UTF-8")
        }
        markBytes = nil
        break
      }
      index += 1
      markBytes = begun == 2 ? nil : begun + 1
    }
    return index
  }
}

extension UInt8 {
  fileprivate static let quote = UInt8(ascii: "\"")
  fileprivate static let comma = UInt8(ascii: ",")
  fileprivate static let lineFeed = UInt8(ascii: "\n")
  fileprivate static let carriageReturn = UInt8(ascii: "\r")
  fileprivate var isLineEnd: Bool { self == .lineFeed || self == .carriageReturn }
}
