/// Why a row of a data file was not taken.
package struct RowRefusal: Error, Sendable, Equatable {
  /// Where the row begins, counted from 1 by line ends.
  package var line: Int
  /// The column's number, counted from 1; nil where the whole row is meant.
  package var column: Int?
  /// The column's name.
  package var columnName: String?
  /// What is wrong, without the row's personal data.
  package var reason: String
  /// The row's cells as far as they were read, for a file of rejects only: never for a terminal or a log.
  package var cells: [String]

  package init(line: Int, column: Int? = nil, columnName: String? = nil, reason: String, cells: [String] = [])
  {
    self.line = line
    self.column = column
    self.columnName = columnName
    self.reason = reason
    self.cells = cells
  }
}

/// What became of one row.
package enum RowOutcome<Value: Sendable>: Sendable {
  /// A row that was taken, and the line it begins on.
  case accepted(Value, line: Int)
  case refused(RowRefusal)
}

/// Why a data file could not be read at all: nothing of it was taken.
package struct DataFileError: Error, Sendable, Equatable, CustomStringConvertible {
  package var file: String
  package var line: Int
  /// The column's number, counted from 1, where there is one.
  package var column: Int?
  package var reason: String

  package init(file: String, line: Int, column: Int? = nil, reason: String) {
    self.file = file
    self.line = line
    self.column = column
    self.reason = reason
  }

  package var description: String {
    "\(file):\(line):\(column.map { "\($0):" } ?? "") error: \(reason)"
  }
}
