/// Routines that are running, and the names handed to them.
struct CallStack {
  struct Call {
    /// Where to go on afterwards.
    var back: Int
    var routine: Int
    /// Lengths of the stacks below before the call.
    var locals: Int
    var registers: Int
    var loops: Int
    /// The first name that could be seen before the call.
    var base: Int
  }

  var calls: [Call] = []
  var locals: [(name: Cell, value: Cell)] = []
  /// The first of `locals` that the running routine sees.
  var base = 0
  /// What routines that run themselves had in their registers and loops.
  var registers: [Cell] = []
  var loops: [LoopState] = []
  /// How often each routine is running.
  var active: [Int] = []
  /// How the last routine was left: 1 by `break`, 2 by `continue`.
  var left: UInt8 = 0

  mutating func reset(routines count: Int) {
    guard count > 0 || !active.isEmpty else { return }
    self = CallStack()
    active = Array(repeating: 0, count: count)
  }
}

/// Partials that run themselves or are found by a computed name, and names that are known only when rendering.
extension Machine {
  /// One of the instructions for late names; leaves `position` at the next one.
  mutating func late(_ op: Op, _ code: Code, _ position: inout Int) throws(Fault) {
    switch op.code {
    case .pushLocal:
      calls.locals.append((store.registers[Int(op.b)], store.registers[Int(op.a)]))
    case .call: return try call(Int(op.a), locals: Int(op.c), code, &position)
    case .callNamed:
      let name = store.registers[Int(op.a)]
      guard name.tag == .string else {
        calls.locals.removeLast(Int(op.c))
        throw Fault(.value, "the name of a partial is text, not \(name.kindName)")
      }
      let text = store.swiftString(name)
      guard let routine = code.late.dispatch[Int(op.b)][text] else {
        calls.locals.removeLast(Int(op.c))
        throw Fault(
          .unknownPartial, "there is no partial '\(text.prefix(80))'",
          help: Suggestion.help(for: text, among: code.late.dispatch[Int(op.b)].keys.sorted()))
      }
      // What has no name of its own gets that of the partial.
      for position in calls.locals.indices.suffix(Int(op.c)) where calls.locals[position].name.count == 0 {
        calls.locals[position].name = lastPart(of: name)
      }
      return try call(Int(routine), locals: Int(op.c), code, &position)
    case .goBack: return goBack(op.flags, code, &position)
    case .jumpUnlessLeft:
      if calls.left != op.flags {
        position = Int(op.c)
        return
      }
      calls.left = 0
    case .local:
      store.registers[Int(op.a)] = local(store.registers[Int(op.b)]) ?? store.registers[Int(op.c)]
    case .fail: throw code.late.faults[Int(op.a)]
    default: break
    }
    position += 1
  }

  private func lastPart(of name: Cell) -> Cell {
    var start = name.count
    while start > 0, store.byte(name, start - 1) != Ascii.slash { start -= 1 }
    return store.part(name, start, name.count)
  }

  private func local(_ name: Cell) -> Cell? {
    for position in stride(from: calls.locals.count - 1, through: calls.base, by: -1)
    where store.sameText(calls.locals[position].name, name) {
      return calls.locals[position].value
    }
    return nil
  }

  private mutating func call(_ index: Int, locals: Int, _ code: Code, _ position: inout Int) throws(Fault) {
    let routine = code.late.routines[index]
    guard calls.calls.count + 1 < limits.partialDepth else {
      calls.locals.removeLast(locals)
      // Not one of the budgets that end a render where errors are written: the partial is left out.
      throw Fault(
        code.writesErrors ? .value : .limit, "the limit 'partialDepth' of \(limits.partialDepth) is reached")
    }
    calls.calls.append(
      CallStack.Call(
        back: position + 1, routine: index, locals: calls.locals.count - locals,
        registers: calls.registers.count, loops: calls.loops.count, base: calls.base))
    if routine.isIsolated { calls.base = calls.locals.count - locals }
    if calls.active[index] > 0 {
      for register in routine.registers { calls.registers.append(store.registers[Int(register)]) }
      calls.loops.append(contentsOf: loops[routine.loops])
      steps += routine.registers.count >> 4
    }
    calls.active[index] += 1
    position = Int(routine.entry)
  }

  private mutating func goBack(_ flags: UInt8, _ code: Code, _ position: inout Int) {
    let call = calls.calls.removeLast()
    let routine = code.late.routines[call.routine]
    calls.active[call.routine] -= 1
    if calls.active[call.routine] > 0 {
      for (offset, register) in routine.registers.enumerated() {
        store.registers[Int(register)] = calls.registers[call.registers + offset]
      }
      for (offset, loop) in routine.loops.enumerated() { loops[loop] = calls.loops[call.loops + offset] }
      calls.registers.removeLast(calls.registers.count - call.registers)
      calls.loops.removeLast(calls.loops.count - call.loops)
    }
    calls.locals.removeLast(calls.locals.count - call.locals)
    calls.base = call.base
    calls.left = flags
    position = call.back
  }

  /// A field of `forloop` or `self`.
  mutating func special(_ container: Cell, _ key: Cell, _ code: Code) -> Cell {
    guard key.tag == .string else { return .missing }
    if container.tag == .scope { return variable(key, code.late.scopes[container.start]) }
    guard container.tag == .loop else { return .missing }
    let plan = code.loops[container.start]
    let name = store.swiftString(key)
    if name == "parentloop" {
      guard plan.parent >= 0 else { return .null }
      return .loop(plan.parent, isTable: code.loops[Int(plan.parent)].isTable)
    }
    guard let field = LoopField(name: name, inTable: plan.isTable) else { return .missing }
    return loopField(field.rawValue, container.start, code)
  }

  private mutating func variable(_ name: Cell, _ scope: LateTables.Scope) -> Cell {
    for (position, candidate) in scope.names.enumerated() {
      // Names handed to a routine lie between its own loops and the variables.
      if scope.seesLocals, position == scope.localsFrom, let value = local(name) { return value }
      guard store.sameText(store.registers[Int(candidate.name)], name) else { continue }
      let value = store.registers[Int(candidate.value)]
      if value.tag != .unset { return value }
    }
    if scope.seesLocals, scope.localsFrom >= scope.names.count, let value = local(name) { return value }
    guard scope.root >= 0 else { return .missing }
    return store.lookup(store.registers[Int(scope.root)], name, withCommands: false)
  }
}
