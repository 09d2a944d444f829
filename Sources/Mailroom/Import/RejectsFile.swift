internal import PartnerProgram

/// Writes refused rows so that they can be mended and imported again: the file's own columns, then line and reason.
package enum RejectsFile {
  /// The rows of a report as CSV.
  ///
  /// The data file is read again for the rows that were refused after they had been read.
  package static func csv(_ report: ImportReport, path: String) throws -> [UInt8] {
    var cells = Dictionary(uniqueKeysWithValues: report.refusals.map { ($0.line, $0.cells) })
    let unknown = Set(cells.filter { $0.value.isEmpty }.keys)
    if !unknown.isEmpty { try read(path, lines: unknown, into: &cells) }
    // No guard against formulas: a program reads this file, and an apostrophe would become part of the data.
    var writer = CSVWriter(guardsFormulas: false)
    writer.row(report.columns + RejectColumns.all)
    for refusal in report.refusals {
      let own = (cells[refusal.line] ?? []).prefix(report.columns.count)
      let padding = Array(repeating: "", count: report.columns.count - own.count)
      let column = refusal.columnName.map { "\($0): " } ?? ""
      writer.row(Array(own) + padding + [String(refusal.line), column + refusal.reason])
    }
    return writer.bytes
  }

  private static func read(_ path: String, lines: Set<Int>, into cells: inout [Int: [String]]) throws {
    guard let file = FileChunks(path: path) else { return }
    func keep(_ record: DataRecord) { if lines.contains(record.line) { cells[record.line] = record.texts } }
    if DataFormat(path: path) == .jsonLines {
      var reader = JSONLinesReader()
      try file.forEach { reader.read($0) { record, _ in keep(record) } }
      reader.finish { record, _ in keep(record) }
    } else {
      var reader = CSVReader()
      try file.forEach { reader.read($0, keep) }
      reader.finish(keep)
    }
  }
}
