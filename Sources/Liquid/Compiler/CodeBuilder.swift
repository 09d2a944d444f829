/// Code while it is being made.
struct CodeBuilder {
  var literals: [UInt8] = []
  var ops: ContiguousArray<Op> = []
  var places: ContiguousArray<Place> = []
  var registers: ContiguousArray<Cell> = []
  var calls: ContiguousArray<FilterCall> = []
  var standardCalls: ContiguousArray<StandardCall> = []
  var loops: ContiguousArray<LoopPlan> = []
  var loopNames: [String] = []
  /// Lists of registers that an instruction empties.
  var cleared: ContiguousArray<[Int32]> = []
  var late = LateTables()
  /// Names of the registers that errors can speak of.
  var registerNames: [Int: String] = [:]
  /// What somebody probably meant who reads a register that is missing.
  var registerHelp: [Int: String] = [:]
  private var constants: [Constant: Int32] = [:]
  private var strings: [[UInt8]: Int] = [:]
  private var texts: [Place: Int] = [:]
  /// The place where the last jump lands: literals before and after it stay apart.
  private var lastLabel = -1

  var here: Int32 { Int32(ops.count) }

  /// A place to jump to.
  mutating func label() -> Int32 {
    lastLabel = ops.count
    return here
  }

  mutating func register(_ initial: Cell = .unset, name: String? = nil) -> Int32 {
    registers.append(initial)
    if let name { registerNames[registers.count - 1] = name }
    return Int32(registers.count - 1)
  }

  mutating func constant(_ constant: Constant) -> Int32 {
    if let known = constants[constant] { return known }
    let register = register(cell(constant))
    constants[constant] = register
    return register
  }

  mutating func cell(_ constant: Constant) -> Cell {
    switch constant {
    case .null: return .null
    case .empty: return .empty
    case .blank: return .blank
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .decimal(let mantissa, let scale): return .decimal(mantissa, scale)
    case .wide(let mantissa, let scale):
      literals.append(contentsOf: Store.bytes(of: mantissa))
      var cell = Store.wide(at: literals.count - 16, UInt16(clamping: scale), isDecimal: scale > 0)
      cell.flags = .literal
      return cell
    case .string(let bytes):
      let start: Int
      if let known = strings[bytes] {
        start = known
      } else {
        start = literals.count
        literals.append(contentsOf: bytes)
        strings[bytes] = start
      }
      // Literals are written by the author of the template and so are markup if they want to be.
      return Cell(tag: .string, flags: [.literal, .safe], length: UInt32(bytes.count), bits: Int64(start))
    }
  }

  @discardableResult
  mutating func emit(_ op: Op, _ place: Place) -> Int {
    ops.append(op)
    places.append(place)
    return ops.count - 1
  }

  mutating func literal(_ bytes: ArraySlice<UInt8>, _ place: Place) {
    guard !bytes.isEmpty else { return }
    // A partial that is put in twice has its text only once.
    if let known = texts[place] {
      emit(Op(code: .literal, b: Int32(known), c: Int32(bytes.count)), place)
      return
    }
    let start = literals.count
    texts[place] = start
    literals.append(contentsOf: bytes)
    write(start, bytes.count, place)
  }

  /// Text that is not in the source.
  mutating func literal(_ bytes: [UInt8], _ place: Place) {
    let start = literals.count
    literals.append(contentsOf: bytes)
    write(start, bytes.count, place)
  }

  private mutating func write(_ start: Int, _ count: Int, _ place: Place) {
    guard count > 0 else { return }
    if let last = ops.last, last.code == .literal, Int(last.b + last.c) == start, lastLabel != ops.count {
      ops[ops.count - 1].c += Int32(count)
    } else {
      emit(Op(code: .literal, b: Int32(start), c: Int32(count)), place)
    }
  }

  /// Makes the look-up that was emitted last fail if it finds nothing.
  ///
  /// - Returns: Whether there is one that gives `register`.
  mutating func requireLookup(of register: Int32) -> Bool {
    guard let last = ops.last, last.code == .lookup, last.a == register, lastLabel != ops.count else {
      return false
    }
    ops[ops.count - 1].flags |= 2
    return true
  }

  mutating func patch(_ index: Int) { ops[index].c = label() }
  mutating func patch(_ indices: [Int]) { for index in indices { patch(index) } }
}
