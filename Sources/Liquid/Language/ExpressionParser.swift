/// Reads expressions, filters and conditions from the words of one tag.
struct ExpressionParser {
  var lexer: Lexer
  /// Brackets inside each other that are allowed.
  let nesting: Int
  let dialect: Dialect
  private var depth = 0

  init(_ lexer: Lexer, nesting: Int, dialect: Dialect) {
    self.lexer = lexer
    self.nesting = nesting
    self.dialect = dialect
  }

  // MARK: Words

  func expected(_ what: String) -> Mistake {
    let found = lexer.word == .end ? "nothing" : "'\(lexer.text.prefix(40))'"
    return Mistake(.syntax, lexer.place, "expected \(what), found \(found)")
  }

  mutating func take(_ byte: UInt8) throws(Mistake) -> Bool {
    guard lexer.word == .symbol(byte) else { return false }
    try lexer.advance()
    return true
  }

  mutating func need(_ byte: UInt8) throws(Mistake) {
    guard try take(byte) else { throw expected("'\(Character(Unicode.Scalar(byte)))'") }
  }

  mutating func takeName(_ name: StaticString) throws(Mistake) -> Bool {
    guard lexer.isName(name) else { return false }
    try lexer.advance()
    return true
  }

  mutating func name(_ what: String) throws(Mistake) -> String {
    guard lexer.word == .name else { throw expected(what) }
    let text = lexer.text
    try lexer.advance()
    return text
  }

  func needEnd() throws(Mistake) {
    guard lexer.word == .end else { throw expected("the end of the tag") }
  }

  // MARK: Expressions

  mutating func expression() throws(Mistake) -> Expression {
    try nested { parser throws(Mistake) in try parser.single() }
  }

  /// Keeps count of what is inside each other.
  mutating func nested(
    _ read: (inout ExpressionParser) throws(Mistake) -> Expression
  ) throws(Mistake) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= nesting else {
      throw Mistake(.limit, lexer.place, "the limit 'nesting' of \(nesting) is reached")
    }
    return try read(&self)
  }

  private mutating func single() throws(Mistake) -> Expression {
    switch lexer.word {
    case .name: return try nameOrWord()
    case .number: return try number()
    case .string:
      let place = lexer.place
      let bytes = Array(lexer.bytes[lexer.start + 1..<lexer.wordEnd - 1])
      try lexer.advance()
      return .constant(.string(bytes), place)
    case .symbol(Ascii.leftParenthesis): return try range()
    case .symbol(Ascii.leftBracket):
      let start = lexer.start
      guard !dialect.strictGrammar else {
        throw Mistake(
          .syntax, lexer.place, "a variable cannot begin with '[' in this dialect", help: "write self[...]")
      }
      return .path(try path(root: "", rootPlace: lexer.place, start: start))
    default: throw expected("a value")
    }
  }

  private mutating func nameOrWord() throws(Mistake) -> Expression {
    let place = lexer.place
    let start = lexer.start
    let text = lexer.text
    try lexer.advance()
    if lexer.word != .symbol(Ascii.dot), lexer.word != .symbol(Ascii.leftBracket) {
      switch text {
      case "nil", "null": return .constant(.null, place)
      case "true": return .constant(.bool(true), place)
      case "false": return .constant(.bool(false), place)
      case "empty": return .constant(.empty, place)
      case "blank": return .constant(.blank, place)
      default: break
      }
    }
    return .path(try path(root: text, rootPlace: place, start: start))
  }

  private mutating func path(root: String, rootPlace: Place, start: Int) throws(Mistake) -> Path {
    var segments: [Path.Segment] = []
    while true {
      if try take(Ascii.dot) {
        let place = lexer.place
        // After a point `contains` is a name like any other.
        if lexer.word == .comparison(.contains), lexer.text == "contains" {
          try lexer.advance()
          segments.append(.name("contains", place))
        } else {
          segments.append(.name(try name("a name after '.'"), place))
        }
      } else if lexer.word == .symbol(Ascii.leftBracket) {
        let bracket = lexer.start
        try lexer.advance()
        let index = try expression()
        try need(Ascii.rightBracket)
        segments.append(.index(index, lexer.place(from: bracket)))
      } else {
        return Path(root: root, rootPlace: rootPlace, segments: segments, place: lexer.place(from: start))
      }
    }
  }

  private mutating func number() throws(Mistake) -> Expression {
    let place = lexer.place
    let bytes = lexer.bytes[lexer.start..<lexer.wordEnd]
    guard let number = Decimals.parse(bytes) else {
      throw Mistake(.limit, place, "this number has more than \(Decimals.digits) digits")
    }
    try lexer.advance()
    guard let mantissa = Int64(exactly: number.mantissa) else {
      return .constant(.wide(number.mantissa, number.scale), place)
    }
    return .constant(number.scale == 0 ? .int(mantissa) : .decimal(mantissa, number.scale), place)
  }

  private mutating func range() throws(Mistake) -> Expression {
    let start = lexer.start
    try need(Ascii.leftParenthesis)
    let lower = try expression()
    guard lexer.word == .dotDot else {
      if case .comparison = lexer.word { throw parenthesesRefused(start) }
      if lexer.isName("and") || lexer.isName("or") || lexer.word == .symbol(Ascii.rightParenthesis) {
        throw parenthesesRefused(start)
      }
      throw expected("'..'")
    }
    try lexer.advance()
    let upper = try expression()
    try need(Ascii.rightParenthesis)
    return .range(lower, upper, lexer.place(from: start))
  }

  private func parenthesesRefused(_ start: Int) -> Mistake {
    Mistake(
      .syntax, Place(source: lexer.source, start: start, end: start + 1),
      "parentheses around conditions are not part of this dialect", help: "use nested 'if' tags")
  }

  // MARK: Filters

  mutating func filtered() throws(Mistake) -> Filtered {
    let start = lexer.start
    let value = dialect.logic ? try conditionOrValue() : try expression()
    var filters: [FilterNode] = []
    while try take(Ascii.bar) { filters.append(try filter()) }
    return Filtered(expression: value, filters: filters, place: lexer.place(from: start))
  }

  private mutating func filter() throws(Mistake) -> FilterNode {
    let place = lexer.place
    var node = FilterNode(name: try name("the name of a filter"), place: place, positional: [], named: [])
    guard try take(Ascii.colon) else { return node }
    repeat {
      // A comma at the end is allowed.
      if lexer.word == .end || lexer.word == .symbol(Ascii.bar) { break }
      if let argument = try namedArgument() {
        node.named.append(argument)
      } else {
        node.positional.append(try expression())
      }
    } while try take(Ascii.comma)
    return node
  }

  /// `name: value`, if that is what comes.
  mutating func namedArgument() throws(Mistake) -> (name: String, place: Place, value: Expression)? {
    guard lexer.word == .name else { return nil }
    let before = lexer
    let place = lexer.place
    let name = lexer.text
    try lexer.advance()
    guard try take(Ascii.colon) else {
      lexer = before
      return nil
    }
    return (name, place, try expression())
  }
}
