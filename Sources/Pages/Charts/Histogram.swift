/// How often values fall into ranges of equal width, with marks where bounds lie.
package struct Histogram: Chart {
  package struct Mark: Sendable {
    /// Where, in the unit of the ranges.
    package let value: Double
    package let label: String

    package init(value: Double, label: String) {
      self.value = value
      self.label = label
    }
  }

  package let title: String
  /// How many values fall into each range, from the lowest upwards.
  package let counts: [Int]
  /// Where the first range begins and how wide each is.
  package let start: Double
  package let step: Double
  package let marks: [Mark]
  /// The words under the two ends.
  package let ends: (first: String, last: String)

  package init(
    title: String, counts: [Int], start: Double, step: Double, marks: [Mark],
    ends: (first: String, last: String)
  ) {
    self.title = title
    self.counts = counts
    self.start = start
    self.step = step
    self.marks = marks
    self.ends = ends
  }

  private static let room = 180
  private static let head = 24

  package var height: Int { Self.head + Self.room + 24 }

  package var drawing: String {
    let bottom = Self.head + Self.room
    let most = Double(counts.max() ?? 0)
    var text = ""
    for (index, count) in counts.enumerated() where count > 0 {
      let left = index * ChartFrame.width / counts.count
      let right = (index + 1) * ChartFrame.width / counts.count
      // One value among thousands is still seen.
      let top = max(1, ChartFrame.share(Double(count), of: most, in: Self.room))
      text += SVG.rectangle(left, bottom - top, max(1, right - left - 1), top, "s1", tip: String(count))
    }
    text += SVG.line(0, bottom, ChartFrame.width, bottom, "axis")
    text += marks.map { mark(at: $0, bottom) }.joined()
    text += SVG.text(ends.first, 0, height - 6, .start, "n")
    return text + SVG.text(ends.last, ChartFrame.width, height - 6, .end, "n")
  }

  private func mark(at mark: Mark, _ bottom: Int) -> String {
    let span = step * Double(counts.count)
    guard span > 0, mark.value >= start, mark.value <= start + span else { return "" }
    let place = ChartFrame.share(mark.value - start, of: span, in: ChartFrame.width)
    let isRight = place > ChartFrame.width * 3 / 4
    return SVG.line(place, Self.head - 6, place, bottom, "mark")
      + SVG.text(
        PageText.clipped(mark.label, to: 24), place + (isRight ? -4 : 4), Self.head - 10,
        isRight ? .end : .start, "n")
  }
}
