/// Tags with branches and loops.
extension TemplateParser {
  /// A condition; a wrong one is noted and the rest of the block is still read.
  private mutating func condition(_ rest: Token) -> Condition {
    var condition = Condition(tests: [], joins: [])
    attempt { parser throws(Mistake) in
      var words = try parser.words(rest.start, rest.end)
      condition = try words.condition()
      try words.needEnd()
    }
    return condition
  }

  mutating func conditional(_ name: String, _ rest: Token, _ place: Place) -> Node? {
    let ends = ["elsif", "else", "end" + name]
    var branches: [Branch] = []
    var otherwise: Block?
    var head = condition(rest)
    var negated = name == "unless"
    var headPlace = place
    // After the first `else` everything up to the end is read and dropped.
    while true {
      let (body, end) = nested(name, place, until: ends)
      branches.append(Branch(condition: head, isNegated: negated, block: body, place: headPlace))
      // Of a tag that is never closed what it holds is still looked at.
      guard let end else { break }
      if end.name == "elsif" {
        head = condition(end.rest)
        negated = false
        headPlace = end.place
        continue
      }
      guard end.name == "else" else { break }
      otherwise = dropExtraBranches(name, place, ends)
      break
    }
    return .conditional(branches, otherwise: otherwise, place)
  }

  /// The first `else` body; later `else` and `elsif` of the same tag are read but never run.
  private mutating func dropExtraBranches(_ name: String, _ place: Place, _ ends: [String]) -> Block {
    let (body, first) = nested(name, place, until: ends)
    var end = first
    while let found = end, found.name != "end" + name {
      end = nested(name, place, until: ends).end
    }
    return body
  }

  mutating func choice(_ rest: Token, _ place: Place) throws(Mistake) -> Node? {
    var subject = Expression.constant(.null, place)
    attempt { parser throws(Mistake) in
      var words = try parser.words(rest.start, rest.end)
      subject = try words.expression()
      try words.needEnd()
    }
    let ends = ["when", "else", "endcase"]
    var branches: [WhenBranch] = []
    // What stands before the first `when` is dropped.
    var end = nested("case", place, until: ends).end
    while let head = end {
      if head.name == "endcase" { return .choice(subject, branches, place) }
      var values: [Expression] = []
      if head.name == "when" {
        attempt { parser throws(Mistake) in values = try parser.whenValues(head.rest) }
      }
      let (body, next) = nested("case", place, until: ends)
      branches.append(
        WhenBranch(values: values, block: body, place: head.place, isElse: head.name == "else"))
      end = next
    }
    return .choice(subject, branches, place)
  }

  private func whenValues(_ rest: Token) throws(Mistake) -> [Expression] {
    var words = try words(rest.start, rest.end)
    var values = [try words.expression()]
    while true {
      if try words.take(Ascii.comma) {
        if words.lexer.word == .end { break }
      } else if try !words.takeName("or") {
        break
      }
      values.append(try words.expression())
    }
    try words.needEnd()
    return values
  }

  mutating func loop(_ rest: Token, _ place: Place) throws(Mistake) -> Node? {
    var node: ForNode?
    attempt { parser throws(Mistake) in node = try parser.loopHead(rest, place) }
    if node == nil { node = wrongLoop(rest, place) }
    var (body, end) = nested("for", place, until: ["else", "endfor"])
    var otherwise: Block?
    while end?.name == "else" {
      let (elseBody, next) = nested("for", place, until: ["else", "endfor"])
      if otherwise == nil { otherwise = elseBody }
      end = next
    }
    node?.body = body
    node?.otherwise = otherwise
    return node.map { .loop($0) }
  }

  mutating func tableRow(_ rest: Token, _ place: Place) throws(Mistake) -> Node? {
    var node: ForNode?
    attempt { parser throws(Mistake) in node = try parser.loopHead(rest, place, isTable: true) }
    if node == nil {
      node = wrongLoop(rest, place)
      node?.isTable = true
    }
    node?.body = nested("tablerow", place, until: ["endtablerow"]).block
    return node.map { .loop($0) }
  }

