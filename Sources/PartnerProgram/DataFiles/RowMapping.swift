/// Makes a value of a row whose columns are known by name.
protocol RowMapping: Sendable {
  associatedtype Value: Sendable

  /// The columns a CSV file must have.
  static var requiredColumns: [String] { get }
  /// All columns that mean something here.
  static var knownColumns: [String] { get }

  /// Learns where the columns are; again when a JSON Lines file brings a new key.
  mutating func bind(_ columns: [String])

  /// Reads a row without a fault.
  func value(of record: DataRecord) throws(DataRecord.Fault) -> Value

  /// The columns that nothing is made of.
  var ignoredColumns: [String] { get }
}

/// Where the known columns of a file are.
struct ColumnPlaces<Column: RawRepresentable & CaseIterable & Sendable>: Sendable
where Column.RawValue == Int {
  private var places = Array(repeating: -1, count: Column.allCases.count)

  subscript(column: Column) -> Int {
    get { places[column.rawValue] }
    set { places[column.rawValue] = newValue }
  }
}

extension DataRecord {
  /// A cell's text; nil where it is empty or the file has no such column.
  func optionalText(_ cell: Int) -> String? { isEmpty(cell) ? nil : text(cell) }

  /// A cell's bytes.
  func slice(_ cell: Int) -> ArraySlice<UInt8> { bytes[range(cell)] }

  /// A fault at a cell; at the row where the file has no such column.
  func fault(_ cell: Int, _ reason: String) -> Fault {
    Fault(column: cell >= 0 ? cell + 1 : nil, reason: reason)
  }
}
