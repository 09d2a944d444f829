/// What a browser sees of a document: tags with their attributes, comments and text, read as the HTML Standard
/// (13.2.5) says, and without the engine's own reader.
struct HTMLReader {
  /// Tags as `<p title>`, ends as `</p>`, comments as `<!>`; text is left out.
  private(set) var shape: [String] = []
  /// Values of attributes by name, character references undone.
  private(set) var attributes: [(name: String, value: String)] = []

  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
    while position < bytes.count { step() }
  }

  private func at(_ text: String, _ offset: Int = 0) -> Bool {
    bytes[min(position + offset, bytes.count)...].prefix(text.utf8.count)
      .map { $0 >= 65 && $0 <= 90 ? $0 + 32 : $0 } == Array(text.utf8)
  }

  private func isLetter(_ offset: Int) -> Bool {
    guard position + offset < bytes.count else { return false }
    return (97...122).contains(bytes[position + offset] | 32)
  }

  private func isSpace(_ byte: UInt8) -> Bool { [9, 10, 12, 13, 32].contains(byte) }

  private mutating func add(_ token: String) { shape.append(token) }

  private mutating func step() {
    if at("<!--") {
      comment()
    } else if at("<!") || at("<?") || at("</") && !isLetter(2) {
      while position < bytes.count, bytes[position] != 62 { position += 1 }
      position += 1
      add("<!>")
    } else if at("</") {
      position += 2
      _ = tag("</")
    } else if at("<"), isLetter(1) {
      position += 1
      let name = tag("<")
      if ["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"].contains(name) {
        raw(name)
      }
    } else {
      position += 1
    }
  }

  private mutating func comment() {
    position += 4
    add("<!>")
    if at(">") || at("->") {
      position += at(">") ? 1 : 2
      return
    }
    while position < bytes.count, !at("-->"), !at("--!>") { position += 1 }
    position += at("--!>") ? 4 : 3
  }

  /// Everything up to the element's end tag.
  private mutating func raw(_ name: String) {
    while position < bytes.count {
      if at("</" + name) {
        let after = position + 2 + name.utf8.count
        if after >= bytes.count || isSpace(bytes[after]) || bytes[after] == 62 || bytes[after] == 47 { break }
      }
      position += 1
    }
  }

  private mutating func tag(_ open: String) -> String {
    var name = ""
    while position < bytes.count, !isSpace(bytes[position]), bytes[position] != 47, bytes[position] != 62 {
      name.unicodeScalars.append(Unicode.Scalar(bytes[position]))
      position += 1
    }
    var shape = open + name.lowercased()
    while position < bytes.count, bytes[position] != 62 {
      if isSpace(bytes[position]) || bytes[position] == 47 {
        position += 1
        continue
      }
      shape += " " + attribute()
    }
    position += 1
    add(shape + ">")
    return name.lowercased()
  }

  private mutating func attribute() -> String {
    var name: [UInt8] = []
    repeat {
      name.append(bytes[position])
      position += 1
    } while position < bytes.count && !isSpace(bytes[position]) && ![47, 61, 62].contains(bytes[position])
    let text = String(decoding: name, as: UTF8.self).lowercased()
    var after = position
    while after < bytes.count, isSpace(bytes[after]) { after += 1 }
    guard after < bytes.count, bytes[after] == 61 else { return text }
    position = after + 1
    while position < bytes.count, isSpace(bytes[position]) { position += 1 }
    guard position < bytes.count, bytes[position] != 62 else { return text }
    let quote = bytes[position]
    let isQuoted = quote == 34 || quote == 39
    if isQuoted { position += 1 }
    var value: [UInt8] = []
    while position < bytes.count,
      isQuoted ? bytes[position] != quote : !isSpace(bytes[position]) && bytes[position] != 62
    {
      value.append(bytes[position])
      position += 1
    }
    if isQuoted { position += 1 }
    attributes.append((text, Self.decoded(String(decoding: value, as: UTF8.self))))
    return text
  }

  /// The character references that matter for a scheme, undone.
  private static func decoded(_ text: String) -> String {
    var result = text
    for (name, character) in [
      ("&colon;", ":"), ("&#58;", ":"), ("&#x3a;", ":"), ("&#115;", "s"), ("&#106;", "j"), ("&tab;", "\t"),
      ("&newline;", "\n"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
    ] {
      result = result.replacing(name, with: character)
    }
    return result
  }

  /// The scheme of an address as browsers find it: white space and control characters in it do not count.
  static func scheme(_ address: String) -> String? {
    let plain = address.unicodeScalars.filter { $0.value > 32 }
    guard let colon = plain.firstIndex(of: ":") else { return nil }
    let scheme = String(String.UnicodeScalarView(plain[..<colon])).lowercased()
    return scheme.allSatisfy { $0.isLetter || $0.isNumber || "+-.".contains($0) } ? scheme : nil
  }
}
