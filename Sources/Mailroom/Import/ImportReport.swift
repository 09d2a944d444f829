package import PartnerProgram

/// What became of the rows of one data file: `added + updated + unchanged + refused` are all its rows.
package struct ImportReport: Sendable {
  package let file: String
  package var added = 0
  package var updated = 0
  package var unchanged = 0
  /// The refused rows, in the order of their lines.
  package var refusals: [RowRefusal] = []
  /// The file's columns, for the file of rejects.
  package var columns: [String] = []

  package init(file: String) { self.file = file }

  package var accepted: Int { added + updated }
  package var refused: Int { refusals.count }
  package var rows: Int { accepted + unchanged + refused }
  /// Whether a row was refused only because its time has not come: it may be taken when the file is read again later.
  package var hasFutureRows: Bool { refusals.contains { $0.reason == ActivityReader.futureReason } }
}

/// Why an import stopped: nothing of the file was taken.
package enum ImportError: Error, Sendable, CustomStringConvertible {
  case notReadable(file: String)
  case unknownFormat(file: String)
  /// The first refused row, where `--strict` was asked for.
  case strict(file: String, RowRefusal)

  package var description: String {
    switch self {
    case .notReadable(let file): "\(file): the file is not there or cannot be read"
    case .unknownFormat(let file): "\(file): expected a name that ends in .csv or .jsonl"
    case .strict(let file, let refusal): "\(file):\(refusal.place) \(refusal.reason)"
    }
  }
}

extension RowRefusal {
  /// `12:4 (email):` — line, column and the column's name, as far as they are known.
  package var place: String {
    "\(line)" + (column.map { ":\($0)" } ?? "") + (columnName.map { " (\($0))" } ?? "") + ":"
  }
}
