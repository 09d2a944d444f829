/// Reads one tag, by its name.
extension TemplateParser {
  mutating func tag(_ name: String, _ rest: Token, _ place: Place) throws(Mistake) -> Node? {
    switch name {
    case "#": return try inlineComment(rest)
    case "assign": return try assign(rest)
    case "capture": return try capture(rest, place)
    case "increment", "decrement": return try count(name, rest, place)
    case "if", "unless": return conditional(name, rest, place)
    case "case": return try choice(rest, place)
    case "for": return try loop(rest, place)
    case "tablerow": return try tableRow(rest, place)
    case "break": return try simple(rest, .breakLoop(place))
    case "continue": return try simple(rest, .continueLoop(place))
    case "cycle": return try cycle(rest, place)
    case "ifchanged":
      let body = nested(name, place, until: ["endifchanged"]).block
      return .ifChanged(body, place)
    case "render", "include": return try partial(rest, place, isInclude: name == "include")
    case "raw": return try raw(rest, place)
    case "comment": return skipComment(place)
    case "doc": return try skipDoc(rest, place)
    case "echo": return try output(rest.start, rest.end)
    case "liquid": return try liquid(rest, place)
    case "skip" where environment.dialect.skipTag: return try skip(rest, place)
    case _ where TagNames.later.contains(name):
      _ = nested(name, place, until: ["end" + name])
      throw Mistake(.notAvailable, place, "the tag '\(name)' is not available yet")
    case _ where name.hasPrefix("end") && unknownTags.contains(String(name.dropFirst(3))): return nil
    case _ where open.contains { "end" + $0.name == name }:
      if let inner = open.last {
        giveUp(
          Mistake(
            .syntax, inner.place, "this '\(inner.name)' is never closed",
            help: "add 'end\(inner.name)' before '\(name)'"))
      }
      return nil
    default:
      unknownTags.insert(name)
      throw unknown(name, place)
    }
  }

  private func unknown(_ name: String, _ place: Place) -> Mistake {
    if name == "skip" {
      return Mistake(.notAvailable, place, "the tag 'skip' is not part of this dialect")
    }
    if name.hasPrefix("end") || TagNames.middles.contains(name) {
      let message =
        open.last.map { "'\(name)' does not belong to '\($0.name)'" } ?? "'\(name)' closes nothing"
      return Mistake(.syntax, place, message, help: open.last.map { "expected 'end\($0.name)'" })
    }
    return Mistake(
      .unknownTag, place, name.isEmpty ? "this tag has no name" : "unknown tag '\(name)'",
      help: Suggestion.help(for: name, among: TagNames.known))
  }

  private func simple(_ rest: Token, _ node: Node) throws(Mistake) -> Node {
    try words(rest.start, rest.end).needEnd()
    return node
  }

  private func inlineComment(_ rest: Token) throws(Mistake) -> Node? {
    var position = rest.start
    while position < rest.end {
      if bytes[position] == Ascii.newline {
        while position < rest.end, bytes[position].isSpace { position += 1 }
        if position < rest.end, bytes[position] != Ascii.hash {
          throw Mistake(
            .syntax, place(position, position + 1), "each line of an inline comment begins with '#'")
        }
      } else {
        position += 1
      }
    }
    return nil
  }

  private mutating func assign(_ rest: Token) throws(Mistake) -> Node {
    let (name, after) = try target(rest, "assign")
    // The variable is known even if its value is wrong.
    let place = place(rest.start, max(rest.end, rest.start + 1))
    var node = Node.assign(name, Filtered(expression: .constant(.null, place), filters: [], place: place))
    attempt { parser throws(Mistake) in node = try parser.assign(name, after, rest) }
    return node
  }

  private func assign(_ name: String, _ after: Int, _ rest: Token) throws(Mistake) -> Node {
    var words = try words(after, rest.end)
    guard words.lexer.word == .symbol(Ascii.equal) else { throw words.expected("'='") }
    try words.lexer.advance()
    let value = try words.filtered()
    if case .comparison = words.lexer.word {
      throw Mistake(
        .syntax, words.lexer.place, "comparisons in 'assign' are not part of this dialect",
        help: "use 'if' and assign in its branches")
    }
    try words.needEnd()
    return .assign(name, value)
  }

  /// The variable that `assign`, `capture` or a counter names; digits alone are allowed.
  func target(_ rest: Token, _ tag: String) throws(Mistake) -> (name: String, end: Int) {
    var start = rest.start
    while start < rest.end, bytes[start].isSpace { start += 1 }
    var end = start
    if start < rest.end, bytes[start] == Ascii.quote || bytes[start] == Ascii.apostrophe {
      end += 1
      while end < rest.end, bytes[end] != bytes[start] { end += 1 }
      guard end < rest.end else {
        throw Mistake(.syntax, place(start, start + 1), "this text has no closing quote")
      }
      return (String(decoding: bytes[start + 1..<end], as: UTF8.self), end + 1)
    }
    while end < rest.end, bytes[end].isNamePart || bytes[end] == Ascii.dot || bytes[end] == Ascii.question {
      end += 1
    }
    guard end > start else {
      throw Mistake(.syntax, place(start, start + 1), "'\(tag)' needs the name of a variable")
    }
    if environment.dialect.strictGrammar, bytes[start].isDigit {
      throw Mistake(.syntax, place(start, end), "the name of a variable begins with a letter in this dialect")
    }
    return (String(decoding: bytes[start..<end], as: UTF8.self), end)
  }

