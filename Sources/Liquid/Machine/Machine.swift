/// Runs code over the store.
///
/// One for each renderer; nothing in it is shared.
struct Machine: ~Copyable {
  var store = Store()
  var output = ByteBuffer()
  /// Lent to filters.
  var scratch: [UInt8] = []
  /// The arguments of each call of a custom filter, filled in anew for each call.
  var argumentLists: ContiguousArray<Arguments> = []
  var warnings: [Fault] = []
  var loops: ContiguousArray<LoopState> = []
  /// Where `offset: continue` goes on, by the series of a loop.
  var continuations: ContiguousArray<Int> = []
  /// Lengths of the output at which open captures began.
  var captures: ContiguousArray<Int> = []
  var steps = 0
  /// What was written into the output instead of thrown.
  var errors: [TemplateError] = []
  var calls = CallStack()
  var limits = Limits()
  var kind = OutputKind.html
  var now: Int64?
  var isStrict = true
  private var loaded: Code?

  /// Makes ready for a render of `code`, whose registers begin with what `registers` holds.
  mutating func load(_ code: Code, _ registers: ContiguousArray<Cell>) {
    output.cut(to: 0)
    if loaded === code {
      store.reset()
      store.registers.overwrite(with: registers)
    } else {
      loaded = code
      store.load(code)
      store.registers.overwrite(with: registers)
      store.reset()
      // Memory is kept from program to program.
      loops.removeAll(keepingCapacity: true)
      loops.append(contentsOf: repeatElement(LoopState(), count: code.loops.count))
      argumentLists.removeAll(keepingCapacity: true)
      continuations.removeAll(keepingCapacity: true)
      continuations.append(contentsOf: repeatElement(0, count: code.loops.count))
      limits = code.limits
      kind = code.output
      now = code.now
      isStrict = code.isStrict
    }
    for position in continuations.indices { continuations[position] = 0 }
    captures.removeAll(keepingCapacity: true)
    if !warnings.isEmpty { warnings.removeAll() }
    if !errors.isEmpty { errors.removeAll() }
    calls.reset(routines: code.late.routines.count)
    steps = 0
  }

  /// Runs to the end.
  mutating func run(_ code: Code) throws(Fault) -> RenderOutcome {
    var position = 0
    while true {
      do throws(Fault) {
        return try loop(code, &position)
      } catch {
        var fault = error
        fault.op = position
        if fault.kind == .filter || fault.kind == .value {
          fault.message += culprits(code.ops[position], code)
        }
        guard code.writesErrors, error.kind != .limit, let region = code.late.region(around: position) else {
          throw fault
        }
        write(code.error(of: fault), isBlank: region.isBlank)
        position = region.range.upperBound
      }
    }
  }

