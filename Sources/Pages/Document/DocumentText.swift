extension Document {
  /// The document for a terminal: paragraphs are wrapped at `width` cells, tables are not.
  package func text(width: Int = 100) -> String {
    var parts = [title + "\n" + String(repeating: "=", count: min(width, Table.width(title)))]
    for block in blocks {
      switch block {
      case .heading(let text): parts.append(text + "\n" + String(repeating: "-", count: Table.width(text)))
      case .paragraph(let text): parts.append(Self.wrapped(text, at: width))
      case .list(let items):
        parts.append(items.map { Self.wrapped("- " + $0, at: width, hanging: "  ") }.joined(separator: "\n"))
      case .table(let table, let caption):
        parts.append(
          (caption.map { [$0] } ?? []).joined() + (caption == nil ? "" : "\n")
            + table.lines().joined(separator: "\n"))
      case .chart: break
      }
    }
    if let foot { parts.append(Self.wrapped(foot, at: width)) }
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// Lines of at most `width` cells, broken at spaces; a longer word keeps a line of its own.
  static func wrapped(_ text: String, at width: Int, hanging: String = "") -> String {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, Table.width(line) + 1 + Table.width(String(word)) > width {
        lines.append(line)
        line = hanging + word
      } else {
        line += (line.isEmpty || line == hanging ? "" : " ") + word
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines.joined(separator: "\n")
  }
}
