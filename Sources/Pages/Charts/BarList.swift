/// Horizontal bars under one another, each with its label and its number in words.
package struct BarList: Chart {
  package struct Bar: Sendable {
    package let label: String
    package let value: Double
    /// The number as it is to be read, such as `214 partners`.
    package let words: String

    package init(label: String, value: Double, words: String) {
      self.label = label
      self.value = value
      self.words = words
    }
  }

  package let title: String
  package let bars: [Bar]

  package init(title: String, bars: [Bar]) {
    self.title = title
    self.bars = bars
  }

  private static let row = 30
  private static let left = 150
  private static let right = 150

  package var height: Int { max(1, bars.count) * Self.row }

  package var drawing: String {
    let room = ChartFrame.width - Self.left - Self.right
    let most = bars.map(\.value).max() ?? 0
    return bars.enumerated().map { index, bar in
      let top = index * Self.row
      let width = ChartFrame.share(bar.value, of: most, in: room)
      return SVG.text(PageText.clipped(bar.label, to: 22), Self.left - 10, top + 20, .end)
        + SVG.rectangle(Self.left, top + 6, room, 18, "track")
        + SVG.rectangle(Self.left, top + 6, width, 18, ChartStyle.series(index))
        + SVG.text(bar.words, Self.left + room + 10, top + 20, .start, "n")
    }.joined()
  }
}