  private mutating func loop(_ code: Code, _ position: inout Int) throws(Fault) -> RenderOutcome {
    let ops = code.ops
    while true {
      let op = ops[position]
      switch op.code {
      case .literal: output.append(from: store.bytes, Int(op.b), Int(op.b) + Int(op.c))
      case .write:
        try step()
        try write(store.registers[Int(op.a)], op, code, position)
      case .writeFilter:
        try step()
        try writeFilter(code, op)
      case .move: store.registers[Int(op.a)] = store.registers[Int(op.b)]
      case .coalesce:
        let first = store.registers[Int(op.b)]
        // Flag 1: nil counts as well.
        let isGone = first.tag == .unset || op.flags == 1 && first.isNothing
        store.registers[Int(op.a)] = isGone ? store.registers[Int(op.c)] : first
      case .require:
        if store.registers[Int(op.a)].tag.rawValue <= Cell.Tag.unset.rawValue { throw missing(op.a, code) }
      case .lookup:
        let container = store.registers[Int(op.b)]
        let found =
          container.tag.rawValue < Cell.Tag.loop.rawValue
          ? store.lookup(container, store.registers[Int(op.c)], withCommands: op.flags & 1 != 0)
          : special(container, store.registers[Int(op.c)], code)
        store.registers[Int(op.a)] = found
        if op.flags & 2 != 0, found.tag.rawValue <= Cell.Tag.unset.rawValue { throw missing(op.a, code) }
      case .field:
        let record = store.registers[Int(op.b)]
        let isThere = record.tag == .object && op.c < record.length
        store.registers[Int(op.a)] = isThere ? store.cells[record.start + 2 * Int(op.c) + 1] : .missing
      case .loopField: store.registers[Int(op.a)] = loopField(op.flags, Int(op.b), code)
      case .range:
        store.registers[Int(op.a)] = try range(store.registers[Int(op.b)], store.registers[Int(op.c)])
      case .filter:
        try step()
        let input = store.registers[Int(op.b)]
        try work(input)
        store.registers[Int(op.a)] = try filter(op.c, code, input)
      case .standardFilter:
        try step()
        let input = store.registers[Int(op.b)]
        try work(input)
        store.registers[Int(op.a)] = try filter(code.standardCalls[Int(op.c)], input)
      case .orElse:
        let value = store.registers[Int(op.b)]
        store.registers[Int(op.a)] = OtherFilters.isDefaulted(value) ? store.registers[Int(op.c)] : value
      case .jump:
        if Int(op.c) <= position { try step() }
        position = Int(op.c)
        continue
      case .jumpIfFalse:
        if !store.registers[Int(op.a)].isTrue {
          position = Int(op.c)
          continue
        }
      case .jumpIfTrue:
        if store.registers[Int(op.a)].isTrue {
          position = Int(op.c)
          continue
        }
      case .jumpUnless:
        let left = store.registers[Int(op.a)]
        try work(left)
        let holds = try compare(op.flags & 0x7F, left, store.registers[Int(op.b)])
        if holds == (op.flags & 0x80 != 0) {
          position = Int(op.c)
          continue
        }
      case .loopStart:
        if try !startLoop(store.registers[Int(op.a)], Int(op.b), code.loops[Int(op.b)], flags: op.flags) {
          position = Int(op.c)
          continue
        }
      case .loopNext:
        guard let element = nextElement(Int(op.b)) else {
          position = Int(op.c)
          continue
        }
        store.registers[Int(op.a)] = element
      case .captureStart: captures.append(output.count)
      case .captureEnd: store.registers[Int(op.a)] = endCapture(isSafe: op.flags == 1)
      case .clear:
        for register in code.cleared[Int(op.b)] { store.registers[Int(register)] = .unset }
        for loop in Int(op.a)..<Int(op.c) { continuations[loop] = 0 }
      case .count: try count(op, code, position)
      case .cycle:
        try step()
        cycle(op)
      case .ifChanged:
        let text = store.registers[Int(op.b)]
        let last = store.registers[Int(op.a)]
        if last.tag != .string || !store.sameText(last, text) {
          store.registers[Int(op.a)] = text
          output.append(from: store.bytes, text.start, text.start + text.count)
        }
      case .pushLocal, .call, .callNamed, .goBack, .jumpUnlessLeft, .local, .fail:
        try step()
        try late(op, code, &position)
        continue
      case .skip:
        let reason = store.text(store.registers[Int(op.a)])
        return .skipped(reason: store.swiftString(reason))
      case .end:
        guard output.count <= limits.outputBytes else {
          throw .limit("outputBytes", limits.outputBytes)
        }
        return .rendered
      }
      position += 1
    }
  }

  /// Charges one step and looks at the budgets.
  @inline(__always)
  private mutating func step() throws(Fault) {
    steps += 1
    if steps > limits.steps { throw .limit("steps", limits.steps) }
    if output.count > limits.outputBytes { throw .limit("outputBytes", limits.outputBytes) }
    if store.held > limits.heldBytes {
      throw .limit("heldBytes", limits.heldBytes)
    }
  }

  /// Charges what looking at a whole value costs.
  @inline(__always)
  private mutating func work(_ cell: Cell) throws(Fault) {
    switch cell.tag {
    case .string: steps += cell.count >> 6
    case .array, .object: steps += cell.count
    case .range: steps += cell.rangeCount >> 4
    default: return
    }
    if steps > limits.steps { throw .limit("steps", limits.steps) }
  }

  func missing(_ register: Int32, _ code: Code) -> Fault {
    let name = code.slotPaths[Int(register)] ?? "this value"
    return Fault(
      .missing, "\(name) is missing",
      help: code.slotHelp[Int(register)] ?? "give it a value: | default: \"...\"")
  }

  /// Refuses to hold `bytes` more before they are built.
  func charge(_ bytes: Int) throws(Fault) {
    if bytes > limits.heldBytes - store.held { throw .limit("heldBytes", limits.heldBytes) }
  }

  private mutating func endCapture(isSafe: Bool) -> Cell {
    let start = captures.removeLast()
    let mark = store.bytes.count
    store.bytes.append(output, from: start)
    output.cut(to: start)
    let cell = store.string(since: mark)
    return isSafe ? cell.marked(.safe) : cell
  }

  private mutating func count(_ op: Op, _ code: Code, _ position: Int) throws(Fault) {
    let before = Coerce.looseInteger(store.registers[Int(op.a)], store) ?? 0
    let (after, overflow) = before.addingReportingOverflow(Int64(op.c))
    if overflow { throw Fault(.value, "the counter is too large") }
    store.registers[Int(op.a)] = .int(after)
    var written = op
    written.flags = UInt8(op.b)
    try write(.int(op.flags == 1 ? before : after), written, code, position)
  }
}
