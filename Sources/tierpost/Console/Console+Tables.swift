import FoundationEssentials
import PartnerProgram

extension Console {
  /// Prints rows as CSV, the header first.
  func table(_ rows: [[String]]) {
    var writer = CSVWriter()
    for row in rows { writer.row(row) }
    flush(&writer)
  }

  /// Prints rows as JSON objects, one a line, by the names of the header.
  func objects(_ rows: [[String]]) {
    guard let header = rows.first else { return }
    for row in rows.dropFirst() {
      result(JSONLine(zip(header, row).map { ($0.0, .text($0.1)) }).description)
    }
  }

  /// Writes a text file, replacing one that is there.
  func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw Failure("\(path) cannot be written", code: Exit.cannotCreate)
    }
  }
}
