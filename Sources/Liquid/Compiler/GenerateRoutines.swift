/// Partials that are called: those that render themselves, and those whose name only rendering knows.
extension Generator {
  /// What makes the body of a routine the same code.
  struct RoutineKey {
    let name: String
    /// The frame whose variables it shares; 0 if it has its own.
    let frame: Int32
    let seesData: Bool
    let html: HTMLContext?
    let index: Int32
  }

  /// The routine of a partial, made where it is first needed.
  mutating func routine(_ name: String, _ body: Block, isIsolated: Bool, _ place: Place) -> Int32 {
    let seesData = isIsolated ? environment.dialect.partialsSeeData && frame.seesData : frame.seesData
    let number = isIsolated ? 0 : frame.number + 1
    if let known = routines.first(where: {
      $0.name == name && $0.frame == number && $0.seesData == seesData && $0.html == html
    }) {
      return known.index
    }
    let index = Int32(builder.late.routines.count)
    routines.append(RoutineKey(name: name, frame: number, seesData: seesData, html: html, index: index))
    builder.late.routines.append(LateTables.Routine(isIsolated: isIsolated))
    let before = html
    let around = jump(Op(code: .jump), place)
    builder.late.routines[Int(index)].entry = builder.label()
    let registers = builder.registers.count
    let loops = builder.loops.count
    var shared: Set<Int32> = []
    if isIsolated {
      self.isolated(place) { generator in
        generator.frame.isRoutine = true
        for (name, register) in generator.frame.variables.sorted(by: { $0.key < $1.key }) {
          let key = generator.builder.constant(.string(Array(name.utf8)))
          generator.emit(Op(code: .local, a: register, b: key, c: register), place)
        }
        generator.frame.receivesVariables = true
        generator.routineBody(name, body)
      } declaring: {
        body
      }
    } else {
      let outer = frame
      frame.locals = []
      frame.loops = []
      frame.captures = []
      frame.assigned = []
      frame.isRoutine = true
      frame.goesBack = true
      frame.state = []
      frame.exitHTML = before
      routineBody(name, body)
      shared = Set(frame.state)
      let (cycles, changed, counters, state) = (frame.cycles, frame.changed, frame.counters, frame.state)
      frame = outer
      (frame.cycles, frame.changed, frame.counters) = (cycles, changed, counters)
      frame.state += state
    }
    meet(before, place, "a partial that is called must end in the place of the HTML where it began")
    emit(Op(code: .goBack), place)
    builder.late.routines[Int(index)].registers = (registers..<builder.registers.count).map { Int32($0) }
      .filter { !shared.contains($0) }
    builder.late.routines[Int(index)].loops = loops..<builder.loops.count
    builder.patch(around)
    html = before
    return index
  }

  private mutating func routineBody(_ name: String, _ body: Block) {
    let outer = chain
    // Inside it everything that is being put in around it may be put in again, but not itself.
    chain = [name]
    depth += 1
    block(body)
    depth -= 1
    chain = outer
  }

  /// Calls a routine with what is handed over and, if it shares the scope, with the loops around it.
  mutating func call(_ routine: Int32, _ node: PartialNode, _ locals: Locals) {
    let count = push(node, locals)
    emit(Op(code: .call, a: routine, c: count), node.place)
    if node.isInclude { goOn(node.place) }
  }

  private mutating func push(_ node: PartialNode, _ locals: Locals) -> Int32 {
    let visible = (node.isInclude ? frame.locals : []) + locals
    for (name, local) in visible {
      let key = builder.constant(.string(Array(name.utf8)))
      switch local {
      case .register(let register, _): emit(Op(code: .pushLocal, a: register, b: key), node.place)
      case .loop(let plan):
        let loop = builder.register(.loop(plan, isTable: builder.loops[Int(plan)].isTable))
        emit(Op(code: .pushLocal, a: loop, b: key), node.place)
      }
    }
    return Int32(visible.count)
  }

  /// A `break` or `continue` in a routine that shares the scope goes on here.
  private mutating func goOn(_ place: Place) {
    let before = html
    for (flags, isBreak) in [(UInt8(1), true), (2, false)] {
      let skip = jump(Op(code: .jumpUnlessLeft, flags: flags), place)
      interrupt(place, isBreak: isBreak)
      html = before
      builder.patch(skip)
    }
  }

  /// `include` with a name that only rendering knows: one of `Environment.partialNames`.
  mutating func computed(_ node: PartialNode) throws(Mistake) {
    guard let name = node.computed else { return }
    if case .constant = name {
      throw Mistake(.value, node.namePlace, "the name of a partial is text", help: "put it in quotes")
    }
    guard !environment.partialNames.isEmpty || environment.errors == .inline else {
      throw Mistake(
        .unknownPartial, node.namePlace, "no partial can be found by a computed name here",
        help: "write the name in quotes")
    }
    var table: [String: Int32] = [:]
    for candidate in environment.partialNames.sorted() {
      if let body = load(candidate) {
        table[candidate] = routine(candidate, body.block, isIsolated: false, node.place)
      } else if case .wrong(let mistake)? = partials[candidate] {
        table[candidate] = failing(mistake)
      }
    }
    builder.late.dispatch.append(table)
    let tableIndex = Int32(builder.late.dispatch.count - 1)
    let register = try value(name, tolerant: environment.errors == .inline)
    let locals = try arguments(node)
    var bound = try bound(node, nil)
    if bound == nil {
      // As for a written name: the variable that has the name of the partial.
      let found = builder.register()
      emit(Op(code: .lookup, a: found, b: scope(node.namePlace), c: register), node.namePlace)
      bound = Known(register: found)
    }
    guard let bound else { return }
    // Without `as` the value has the name of the partial, which the machine alone knows: the empty name stands for it.
    let alias = node.alias ?? ""
    elements(node, alias, bound) { generator, item, _ in
      generator.callNamed(register, tableIndex, node, locals + [(alias, .register(item, .any))])
    }
  }

  private mutating func callNamed(_ name: Int32, _ table: Int32, _ node: PartialNode, _ locals: Locals) {
    let count = push(node, locals)
    emit(Op(code: .callNamed, a: name, b: table, c: count), node.place)
    goOn(node.place)
  }

  /// A routine that only fails, for a partial that is wrong.
  private mutating func failing(_ mistake: Mistake) -> Int32 {
    let index = Int32(builder.late.routines.count)
    builder.late.routines.append(LateTables.Routine())
    let around = jump(Op(code: .jump), mistake.place)
    builder.late.routines[Int(index)].entry = builder.label()
    let start = builder.ops.count
    wrong(mistake)
    builder.late.regions.append(LateTables.Region(range: start..<Int(builder.label()), isBlank: false))
    emit(Op(code: .goBack), mistake.place)
    builder.patch(around)
    return index
  }
}
