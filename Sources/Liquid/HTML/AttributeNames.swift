/// What the attributes of HTML hold.
enum AttributeNames {
  static let script = Array("script".utf8)
  static let style = Array("style".utf8)
  static let title = Array("title".utf8)
  static let textarea = Array("textarea".utf8)

  /// Attributes whose value is a URL (HTML Standard, attributes of type URL, and old ones that mail uses).
  static let urls: Set<String> = [
    "href", "src", "action", "formaction", "background", "cite", "poster", "data", "longdesc", "manifest",
    "ping", "profile", "usemap", "classid", "codebase", "dynsrc", "lowsrc", "xlink:href", "srcset",
    "imagesrcset",
  ]

  static func kind(of name: [UInt8]) -> HTMLContext.AttributeKind {
    let text = String(decoding: name, as: UTF8.self)
    if text.hasPrefix("on") { return .event }
    if text == "style" { return .style }
    if text == "srcdoc" { return .unknown }
    return urls.contains(text) ? .url : .plain
  }
}

/// The schemes a link may have.
enum URLSchemes {
  static let allowed = ["http", "https", "mailto", "tel", "cid"].map { Array($0.utf8) }

  private static let longest = allowed.reduce(0) { max($0, $1.count) }

  static func isAllowed(_ scheme: [UInt8]) -> Bool { allowed.contains(scheme) }

  /// Whether `text[from..<to]` begins with an allowed scheme and a colon.
  static func begins(_ text: [UInt8], _ from: Int, _ to: Int) -> Bool {
    var colon = from
    while colon < to, colon - from <= longest, text[colon] != Ascii.colon { colon += 1 }
    guard colon < to, text[colon] == Ascii.colon else { return false }
    for number in allowed.indices where allowed[number].count == colon - from {
      var position = from
      while position < colon, text[position].lowered == allowed[number][position - from] { position += 1 }
      if position == colon { return true }
    }
    return false
  }
}
