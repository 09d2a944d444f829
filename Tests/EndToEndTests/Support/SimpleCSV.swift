/// A reader of well-formed CSV for the tests, written apart from the product's so that the two can disagree.
enum SimpleCSV {
  /// Each row as a dictionary by the header's names, with its own number of cells under `cells`.
  struct Row {
    let values: [String: String]
    let isComplete: Bool

    subscript(_ name: String) -> String { values[name] ?? "" }
  }

  static func rows(_ text: String) -> [Row] {
    var records = cells(text)
    guard !records.isEmpty else { return [] }
    let header = records.removeFirst()
    return records.map { record in
      Row(
        values: Dictionary(zip(header, record), uniquingKeysWith: { first, _ in first }),
        isComplete: record.count == header.count)
    }
  }

  /// Records of cells; scalars and not characters, as CR LF is one character.
  static func cells(_ text: String) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var cell = String.UnicodeScalarView()
    var isQuoted = false
    var rest = text.unicodeScalars[...]
    func endCell() {
      record.append(String(cell))
      cell = .init()
    }
    func endRecord() {
      endCell()
      if record != [""] { records.append(record) }
      record = []
    }
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"" where !isQuoted: isQuoted = true
      case "\"" where rest.first == "\"": cell.append(rest.removeFirst())
      case "\"": isQuoted = false
      case "," where !isQuoted: endCell()
      case "\r" where !isQuoted: continue
      case "\n" where !isQuoted: endRecord()
      default: cell.append(scalar)
      }
    }
    if !cell.isEmpty || !record.isEmpty { endRecord() }
    return records
  }
}
