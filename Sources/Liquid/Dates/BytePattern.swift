/// A small pattern over bytes, for reading dates.
///
/// Knows literals, `\d \D \s \S \b \A \z`, sets, groups, `(?: )`, `|`, `? * + {m} {m,n}`; matches as the first way that
/// fits, going back where it must. Dates are short, so that going back is cheap. A set of letters stands for
/// `[[:alpha:]]` as `\a`. Input is in small letters.
struct BytePattern: Sendable {
  private indirect enum Node: Sendable {
    case bytes(ByteSet)
    case sequence([Node])
    case either([Node])
    case repeated(Node, Int, Int)
    case group(Int, Node)
    case boundary, start, end
  }

  struct ByteSet: Sendable {
    private var bits: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    init(_ matches: (UInt8) -> Bool) {
      for byte in 0..<64 {
        let bit = UInt64(1) << UInt64(byte)
        if matches(UInt8(byte)) { bits.0 |= bit }
        if matches(UInt8(byte + 64)) { bits.1 |= bit }
        if matches(UInt8(byte + 128)) { bits.2 |= bit }
        if matches(UInt8(byte + 192)) { bits.3 |= bit }
      }
    }

    func contains(_ byte: UInt8) -> Bool {
      let bit = UInt64(1) << UInt64(byte & 63)
      switch byte >> 6 {
      case 0: return bits.0 & bit != 0
      case 1: return bits.1 & bit != 0
      case 2: return bits.2 & bit != 0
      default: return bits.3 & bit != 0
      }
    }
  }

  /// What was found: the whole, and each group if it took part.
  struct Match {
    var range: Range<Int>
    var groups: [Range<Int>?]
  }

  private static let patience = 20_000

  private struct State {
    var groups: [Range<Int>?]
    /// Steps left: a text made to be matched in vain in many ways must not take long.
    var budget = BytePattern.patience
  }

  private let root: Node
  private let groupCount: Int

  init(_ pattern: String) {
    var parser = Parser(bytes: Array(pattern.utf8))
    root = parser.either()
    groupCount = parser.groups
  }

  /// The first place where the pattern fits; `work` grows by what it took to find it, or that there is none.
  func first(in text: [UInt8], _ work: inout Int) -> Match? {
    var state = State(groups: [Range<Int>?](repeating: nil, count: groupCount + 1))
    defer { work += Self.patience - state.budget }
    for start in 0...text.count {
      var end: Int?
      let isFound = Self.match(
        root, text, start, &state,
        { position, _ in
          end = position
          return true
        })
      if isFound, let end { return Match(range: start..<end, groups: state.groups) }
    }
    return nil
  }

  private static func match(
    _ node: Node, _ text: [UInt8], _ at: Int, _ state: inout State,
    _ next: (Int, inout State) -> Bool
  ) -> Bool {
    state.budget -= 1
    guard state.budget > 0 else { return false }
    switch node {
    case .bytes(let set): return at < text.count && set.contains(text[at]) && next(at + 1, &state)
    case .start: return at == 0 && next(at, &state)
    case .end: return at == text.count && next(at, &state)
    case .boundary:
      let before = at > 0 && isWord(text[at - 1])
      return before != (at < text.count && isWord(text[at])) && next(at, &state)
    case .either(let choices):
      for choice in choices where match(choice, text, at, &state, next) { return true }
      return false
    case .group(let number, let inner):
      let old = state.groups[number]
      if match(
        inner, text, at, &state,
        { position, state in
          let kept = state.groups[number]
          state.groups[number] = at..<position
          if next(position, &state) { return true }
          state.groups[number] = kept
          return false
        })
      {
        return true
      }
      state.groups[number] = old
      return false
    case .sequence(let nodes): return sequence(nodes[...], text, at, &state, next)
    case .repeated(let inner, let least, let most):
      return repeated(inner, least, most, text, at, &state, next)
    }
  }

