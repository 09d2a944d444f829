/// Conditions: tests joined by `and` and `or`; in the dialect with logic also `not` and parentheses.
extension ExpressionParser {
  mutating func condition() throws(Mistake) -> Condition {
    var condition = Condition(tests: [try test()], joins: [])
    while true {
      if try takeName("and") {
        condition.joins.append(true)
      } else if try takeName("or") {
        condition.joins.append(false)
      } else {
        return condition
      }
      condition.tests.append(try test())
    }
  }

  /// A value, or in the dialect with logic the truth of a condition.
  mutating func conditionOrValue() throws(Mistake) -> Expression {
    let start = lexer.start
    let condition = try self.condition()
    if condition.tests.count == 1, let test = condition.tests.first, test.comparison == nil {
      return test.left
    }
    return .condition(condition, lexer.place(from: start))
  }

  private mutating func test() throws(Mistake) -> Test {
    let start = lexer.start
    let left = try operand()
    guard case .comparison(let comparison) = lexer.word else {
      return Test(left: left, comparison: nil, right: nil, place: lexer.place(from: start))
    }
    try lexer.advance()
    let right = dialect.logic ? try grouped() : try expression()
    return Test(left: left, comparison: comparison, right: right, place: lexer.place(from: start))
  }

  /// What stands left of a comparison, or alone.
  private mutating func operand() throws(Mistake) -> Expression {
    guard lexer.isName("not") else { return dialect.logic ? try grouped() : try expression() }
    let before = lexer
    let start = lexer.start
    try lexer.advance()
    switch lexer.word {
    case .name where !lexer.isName("and") && !lexer.isName("or"): break
    case .number, .string, .symbol(Ascii.leftParenthesis): break
    default:
      // A variable that is named so.
      lexer = before
      return try expression()
    }
    guard dialect.logic else {
      throw Mistake(
        .syntax, before.place, "'not' is not part of this dialect",
        help: "use 'unless', or compare with false")
    }
    return try nested { parser throws(Mistake) in
      let negated = Condition(tests: [try parser.test()], joins: [], isNegated: true)
      return .condition(negated, parser.lexer.place(from: start))
    }
  }

  /// A value, a range, or a condition in parentheses.
  private mutating func grouped() throws(Mistake) -> Expression {
    guard lexer.word == .symbol(Ascii.leftParenthesis) else { return try expression() }
    let before = lexer
    let start = lexer.start
    let range: Expression?
    do throws(Mistake) { range = try expression() } catch { range = nil }
    if let range { return range }
    lexer = before
    return try nested { parser throws(Mistake) in
      try parser.need(Ascii.leftParenthesis)
      let inner = try parser.condition()
      try parser.need(Ascii.rightParenthesis)
      return .condition(inner, parser.lexer.place(from: start))
    }
  }
}