  /// A loop whose head is wrong, over nothing: what it holds is looked at with its variable known.
  private func wrongLoop(_ rest: Token, _ place: Place) -> ForNode {
    var words = try? words(rest.start, rest.end)
    let name = try? words?.name("the name of a variable")
    return ForNode(
      variable: name ?? "", collection: .constant(.null, place), name: "", reversed: false, limit: nil,
      offset: nil, continues: false, body: Block(), otherwise: nil, place: place)
  }

  private func loopHead(_ rest: Token, _ place: Place, isTable: Bool = false) throws(Mistake) -> ForNode {
    var words = try words(rest.start, rest.end)
    let variable = try words.name("the name of a variable")
    guard try words.takeName("in") else { throw words.expected("'in'") }
    let start = words.lexer.start
    let collection = try words.expression()
    let markup = String(decoding: bytes[start..<words.lexer.previousEnd], as: UTF8.self)
    var node = ForNode(
      variable: variable, collection: collection, name: "\(variable)-\(markup)", reversed: false, limit: nil,
      offset: nil, continues: false, body: Block(), otherwise: nil, place: place)
    node.isTable = isTable
    if !isTable { node.reversed = try words.takeName("reversed") }
    while words.lexer.word != .end {
      if try words.take(Ascii.comma), words.lexer.word == .end { break }
      if try words.takeName("limit") {
        try words.need(Ascii.colon)
        node.limit = try words.expression()
      } else if try words.takeName("offset") {
        try words.need(Ascii.colon)
        if try words.takeName("continue") {
          node.continues = true
        } else {
          node.continues = false
          node.offset = try words.expression()
        }
      } else if isTable, try words.takeName("cols") {
        try words.need(Ascii.colon)
        node.columns = try words.expression()
      } else if isTable, try words.takeName("range") {
        // Known to the grammar, and without a meaning.
        try words.need(Ascii.colon)
        _ = try words.expression()
      } else if !isTable, words.lexer.isName("reversed") {
        throw Mistake(.syntax, words.lexer.place, "'reversed' stands before 'limit' and 'offset'")
      } else {
        throw words.expected("'limit:', 'offset:' or the end of the tag")
      }
    }
    return node
  }

  mutating func partial(_ rest: Token, _ place: Place, isInclude: Bool) throws(Mistake) -> Node {
    var words = try words(rest.start, rest.end)
    let namePlace = words.lexer.place
    let written = try words.expression()
    var name: String?
    if case .constant(.string(let bytes), _) = written {
      name = String(decoding: bytes, as: UTF8.self)
    } else if !isInclude {
      throw Mistake(.syntax, namePlace, "'render' needs the name of a partial in quotes")
    }
    var node = PartialNode(
      name: name, computed: name == nil ? written : nil, namePlace: namePlace, isInclude: isInclude,
      binding: nil,
      alias: nil, arguments: [], place: place)
    if words.lexer.isName("with") || words.lexer.isName("for"), !isArgumentNext(words) {
      let kind: PartialNode.Binding = words.lexer.isName("with") ? .with : .each
      try words.lexer.advance()
      node.binding = (kind, try words.expression())
    }
    if words.lexer.isName("as"), !isArgumentNext(words) {
      try words.lexer.advance()
      node.alias = try words.name("a name after 'as'")
    }
    while words.lexer.word != .end {
      _ = try words.take(Ascii.comma)
      if words.lexer.word == .end { break }
      guard let argument = try words.namedArgument() else {
        throw words.expected("an argument such as 'name: value'")
      }
      node.arguments.append(argument)
    }
    return .partial(node)
  }

  private func isArgumentNext(_ words: ExpressionParser) -> Bool {
    var ahead = words.lexer
    guard (try? ahead.advance()) != nil else { return false }
    return ahead.word == .symbol(Ascii.colon)
  }
}
