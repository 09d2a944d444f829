/// Conditions as jumps.
extension Generator {
  /// Goes to the result's jumps if the condition does not hold (or, negated, if it does).
  mutating func jumpsUnless(_ condition: Condition, negated isNegated: Bool, _ place: Place) -> [Int] {
    let negated = isNegated != condition.isNegated
    var whenTrue: [Int] = []
    var whenFalse: [Int] = []
    for position in condition.tests.indices {
      let test = condition.tests[position]
      let isLast = position == condition.tests.count - 1
      // `and` and `or` bind to the right: a test that decides the chain leaves it at once.
      let leavesOnTrue = isLast ? negated : !condition.joins[position]
      attempt { generator throws(Mistake) in
        let jump = try generator.jump(for: test, ifTrue: leavesOnTrue)
        if leavesOnTrue { whenTrue.append(jump) } else { whenFalse.append(jump) }
      }
    }
    if negated {
      builder.patch(whenFalse)
      return whenTrue
    }
    builder.patch(whenTrue)
    return whenFalse
  }

  /// A condition as a value: true or false.
  mutating func truth(_ condition: Condition, _ place: Place) -> Int32 {
    let register = builder.register()
    let skips = jumpsUnless(condition, negated: false, place)
    emit(Op(code: .move, a: register, b: builder.constant(.bool(true))), place)
    let end = jump(Op(code: .jump), place)
    builder.patch(skips)
    emit(Op(code: .move, a: register, b: builder.constant(.bool(false))), place)
    builder.patch(end)
    return register
  }

  private mutating func jump(for test: Test, ifTrue: Bool) throws(Mistake) -> Int {
    guard let comparison = test.comparison, let right = test.right else {
      let register = try value(test.left, tolerant: true)
      return jump(Op(code: ifTrue ? .jumpIfTrue : .jumpIfFalse, a: register), test.place)
    }
    let tolerant = isNothing(test.left) || isNothing(right)
    let a = try value(test.left, tolerant: tolerant)
    let b = try value(right, tolerant: tolerant)
    return jump(
      Op(code: .jumpUnless, flags: comparison.rawValue | (ifTrue ? 0x80 : 0), a: a, b: b), test.place)
  }

  /// nil, blank or empty: a comparison with them takes care of what is missing.
  private func isNothing(_ expression: Expression) -> Bool {
    switch expression {
    case .constant(.null, _), .constant(.blank, _), .constant(.empty, _): true
    default: false
    }
  }

  mutating func conditional(_ branches: [Branch], _ otherwise: Block?, _ place: Place) {
    let isBlank = branches.allSatisfy(\.block.isBlank) && otherwise?.isBlank ?? true
    let before = html
    var ends: [Int] = []
    var joined: HTMLContext?
    var isFirst = true
    for (position, branch) in branches.enumerated() {
      let skips = jumpsUnless(branch.condition, negated: branch.isNegated, branch.place)
      html = before
      self.branch(branch.block, dropsSpace: isBlank)
      join(&joined, isFirst: &isFirst, place)
      if position < branches.count - 1 || otherwise != nil {
        ends.append(jump(Op(code: .jump), branch.place))
      }
      builder.patch(skips)
    }
    html = before
    if let otherwise { branch(otherwise, dropsSpace: isBlank) }
    join(&joined, isFirst: &isFirst, place)
    html = joined
    builder.patch(ends)
  }

  /// Brings the branch that just ended together with those before it.
  mutating func join(_ joined: inout HTMLContext?, isFirst: inout Bool, _ place: Place) {
    isFirst = false
    guard let context = html else { return }
    guard let known = joined else {
      joined = context
      return
    }
    if let both = HTMLContext.join(known, context) {
      joined = both
    } else {
      mistake(
        Mistake(
          .unsafePlace, place, "the branches of this tag end in different places of the HTML",
          help: "close in each branch what it opens"))
    }
  }

  /// One `when`: its body runs once for each of its values that matches.
  ///
  /// Gives the jump that leaves it.
  private mutating func when(_ branch: WhenBranch, _ subject: Int32, _ matched: Int32, _ isBlank: Bool)
    -> [Int]
  {
    var hits: [Int] = []
    var resumes: [Int32] = []
    let hit = branch.values.count > 1 ? builder.register() : -1
    for (position, value) in branch.values.enumerated() {
      resumes.append(builder.label())
      attempt { generator throws(Mistake) in
        let other = try generator.value(value, tolerant: true)
        if hit >= 0 {
          let number = generator.builder.constant(.int(Int64(position)))
          generator.emit(Op(code: .move, a: hit, b: number), value.place)
        }
        hits.append(
          generator.jump(
            Op(code: .jumpUnless, flags: Comparison.equal.rawValue | 0x80, a: subject, b: other), value.place)
        )
      }
    }
    let leave = jump(Op(code: .jump), branch.place)
    builder.patch(hits)
    emit(Op(code: .move, a: matched, b: builder.constant(.bool(true))), branch.place)
    self.branch(branch.block, dropsSpace: isBlank)
    for position in branch.values.indices.dropLast() where hit >= 0 {
      let number = builder.constant(.int(Int64(position)))
      emit(
        Op(
          code: .jumpUnless, flags: Comparison.equal.rawValue | 0x80, a: hit, b: number,
          c: resumes[position + 1]),
        branch.place)
    }
    return [leave]
  }

  mutating func choice(_ subject: Expression, _ branches: [WhenBranch], _ place: Place) {
    let isBlank = branches.allSatisfy(\.block.isBlank)
    var register: Int32 = 0
    attempt { generator throws(Mistake) in register = try generator.value(subject, tolerant: true) }
    // Every `when` that matches runs, and an `else` if none before it did.
    let matched = builder.register()
    emit(Op(code: .move, a: matched, b: builder.constant(.bool(false))), place)
    let before = html
    var joined = before
    var isFirst = false
    for branch in branches {
      html = before
      var skip: [Int] = []
      if branch.isElse {
        skip.append(jump(Op(code: .jumpIfTrue, a: matched), branch.place))
        self.branch(branch.block, dropsSpace: isBlank)
      } else {
        skip = when(branch, register, matched, isBlank)
      }
      join(&joined, isFirst: &isFirst, place)
      builder.patch(skip)
    }
    html = joined
  }
}
