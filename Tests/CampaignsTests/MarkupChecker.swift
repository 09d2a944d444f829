/// Checks that the elements of an HTML text open and close in each other.
enum MarkupChecker {
  /// Elements without an end.
  static let void: Set<String> = ["br", "hr", "img", "meta", "link", "input", "col"]

  /// What is wrong, or nil.
  static func mistake(in html: String) -> String? {
    var open: [String] = []
    var rest = html[...]
    while let start = rest.firstIndex(of: "<") {
      if rest[..<start].contains(">") { return "a bare '>' before \(rest[start...].prefix(40))" }
      rest = rest[start...]
      if rest.hasPrefix("<!--") {
        guard let end = rest.firstRange(of: "-->") else { return "a comment without its end" }
        rest = rest[end.upperBound...]
        continue
      }
      guard let end = endOfTag(rest) else { return "a tag without its end: \(rest.prefix(40))" }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("!") { continue }
      if tag.hasPrefix("/") {
        guard open.last == String(tag.dropFirst()) else { return "</\(tag.dropFirst())> closes \(open)" }
        open.removeLast()
        continue
      }
      let name = String(tag.prefix { $0.isLetter || $0.isNumber })
      guard !name.isEmpty else { return "a bare '<' before \(tag.prefix(40))" }
      if void.contains(name) { continue }
      open.append(name)
      // Style sheets hold '>' of their own.
      if name == "style", let close = rest.firstRange(of: "</style>") { rest = rest[close.lowerBound...] }
    }
    return open.isEmpty ? nil : "never closed: \(open)"
  }

  /// The `>` outside of quotes.
  private static func endOfTag(_ text: Substring) -> Substring.Index? {
    var quote: Character?
    for index in text.indices {
      let letter = text[index]
      if let inside = quote {
        if letter == inside { quote = nil }
      } else if letter == "\"" || letter == "'" {
        quote = letter
      } else if letter == ">" {
        return index
      }
    }
    return nil
  }
}
