/// One language's rules of one kind as a flat list of relations, read from the notation of UTS #35, part 3,
/// section 5.
struct PluralProgram: Sendable {
  /// `operand % modulus` lies in one of the ranges, or in none of them where negated.
  struct Relation: Sendable {
    var operand: Operand
    /// 0 for none.
    var modulus: UInt64
    var isNegated: Bool
    var ranges: Range<Int>
    /// Where this relation is false: the next alternative, the next category, or the end.
    var otherwise: Int
    /// What holds once this relation is true; nil where further relations must hold.
    var category: PluralCategory?
  }

  enum Operand: UInt8, Sendable {
    case n = 0x6E
    case i = 0x69
    case v = 0x76
    case w = 0x77
    case f = 0x66
    case t = 0x74
    /// The exponent of compact notation (`1c6`), which is never printed here: 0.
    case e = 0x65
  }

  private(set) var relations: [Relation] = []
  private(set) var ranges: [ClosedRange<UInt64>] = []

  /// Reads rules such as `one: i=1 and v=0; few: …`.
  ///
  /// What the generator could not have written stops the program.
  init(_ text: Substring) {
    for rule in text.split(separator: ";") {
      let parts = rule.split(separator: ":")
      guard parts.count == 2, let category = PluralCategory(rawValue: parts[0].filter { $0 != " " }) else {
        preconditionFailure("a plural rule without a category: \(rule)")
      }
      add(alternatives: parts[1], category: category)
    }
  }

  func category(of number: PluralOperand) -> PluralCategory {
    var index = 0
    while index < relations.count {
      let relation = relations[index]
      if holds(relation, of: number) {
        if let category = relation.category { return category }
        index += 1
      } else {
        index = relation.otherwise
      }
    }
    return .other
  }

  private func holds(_ relation: Relation, of number: PluralOperand) -> Bool {
    var value: UInt64
    switch relation.operand {
    case .n:
      // A fraction is in no range, since ranges hold whole numbers only.
      if !number.isWhole { return relation.isNegated }
      value = number.i
    case .i: value = number.i
    case .v: value = UInt64(number.v)
    case .w: value = UInt64(number.w)
    case .f: value = number.f
    case .t: value = number.t
    case .e: value = 0
    }
    if relation.modulus != 0 { value %= relation.modulus }
    for index in relation.ranges where ranges[index].contains(value) { return !relation.isNegated }
    return relation.isNegated
  }

  private mutating func add(alternatives text: Substring, category: PluralCategory) {
    var words = text.split(separator: " ")[...]
    while !words.isEmpty {
      let end = words.firstIndex(of: "or") ?? words.endIndex
      let conjunction = words[..<end].filter { $0 != "and" }
      let after = relations.count + conjunction.count
      for (offset, relation) in conjunction.enumerated() {
        let isLast = offset == conjunction.count - 1
        add(relation: relation, otherwise: after, category: isLast ? category : nil)
      }
      words = words[min(end + 1, words.endIndex)...]
    }
  }

  /// Reads `n%100!=11..14,71`.
  private mutating func add(relation text: Substring, otherwise: Int, category: PluralCategory?) {
    let bytes = text.utf8
    guard let first = bytes.first, let operand = Operand(rawValue: first),
      let equals = bytes.firstIndex(of: 0x3D)
    else { preconditionFailure("a plural relation without operand or comparison: \(text)") }
    var left = text[text.index(after: text.startIndex)..<equals]
    let isNegated = left.last == "!"
    if isNegated { left.removeLast() }
    let start = ranges.count
    for range in text[text.index(after: equals)...].split(separator: ",") {
      let bounds = range.split(separator: ".").compactMap { UInt64($0) }
      guard let lower = bounds.first, let upper = bounds.last else {
        preconditionFailure("a plural range without numbers: \(text)")
      }
      ranges.append(lower...upper)
    }
    relations.append(
      Relation(
        operand: operand, modulus: UInt64(left.drop(while: { $0 == "%" })) ?? 0, isNegated: isNegated,
        ranges: start..<ranges.count, otherwise: otherwise, category: category))
  }
}