  private mutating func capture(_ rest: Token, _ place: Place) throws(Mistake) -> Node {
    var name = ""
    attempt { parser throws(Mistake) in
      let (found, after) = try parser.target(rest, "capture")
      name = found
      try parser.words(after, rest.end).needEnd()
    }
    let body = nested("capture", place, until: ["endcapture"]).block
    return name.isEmpty ? .group(body) : .capture(name, body, place)
  }

  private func count(_ tag: String, _ rest: Token, _ place: Place) throws(Mistake) -> Node {
    let (name, after) = try target(rest, tag)
    try words(after, rest.end).needEnd()
    return .count(name, by: tag == "increment" ? 1 : -1, place)
  }

  private func cycle(_ rest: Token, _ place: Place) throws(Mistake) -> Node {
    var words = try words(rest.start, rest.end)
    var first = try words.expression()
    var group: Expression?
    if try words.take(Ascii.colon) {
      group = first
      first = try words.expression()
    }
    var values = [first]
    while try words.take(Ascii.comma) {
      if words.lexer.word == .end { break }
      values.append(try words.expression())
    }
    try words.needEnd()
    let text = String(decoding: bytes[rest.start..<rest.end], as: UTF8.self)
    return .cycle(group: group, values: values, key: text.filter { !$0.isWhitespace }, place)
  }

  private func skip(_ rest: Token, _ place: Place) throws(Mistake) -> Node {
    var words = try words(rest.start, rest.end)
    let reason = try words.expression()
    try words.needEnd()
    return .skip(reason, place)
  }

  private mutating func raw(_ rest: Token, _ place: Place) throws(Mistake) -> Node? {
    guard !reader.isLines else {
      throw Mistake(
        .syntax, place, "this 'raw' is never closed: a line of 'liquid' cannot end it", help: "use {% raw %}")
    }
    guard let text = reader.verbatim(until: "endraw") else {
      giveUp(Mistake(.syntax, place, "this 'raw' is never closed", help: "add 'endraw'"))
      return nil
    }
    try words(rest.start, rest.end).needEnd()
    guard text.end > text.start else { return nil }
    return .text(self.place(text.start, text.end), isSpace: false)
  }

  private mutating func skipDoc(_ rest: Token, _ place: Place) throws(Mistake) -> Node? {
    let text = reader.verbatim(until: "enddoc")
    guard let text else {
      giveUp(Mistake(.syntax, place, "this 'doc' is never closed", help: "add 'enddoc'"))
      return nil
    }
    let inside = String(decoding: bytes[text.start..<text.end], as: UTF8.self)
    if inside.contains("{% doc") || inside.contains("{%- doc") {
      throw Mistake(.syntax, place, "a 'doc' cannot hold another")
    }
    try words(rest.start, rest.end).needEnd()
    return nil
  }

  private mutating func skipComment(_ place: Place) -> Node? {
    var depth = 1
    while depth > 0 {
      let token: Token?
      do throws(Mistake) { token = try reader.next() } catch {
        giveUp(error)
        return nil
      }
      guard let token else {
        giveUp(Mistake(.syntax, place, "this 'comment' is never closed", help: "add 'endcomment'"))
        return nil
      }
      guard token.kind == .tag else { continue }
      switch name(of: token) {
      case "comment": depth += 1
      case "endcomment": depth -= 1
      case "raw" where !reader.isLines: _ = reader.verbatim(until: "endraw")
      default: break
      }
    }
    return nil
  }

  private func name(of token: Token) -> String {
    var start = token.start
    while start < token.end, bytes[start].isSpace { start += 1 }
    var end = start
    while end < token.end, bytes[end].isNamePart { end += 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private mutating func liquid(_ rest: Token, _ place: Place) throws(Mistake) -> Node? {
    let outer = reader
    let outerOpen = open
    guard outerOpen.count < environment.limits.nesting else {
      giveUp(Mistake(.limit, place, "the limit 'nesting' of \(environment.limits.nesting) is reached"))
      return nil
    }
    // A block that begins in a liquid tag ends in it, so what is open outside cannot be closed here.
    reader = TokenReader(bytes: bytes, source: source, from: rest.start, to: rest.end, isLines: true)
    open = []
    defer {
      if !isGivenUp { reader = outer }
      open = outerOpen
    }
    liquidDepth += 1
    defer { liquidDepth -= 1 }
    guard liquidDepth <= environment.limits.nesting else {
      giveUp(Mistake(.limit, place, "the limit 'nesting' of \(environment.limits.nesting) is reached"))
      return nil
    }
    let body = block(until: []).block
    return .group(body)
  }
}
