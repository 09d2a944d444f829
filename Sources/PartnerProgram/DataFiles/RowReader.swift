internal import Settings

/// How a data file is written.
package enum DataFormat: String, Sendable, Hashable, CaseIterable {
  case csv
  /// One JSON object a line.
  case jsonLines = "jsonl"

  /// The format by a path's ending; nil for any other than `.csv` and `.jsonl`.
  package init?(path: String) {
    guard let format = Self.allCases.first(where: { path.lowercased().hasSuffix(".\($0.rawValue)") }) else {
      return nil
    }
    self = format
  }
}

/// Reads a file's rows and maps them: the one place that accounts for every row.
struct RowReader<Mapping: RowMapping>: Sendable {
  private enum Source: Sendable {
    case csv(CSVReader)
    case jsonLines(JSONLinesReader)
  }

  let file: String
  /// The columns of the file, known from its first row on.
  private(set) var columns: [String] = []
  private(set) var mapping: Mapping
  private var source: Source

  init(file: String, format: DataFormat, mapping: Mapping) {
    self.file = file
    self.mapping = mapping
    source =
      switch format {
      case .csv: .csv(CSVReader())
      case .jsonLines: .jsonLines(JSONLinesReader())
      }
  }

  mutating func read(_ chunk: Span<UInt8>, _ body: (RowOutcome<Mapping.Value>) throws -> Void) throws {
    // The reader is moved out and back, so that no copy of its buffers is made.
    switch source {
    case .csv(var reader):
      source = .csv(CSVReader(cellLimit: 0))
      defer { source = .csv(reader) }
      try reader.read(chunk) { record in try take(record, body) }
    case .jsonLines(var reader):
      source = .csv(CSVReader(cellLimit: 0))
      defer { source = .jsonLines(reader) }
      try reader.read(chunk) { record, columns in try take(record, columns, body) }
    }
  }

  mutating func finish(_ body: (RowOutcome<Mapping.Value>) throws -> Void) throws {
    switch source {
    case .csv(var reader):
      try reader.finish { record in try take(record, body) }
      if columns.isEmpty {
        throw DataFileError(file: file, line: 1, reason: "the file is empty: not even a row of column names")
      }
    case .jsonLines(var reader):
      try reader.finish { record, columns in try take(record, columns, body) }
    }
  }

  private mutating func take(
    _ record: DataRecord, _ body: (RowOutcome<Mapping.Value>) throws -> Void
  ) throws {
    if columns.isEmpty { return try readHeader(record) }
    guard record.fault == nil, record.count != columns.count else { return try map(record, body) }
    let reason = "\(record.count) columns, but the header has \(columns.count)"
    try body(.refused(RowRefusal(line: record.line, reason: reason, cells: record.texts)))
  }

  private mutating func take(
    _ record: DataRecord, _ columns: [String], _ body: (RowOutcome<Mapping.Value>) throws -> Void
  ) throws {
    if columns.count != self.columns.count {
      self.columns = columns
      mapping.bind(columns)
    }
    try map(record, body)
  }

  private func map(_ record: DataRecord, _ body: (RowOutcome<Mapping.Value>) throws -> Void) throws {
    let value: Mapping.Value
    do throws(DataRecord.Fault) {
      if let fault = record.fault { throw fault }
      value = try mapping.value(of: record)
    } catch {
      let name = error.column.flatMap { columns.indices.contains($0 - 1) ? columns[$0 - 1] : nil }
      let refusal = RowRefusal(
        line: record.line, column: error.column, columnName: name, reason: error.reason, cells: record.texts)
      return try body(.refused(refusal))
    }
    try body(.accepted(value, line: record.line))
  }

  private mutating func readHeader(_ record: DataRecord) throws {
    func fail(_ reason: String, column: Int? = nil) -> DataFileError {
      DataFileError(file: file, line: record.line, column: column, reason: reason)
    }
    if let fault = record.fault { throw fail(fault.reason, column: fault.column) }
    let names = record.texts
    if names.count == 1, let separator = [";", "\t", "|"].first(where: { names[0].contains($0) }) {
      throw fail(
        "the columns stand apart by '\(separator == "\t" ? "TAB" : String(separator))', expected ','")
    }
    for (place, name) in names.enumerated() {
      if name.isEmpty { throw fail("a column without a name", column: place + 1) }
      if CellRules.problem(with: record.slice(place), lines: false) != nil {
        throw fail("a control character in a column's name", column: place + 1)
      }
      if names[..<place].contains(name) {
        throw fail("the column '\(name)' stands twice", column: place + 1)
      }
    }
    for name in Mapping.requiredColumns where !names.contains(name) {
      let near = names.first { $0.lowercased() == name } ?? Suggestion.nearest(to: name, among: names)
      throw fail("the column '\(name)' is missing" + (near.map { "; is '\($0)' meant to be it?" } ?? ""))
    }
    columns = names
    mapping.bind(names)
    for name in mapping.ignoredColumns {
      guard let meant = Suggestion.nearest(to: name, among: Mapping.knownColumns) else { continue }
      throw fail(
        "unknown column '\(name)', did you mean '\(meant)'?",
        column: names.firstIndex(of: name).map { $0 + 1 })
    }
  }
}
