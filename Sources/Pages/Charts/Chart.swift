/// A picture of numbers as an element of a page: SVG without scripts and without style attributes, which the page's
/// policy would not let in.
///
/// The numbers themselves belong into a table beside it.
package protocol Chart: Sendable {
  /// What the picture shows, in a line; plain text.
  var title: String { get }
  /// Height in units of the view box, whose width is `ChartFrame.width`.
  var height: Int { get }
  /// The drawing within the view box.
  var drawing: String { get }
}

extension Chart {
  /// The figure with its caption.
  package var html: String {
    let title = PageText.escaped(title)
    return """
      <figure class="chart"><figcaption>\(title)</figcaption>
      <svg viewBox="0 0 \(ChartFrame.width) \(height)" role="img" aria-label="\(title)">
      \(drawing)</svg>
      </figure>

      """
  }
}

/// The measures all charts share.
enum ChartFrame {
  static let width = 720

  /// `value` of `whole` in units of `length`, rounded; 0 for an empty whole and never over `length`.
  static func share(_ value: Double, of whole: Double, in length: Int) -> Int {
    guard whole > 0, value > 0 else { return 0 }
    return min(length, Int((value / whole * Double(length)).rounded()))
  }
}

/// Pieces of SVG; every text is escaped here.
enum SVG {
  static func rectangle(_ x: Int, _ y: Int, _ width: Int, _ height: Int, _ style: String, tip: String? = nil)
    -> String
  {
    let title = tip.map { "<title>\(PageText.escaped($0))</title>" } ?? ""
    return
      "<rect class=\"\(style)\" x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\">\(title)</rect>\n"
  }

  static func line(_ x1: Int, _ y1: Int, _ x2: Int, _ y2: Int, _ style: String) -> String {
    "<line class=\"\(style)\" x1=\"\(x1)\" y1=\"\(y1)\" x2=\"\(x2)\" y2=\"\(y2)\"/>\n"
  }

  enum Anchor: String {
    case start, middle, end
  }

  static func text(_ text: String, _ x: Int, _ y: Int, _ anchor: Anchor = .start, _ style: String = "t")
    -> String
  {
    "<text class=\"\(style)\" x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor.rawValue)\">\(PageText.escaped(text))</text>\n"
  }
}

/// The style of charts, to be put behind `PageColors`.
package enum ChartStyle {
  /// How many colors tell series apart; a longer list begins again.
  static let colors = 6

  /// The class of a series.
  static func series(_ index: Int) -> String { "s\(index % colors)" }

  package static let text = """
    :root{--s0:#5b7f95;--s1:#0b6656;--s2:#b07a1e;--s3:#7a4f9e;--s4:#a63d57;--s5:#6b6f2a}
    @media (prefers-color-scheme:dark){:root{--s0:#8fb3c8;--s1:#74d6c0;--s2:#f0b45c;--s3:#c3a1e6;--s4:#f08fa6;\
    --s5:#c5c975}}
    .chart{margin:0 0 20px}
    .chart figcaption{margin-bottom:8px;font-size:13px;font-weight:650}
    .chart svg{display:block;width:100%;max-width:720px;height:auto}
    .t{fill:var(--ink);font-size:13px}
    .n{fill:var(--soft);font-size:12px}
    .axis{stroke:var(--edge)}
    .mark{stroke:var(--over);stroke-dasharray:4 3}
    .track{fill:var(--track)}
    .s0{fill:var(--s0)}.s1{fill:var(--s1)}.s2{fill:var(--s2)}.s3{fill:var(--s3)}.s4{fill:var(--s4)}.s5{fill:var(--s5)}

    """
}
