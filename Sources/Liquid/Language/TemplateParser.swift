/// Reads a whole template into a tree and collects every mistake on the way.
struct TemplateParser {
  let bytes: [UInt8]
  let source: Int32
  let environment: Environment
  var reader: TokenReader
  var mistakes: [Mistake] = []
  /// Names of the blocks that are open, with their places.
  var open: [(name: String, place: Place)] = []
  /// Something was wrong after which all that follows would only be noise.
  var isGivenUp = false
  /// Names that were reported, so that what closes them is not reported as well.
  var unknownTags: Set<String> = []
  /// `liquid` tags inside each other.
  var liquidDepth = 0

  init(source text: TemplateSource, index: Int32, environment: Environment) {
    bytes = text.bytes
    source = index
    self.environment = environment
    reader = TokenReader(bytes: bytes, source: index, from: 0, to: bytes.count, isLines: false)
  }

  mutating func parse() -> Block {
    if let mistake = Utf8Check.firstMistake(in: bytes, source: source, limit: environment.limits.sourceBytes)
    {
      mistakes.append(mistake)
      return Block()
    }
    return block(until: []).block
  }

  struct Terminator {
    var name: String
    /// What follows the name.
    var rest: Token
    var place: Place
  }

  /// Reads nodes up to one of the tags `ends`, or to the end of the template.
  mutating func block(until ends: [String]) -> (block: Block, end: Terminator?) {
    var block = Block()
    while !isGivenUp {
      let token: Token?
      do throws(Mistake) { token = try reader.next() } catch {
        giveUp(error)
        return (block, nil)
      }
      guard let token else { break }
      switch token.kind {
      case .text:
        if token.start < token.end {
          let isSpace = bytes[token.start..<token.end].allSatisfy(\.isSpace)
          block.nodes.append(.text(place(token.start, token.end), isSpace: isSpace))
        }
      case .output:
        attempt { parser throws(Mistake) in
          if let node = try parser.output(token.start, token.end) { block.nodes.append(node) }
        }
      case .tag:
        let (name, rest, namePlace) = split(token)
        if ends.contains(name) { return (block, Terminator(name: name, rest: rest, place: namePlace)) }
        attempt { parser throws(Mistake) in
          if let node = try parser.tag(name, rest, namePlace) { block.nodes.append(node) }
        }
      }
    }
    if let last = open.last, !isGivenUp {
      giveUp(
        Mistake(.syntax, last.place, "this '\(last.name)' is never closed", help: "add 'end\(last.name)'"))
    }
    return (block, nil)
  }

  /// Reads the inside of a block tag, keeping count of the nesting.
  mutating func nested(_ name: String, _ place: Place, until ends: [String]) -> (
    block: Block, end: Terminator?
  ) {
    guard open.count < environment.limits.nesting else {
      giveUp(Mistake(.limit, place, "the limit 'nesting' of \(environment.limits.nesting) is reached"))
      return (Block(), nil)
    }
    open.append((name, place))
    defer { open.removeLast() }
    return block(until: ends)
  }

  func place(_ start: Int, _ end: Int) -> Place { Place(source: source, start: start, end: end) }

  mutating func giveUp(_ mistake: Mistake) {
    if !isGivenUp { mistakes.append(mistake) }
    isGivenUp = true
    reader.stop()
  }

  mutating func attempt(_ body: (inout TemplateParser) throws(Mistake) -> Void) {
    do throws(Mistake) { try body(&self) } catch {
      mistakes.append(error)
      if mistakes.count >= environment.limits.reportedErrors {
        isGivenUp = true
        reader.stop()
      }
    }
  }

  func words(_ start: Int, _ end: Int) throws(Mistake) -> ExpressionParser {
    ExpressionParser(
      try Lexer(bytes: bytes, source: source, from: start, to: end), nesting: environment.limits.nesting,
      dialect: environment.dialect)
  }

  func output(_ start: Int, _ end: Int) throws(Mistake) -> Node? {
    var words = try words(start, end)
    // An output without anything in it prints nothing.
    if words.lexer.word == .end { return nil }
    let value = try words.filtered()
    try words.needEnd()
    return .output(value)
  }

  /// The name of a tag and the rest of it.
  private func split(_ token: Token) -> (String, Token, Place) {
    var start = token.start
    while start < token.end, bytes[start].isSpace { start += 1 }
    var end = start
    if start < token.end, bytes[start] == Ascii.hash {
      end += 1
    } else {
      while end < token.end, bytes[end].isNamePart { end += 1 }
    }
    var rest = token
    rest.start = end
    let name = String(decoding: bytes[start..<end], as: UTF8.self)
    return (name, rest, place(start, max(end, start + 1)))
  }
}

/// Refuses sources that are too long or not text.
enum Utf8Check {
  static func firstMistake(in bytes: [UInt8], source: Int32, limit: Int) -> Mistake? {
    guard bytes.count <= limit else {
      return Mistake(
        .limit, Place(source: source, start: 0, end: 1), "the limit 'sourceBytes' of \(limit) is reached")
    }
    if let nul = bytes.firstIndex(of: 0) {
      return Mistake(
        .syntax, Place(source: source, start: nul, end: nul + 1), "a template must not contain NUL")
    }
    do {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      let start = error.byteOffsets.lowerBound
      return Mistake(.syntax, Place(source: source, start: start, end: start + 1), "this is not UTF-8")
    }
  }
}
