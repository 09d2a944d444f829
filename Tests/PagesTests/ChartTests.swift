internal import Foundation
internal import Pages
internal import Testing

/// Charts against a recorded page; open it in a browser to see them.
///
/// `RECORD=1 swift test --filter ChartTests` writes it anew.
struct ChartTests {
  private static let charts: [any Chart] = [
    BarList(
      title: "Partners by tier",
      bars: [
        .init(label: "Standard", value: 312, words: "312 partners"),
        .init(label: "Growth <new> & a name beyond all room", value: 140, words: "140 partners"),
        .init(label: "Elite", value: 0, words: "none"),
      ]),
    BarList(title: "Nothing", bars: []),
    StackedColumns(
      title: "Revenue by month and tier", series: ["Standard", "Growth", "Elite"],
      columns: (1...12).map { .init(label: "2026-\($0)", parts: [Double($0), 3, Double(12 - $0)]) }),
    StackedColumns(title: "Less than nothing", series: ["A"], columns: [.init(label: "x", parts: [-1])]),
    Histogram(
      title: "Conversions in a month", counts: [120, 80, 31, 9, 4, 0, 1, 2], start: 0, step: 4,
      marks: [.init(value: 6, label: "Growth 6"), .init(value: 30, label: "Elite 30")], ends: ("0", "32")),
  ]

  @Test func `a page of charts is drawn as recorded`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases/charts.html")
    let head = PageHead.html(title: "Charts", style: PageColors.text + ChartStyle.text)
    let page = head + "<body>\n" + Self.charts.map(\.html).joined() + "</body>\n</html>\n"
    if ProcessInfo.processInfo.environment["RECORD"] != nil { try Data(page.utf8).write(to: file) }
    #expect(try String(contentsOf: file, encoding: .utf8) == page)
  }

  @Test func `a name from the data cannot become markup`() {
    let chart = BarList(
      title: "\"><script>", bars: [.init(label: "</text><script>", value: 1, words: "<b>")])
    #expect(!chart.html.contains("<script>"))
    #expect(!chart.html.contains("<b>"))
  }

  @Test func `the parts of a column meet and its top is that of the sum`() {
    let chart = StackedColumns(
      title: "t", series: ["a", "b", "c"], columns: [.init(label: "x", parts: [1, 1, 1])])
    let heights = chart.drawing.split(separator: "\n").filter { $0.contains("<title>") }
      .compactMap { $0.firstMatch(of: #/height="(\d+)"/#).flatMap { Int($0.1) } }
    #expect(heights.reduce(0, +) == 200)
  }
}
