/// One column a period, its parts on top of each other: how a whole is made up, and how that changes.
package struct StackedColumns: Chart {
  package struct Column: Sendable {
    package let label: String
    /// One value a series, in the order of `series`; what is below 0 is not drawn.
    package let parts: [Double]

    package init(label: String, parts: [Double]) {
      self.label = label
      self.parts = parts
    }
  }

  package let title: String
  /// The names of the parts, from the bottom upwards.
  package let series: [String]
  package let columns: [Column]

  package init(title: String, series: [String], columns: [Column]) {
    self.title = title
    self.series = series
    self.columns = columns
  }

  private static let room = 200
  private static let legend = 28

  package var height: Int { Self.legend + Self.room + 24 }

  package var drawing: String {
    let most = columns.map { $0.parts.reduce(0) { $0 + max(0, $1) } }.max() ?? 0
    let pitch = ChartFrame.width / max(1, columns.count)
    let width = min(60, max(2, pitch * 7 / 10))
    var text = legend
    for (index, column) in columns.enumerated() {
      let left = index * pitch + (pitch - width) / 2
      var base = 0.0
      for (part, value) in column.parts.enumerated() where value > 0 {
        // Both edges are rounded, not the height: parts meet, and the column's top is that of its sum.
        let bottom = ChartFrame.share(base, of: most, in: Self.room)
        base += value
        let top = ChartFrame.share(base, of: most, in: Self.room)
        text += SVG.rectangle(
          left, Self.legend + Self.room - top, width, top - bottom, ChartStyle.series(part),
          tip: part < series.count ? "\(column.label): \(series[part])" : nil)
      }
      if isLabelled(index) {
        text += SVG.text(column.label, left + width / 2, height - 6, .middle, "n")
      }
    }
    return text + SVG.line(0, Self.legend + Self.room, ChartFrame.width, Self.legend + Self.room, "axis")
  }

  /// Labels that would touch are left out.
  private func isLabelled(_ index: Int) -> Bool {
    let step = max(1, (columns.count * 66 + ChartFrame.width - 1) / ChartFrame.width)
    return index % step == 0
  }

  private var legend: String {
    var left = 0
    return series.enumerated().map { index, name in
      let shown = PageText.clipped(name, to: 24)
      defer { left += 28 + shown.count * 8 }
      return SVG.rectangle(left, 4, 12, 12, ChartStyle.series(index))
        + SVG.text(shown, left + 18, 14, .start, "n")
    }.joined()
  }
}
