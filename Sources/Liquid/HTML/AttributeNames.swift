/// What the attributes of HTML hold.
enum AttributeNames {
  static let script = Array("script".utf8)
  static let style = Array("style".utf8)
  static let title = Array("title".utf8)
  static let textarea = Array("textarea".utf8)
  private static let meta = Array("meta".utf8)

  /// Attributes whose value is a URL (HTML Standard, attributes of type URL, and old ones that mail uses).
  private static let urls: Set<String> = [
    "href", "src", "action", "formaction", "background", "cite", "poster", "data", "longdesc", "manifest",
    "profile", "usemap", "classid", "codebase", "dynsrc", "lowsrc", "icon",
  ]

  /// Attributes that hold several addresses, of which only the first could be looked at.
  private static let lists: Set<String> = ["srcset", "imagesrcset", "ping", "archive", "attributionsrc"]

  /// Elements that run or show what their address names: an address from the data would be code from the data.
  private static let loaders: Set<String> = [
    "script", "base", "link", "iframe", "frame", "embed", "object", "applet", "portal",
  ]

  /// What an attribute of an element holds.
  ///
  /// - Parameters:
  ///   - name: the attribute, in small letters.
  ///   - tag: the element, in small letters.
  ///   - isNamed: a `meta` has said by `name` or `property` that it is no instruction to the reader.
  /// - Returns: what a value in it has to be.
  static func kind(of name: [UInt8], in tag: [UInt8], isNamed: Bool) -> HTMLContext.AttributeKind {
    // What stands before a colon is a namespace: `xlink:href`, `v:src`.
    let text = String(decoding: name.split(separator: Ascii.colon).last ?? [], as: UTF8.self)
    if text.hasPrefix("on") { return .event }
    if text == "style" { return .style }
    if text == "srcdoc" { return .forbidden(.document) }
    if tag == meta, text == "content", !isNamed { return .forbidden(.instruction) }
    let plain = text.hasPrefix("data-") ? String(text.dropFirst(5)) : text
    if lists.contains(plain) { return .forbidden(.addresses) }
    // Names that HTML does not know, and that scripts and mail readers take for addresses.
    let isURL = urls.contains(plain) || ["src", "url", "uri", "href"].contains { plain.contains($0) }
    guard isURL else { return .plain }
    return loaders.contains(String(decoding: tag, as: UTF8.self)) ? .loaded : .url
  }

  /// Whether an attribute of `meta` makes its content a plain text: it names the content, and is not `http-equiv`.
  static func namesContent(_ name: [UInt8], in tag: [UInt8]) -> Bool {
    tag == meta && ["name", "property", "itemprop"].contains(String(decoding: name, as: UTF8.self))
  }

  /// Whether an attribute of `meta` makes its content an instruction, such as a refresh.
  static func instructs(_ name: [UInt8], in tag: [UInt8]) -> Bool {
    tag == meta && String(decoding: name, as: UTF8.self) == "http-equiv"
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
