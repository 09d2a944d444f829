extension Document {
  /// The document as a page of its own, without scripts.
  package var page: String {
    PageHead.html(title: title, style: Self.style) + """
      <body>
      <main>
      <h1>\(PageText.escaped(title))</h1>
      \(blocks.map(Self.html).joined())\(foot.map { "<footer>\(PageText.escaped($0))</footer>\n" } ?? "")</main>
      </body>
      </html>

      """
  }

  private static func html(_ block: Block) -> String {
    switch block {
    case .heading(let text): "<h2>\(PageText.escaped(text))</h2>\n"
    case .paragraph(let text): "<p>\(PageText.escaped(text))</p>\n"
    case .list(let items): "<ul>\n\(items.map { "<li>\(PageText.escaped($0))</li>\n" }.joined())</ul>\n"
    case .table(let table, let caption): html(table, caption)
    case .chart(let chart): chart.html
    }
  }

  private static func html(_ table: Table, _ caption: String?) -> String {
    func row(_ cells: [String], _ tag: String) -> String {
      let html = zip(cells, table.alignments).map { cell, alignment in
        "<\(tag)\(alignment == .right ? " class=\"r\"" : "")>\(PageText.escaped(cell))</\(tag)>"
      }
      return "<tr>\(html.joined())</tr>\n"
    }
    return """
      <div class="wide"><table>
      \(caption.map { "<caption>\(PageText.escaped($0))</caption>\n" } ?? "")\
      \(table.header.map { "<thead>\n\(row($0, "th"))</thead>\n" } ?? "")<tbody>
      \(table.rows.map { row($0, "td") }.joined())</tbody>
      </table></div>

      """
  }

  private static let style =
    PageColors.text + ChartStyle.text + """
      *{box-sizing:border-box}
      body{margin:0;background:var(--desk);color:var(--ink);\
      font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
      main{max-width:860px;margin:0 auto;padding:32px 28px 40px;background:var(--panel);min-height:100vh}
      h1{margin:0 0 16px;font-size:25px;line-height:1.25;letter-spacing:-.01em;text-wrap:balance}
      h2{margin:32px 0 10px;font-size:18px}
      p,ul{margin:0 0 12px;max-width:70ch}
      li{margin:4px 0}
      .wide{overflow-x:auto;margin:0 0 18px}
      table{border-collapse:collapse;width:100%;font-size:14px;font-variant-numeric:tabular-nums}
      caption{padding:0 0 6px;text-align:left;font-size:13px;font-weight:650}
      th{color:var(--soft);font-size:12px;font-weight:600}
      th,td{padding:7px 12px 7px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
      .r{text-align:right}
      footer{margin-top:28px;color:var(--soft);font-size:13px}
      @media print{main{max-width:none;padding:0}}

      """
}
