internal import Liquid
internal import Settings

/// A text with places: `{count} more to {tier}`.
struct WordText: Sendable {
  enum Piece: Sendable {
    /// Words as they are, and as HTML has them.
    case literal(String, escaped: String)
    case place(String)
  }

  let pieces: [Piece]

  init?(_ text: String, at value: SettingsValue) {
    var pieces: [Piece] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}") else {
        value.fail("'{' without its '}'")
        return nil
      }
      let name = rest[rest.index(after: open)..<close]
      guard !name.isEmpty, name.utf8.allSatisfy({ $0 == UInt8(ascii: "_") || (97...122).contains($0) }) else {
        value.fail("'{\(name)}' is not a place, expected small letters between the braces")
        return nil
      }
      if open > rest.startIndex { pieces.append(Self.literal(rest[..<open])) }
      pieces.append(.place(String(name)))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(Self.literal(rest)) }
    self.pieces = pieces
  }

  private static func literal(_ words: Substring) -> Piece {
    let words = String(words)
    return .literal(words, escaped: FilterContext(output: .html).escape(words))
  }

  var names: Set<String> {
    Set(
      pieces.compactMap { piece in
        if case .place(let name) = piece { name } else { nil }
      })
  }
}