  private static func sequence(
    _ nodes: ArraySlice<Node>, _ text: [UInt8], _ at: Int, _ state: inout State,
    _ next: (Int, inout State) -> Bool
  ) -> Bool {
    guard let first = nodes.first else { return next(at, &state) }
    return match(first, text, at, &state) { position, state in
      sequence(nodes.dropFirst(), text, position, &state, next)
    }
  }

  private static func repeated(
    _ inner: Node, _ least: Int, _ most: Int, _ text: [UInt8], _ at: Int, _ state: inout State,
    _ next: (Int, inout State) -> Bool
  ) -> Bool {
    if most > 0,
      match(
        inner, text, at, &state,
        { position, state in
          position > at && repeated(inner, max(0, least - 1), most - 1, text, position, &state, next)
        })
    {
      return true
    }
    return least == 0 && next(at, &state)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == Ascii.underscore || byte >= 0x80
  }

  private struct Parser {
    let bytes: [UInt8]
    var position = 0
    var groups = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
      guard next == byte else { return false }
      position += 1
      return true
    }

    mutating func either() -> Node {
      var choices = [sequence()]
      while take(Ascii.bar) { choices.append(sequence()) }
      return choices.count == 1 ? choices[0] : .either(choices)
    }

    private mutating func sequence() -> Node {
      var nodes: [Node] = []
      while let byte = next, byte != Ascii.bar, byte != Ascii.rightParenthesis {
        let node = single()
        nodes.append(quantified(node))
      }
      return .sequence(nodes)
    }

    private mutating func quantified(_ node: Node) -> Node {
      if take(Ascii.question) { return .repeated(node, 0, 1) }
      if take(UInt8(ascii: "*")) { return .repeated(node, 0, .max) }
      if take(Ascii.plus) { return .repeated(node, 1, .max) }
      guard take(Ascii.leftBrace) else { return node }
      let least = number()
      let most = take(Ascii.comma) ? number() : least
      _ = take(Ascii.rightBrace)
      return .repeated(node, least, most)
    }

    private mutating func number() -> Int {
      var value = 0
      while let byte = next, byte.isDigit {
        value = value * 10 + Int(byte - Ascii.zero)
        position += 1
      }
      return value
    }

    private mutating func single() -> Node {
      let byte = bytes[position]
      position += 1
      switch byte {
      case Ascii.leftParenthesis:
        var number: Int?
        if next == Ascii.question {
          position += 2
        } else {
          groups += 1
          number = groups
        }
        let inner = either()
        _ = take(Ascii.rightParenthesis)
        return number.map { .group($0, inner) } ?? inner
      case Ascii.leftBracket: return .bytes(set())
      case UInt8(ascii: "\\"):
        let name = bytes[position]
        position += 1
        switch name {
        case UInt8(ascii: "b"): return .boundary
        case UInt8(ascii: "A"): return .start
        case UInt8(ascii: "z"): return .end
        default: return .bytes(ByteSet(Self.named(name)))
        }
      default: return .bytes(ByteSet { $0 == byte })
      }
    }

    private static func named(_ name: UInt8) -> (UInt8) -> Bool {
      switch name {
      case UInt8(ascii: "d"): { $0.isDigit }
      case UInt8(ascii: "D"): { !$0.isDigit }
      case UInt8(ascii: "s"): { $0.isSpace }
      case UInt8(ascii: "S"): { !$0.isSpace }
      case UInt8(ascii: "a"): { $0.isLetter || $0 >= 0x80 }
      default: { $0 == name }
      }
    }

    private mutating func set() -> ByteSet {
      let isNegated = take(UInt8(ascii: "^"))
      var members: [(UInt8) -> Bool] = []
      while let byte = next, byte != Ascii.rightBracket {
        position += 1
        if byte == UInt8(ascii: "\\") {
          members.append(Self.named(bytes[position]))
          position += 1
        } else {
          members.append { $0 == byte }
        }
      }
      position += 1
      return ByteSet { byte in members.contains { $0(byte) } != isNegated }
    }
  }
}
