/// The tags of a DKIM key record or a DMARC record: `v=DMARC1; p=none` (RFC 6376 3.2, RFC 9989 4.7).
struct TagList {
  struct Tag {
    let name: String
    let value: String
  }

  let tags: [Tag]

  /// Nil where the text is no list of tags, or has one twice.
  init?(_ text: String) {
    var tags: [Tag] = []
    var seen: Set<String> = []
    for (place, part) in text.split(separator: ";", omittingEmptySubsequences: false).enumerated() {
      let part = Self.trimmed(part)
      if part.isEmpty {
        // A semicolon may end the list; an empty tag stands nowhere else.
        guard place > 0 else { return nil }
        continue
      }
      guard let equals = part.firstIndex(of: "=") else { return nil }
      let name = Self.trimmed(part[..<equals]).lowercased()
      let isName =
        !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      guard isName, seen.insert(name).inserted else { return nil }
      tags.append(Tag(name: name, value: String(Self.trimmed(part[part.index(after: equals)...]))))
    }
    self.tags = tags
  }

  subscript(name: String) -> String? { tags.first { $0.name == name }?.value }

  /// A value's parts between colons, in lower case.
  func words(_ name: String) -> [String]? {
    self[name].map { $0.split(separator: ":").map { Self.trimmed($0).lowercased() } }
  }

  static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while let first = text.first, first == " " || first == "\t" { text = text.dropFirst() }
    while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
    return text
  }
}
