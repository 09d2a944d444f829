extension Document {
  /// The document as Markdown with tables (GitHub's form); text of the data cannot become markup.
  package var markdown: String {
    var parts = ["# " + Self.escaped(title)]
    for block in blocks {
      switch block {
      case .heading(let text): parts.append("## " + Self.escaped(text))
      case .paragraph(let text): parts.append(Self.escaped(text))
      case .list(let items): parts.append(items.map { "- " + Self.escaped($0) }.joined(separator: "\n"))
      case .table(let table, let caption):
        if let caption { parts.append("**\(Self.escaped(caption))**") }
        parts.append(Self.table(table))
      case .chart: break
      }
    }
    if let foot { parts.append("_\(Self.escaped(foot))_") }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func table(_ table: Table) -> String {
    let rules = table.alignments.map { $0 == .left ? "---" : "---:" }
    let rows = [table.header ?? table.alignments.map { _ in "" }] + [rules] + table.rows
    return rows.enumerated().map { index, row in
      "| " + row.map { index == 1 ? $0 : escaped($0) }.joined(separator: " | ") + " |"
    }.joined(separator: "\n")
  }

  /// What has a meaning in Markdown or HTML gets a backslash; control characters become spaces.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "#", "~", "&", "!": result += "\\"
      case "\u{0}"..."\u{1F}", "\u{7F}": result += " "; continue
      default: break
      }
      result.unicodeScalars.append(scalar)
    }
    // A number or a dash at the start of a line would begin a list.
    if let first = result.first, first == "-" || first == "+" { result = "\\" + result }
    return result
  }
}
