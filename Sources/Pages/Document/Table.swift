/// Rows and columns for people; numbers stand to the right.
package struct Table: Sendable {
  package enum Alignment: Sendable { case left, right }

  package let alignments: [Alignment]
  /// The words over the columns; nil for none.
  package let header: [String]?
  package private(set) var rows: [[String]] = []

  package init(_ alignments: [Alignment], header: [String]? = nil) {
    self.alignments = alignments
    self.header = header
  }

  package mutating func add(_ cells: [String]) { rows.append(cells) }

  /// The rows as lines; columns are as wide as their widest cell.
  package func lines(indent: String = "") -> [String] {
    let all = (header.map { [$0] } ?? []) + rows
    let widths = alignments.indices.map { column in all.map { Self.width($0[column]) }.max() ?? 0 }
    return all.map { row in
      var line = indent
      for (column, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - Self.width(cell))
        line += alignments[column] == .left ? cell + padding : padding + cell
        line += column + 1 < row.count ? "  " : ""
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// Cells of a terminal: East Asian wide letters take two.
  package static func width(_ text: String) -> Int {
    text.reduce(0) { width, letter in
      guard let scalar = letter.unicodeScalars.first else { return width }
      switch scalar.value {
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60,
        0x1F300...0x1FAFF:
        return width + 2
      default: return width + 1
      }
    }
  }
}
