/// One row of a data file as bytes, its storage reused from row to row.
package struct DataRecord: Sendable {
  /// The line the row begins on, counted from 1.
  package internal(set) var line = 1
  /// What is wrong with the row's form; its cells are then only those before the mistake.
  package internal(set) var fault: Fault?
  var bytes: [UInt8] = []
  /// Where each cell ends in `bytes`.
  var ends: [Int] = []

  /// A mistake in the form of a row.
  package struct Fault: Error, Sendable, Equatable {
    /// The column's number, counted from 1.
    package var column: Int?
    package var reason: String

    package init(column: Int? = nil, reason: String) {
      self.column = column
      self.reason = reason
    }
  }

  package init() {}

  /// How many cells the row has.
  package var count: Int { ends.count }

  /// Where a cell's bytes lie; empty for a cell the row does not have.
  func range(_ cell: Int) -> Range<Int> {
    guard cell >= 0, cell < ends.count else { return 0..<0 }
    return (cell == 0 ? 0 : ends[cell - 1])..<ends[cell]
  }

  /// Whether a cell is empty or not there.
  func isEmpty(_ cell: Int) -> Bool { range(cell).isEmpty }

  /// A cell as text; empty for a cell the row does not have.
  package func text(_ cell: Int) -> String { String(decoding: bytes[range(cell)], as: UTF8.self) }

  /// All cells as texts.
  package var texts: [String] { (0..<count).map(text) }

  mutating func clear(line: Int) {
    self.line = line
    fault = nil
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }
}
