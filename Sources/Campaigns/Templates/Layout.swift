internal import Liquid
internal import Settings

/// What stands around a mail: text with `{{ content }}` in it, for HTML with the styles of Markdown's elements.
struct Layout: Sendable {
  let source: SourceText
  /// Inline styles by element name.
  let styles: [String: String]
  private let start: Int
  /// The bytes of `{{ content }}`.
  private let content: Range<Int>

  static let elements = [
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "th", "td", "a", "blockquote", "hr",
    "code", "pre", "strong", "em", "s", "img",
  ]

  init?(_ source: SourceText, log: ProblemLog) throws(Problems) {
    self.source = source
    var styles: [String: String] = [:]
    let matter = FrontMatter(source)
    if let matter {
      let keys = try SettingsDocument(matter.yaml, log: log).root?.mapping()
      for (element, style) in keys?.optional("styles")?.entries() ?? [] {
        guard let name = element.choice(Self.elements), let css = style.string() else { continue }
        styles[name] = css
      }
      keys?.finish()
    }
    self.styles = styles
    start = matter?.end ?? 0
    let bytes = Array(source.text.utf8)
    let places = LiquidScanner.tokens(of: bytes, from: start).filter { token in
      token.kind == .output && Self.isContent(bytes[token.range])
    }
    guard let first = places.first, places.count == 1 else {
      log.add(
        Problem(
          .missingKey, in: source, line: 1, column: 1,
          places.isEmpty ? "the layout has no {{ content }}" : "the layout has {{ content }} more than once"))
      return nil
    }
    content = first.range
  }

  private static func isContent(_ token: ArraySlice<UInt8>) -> Bool {
    let inner = token.dropFirst(2).dropLast(2).filter {
      !LiquidScanner.isSpace($0) && $0 != UInt8(ascii: "-")
    }
    return inner == Array("content".utf8)
  }

  /// The layout with a body in its place; every piece knows the file it came from.
  func template(around body: TemplatePieces, of file: SourceText) -> TemplateSource {
    var pieces = [piece(start..<content.lowerBound)]
    let bytes = Array(file.text.utf8)
    for part in body.list {
      switch part {
      case .literal(let text): pieces.append(TemplateSource.Piece(text))
      case .liquid(let range):
        let origin = TemplateSource.Origin(name: file.name, text: file.text, offset: range.lowerBound)
        pieces.append(TemplateSource.Piece(String(decoding: bytes[range], as: UTF8.self), origin: origin))
      }
    }
    pieces.append(piece(content.upperBound..<source.text.utf8.count))
    return TemplateSource(name: file.name, pieces: pieces)
  }

  private func piece(_ range: Range<Int>) -> TemplateSource.Piece {
    let text = String(decoding: Array(source.text.utf8)[range], as: UTF8.self)
    return TemplateSource.Piece(
      text, origin: TemplateSource.Origin(name: source.name, text: source.text, offset: range.lowerBound))
  }
}
