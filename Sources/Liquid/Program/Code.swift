/// What the machine runs: one pool of literals, instructions of 16 bytes, and tables beside them.
final class Code: Sendable {
  let literals: [UInt8]
  let ops: ContiguousArray<Op>
  /// The place of each instruction, looked at only to build an error.
  let places: ContiguousArray<Place>
  /// The values registers have when a render begins: constants, then slots, then variables.
  let registers: ContiguousArray<Cell>
  let calls: ContiguousArray<FilterCall>
  let loops: ContiguousArray<LoopPlan>
  let cleared: ContiguousArray<[Int32]>
  let sources: [TemplateSource]
  let slotPaths: [Int: String]
  let variables: [VariableUse]
  let notes: [TemplateError]
  let limits: Limits
  let output: OutputKind
  let isStrict: Bool
  let now: Int64?

  init(
    builder: CodeBuilder, sources: [TemplateSource], variables: [VariableUse], notes: [TemplateError],
    environment: Environment
  ) {
    literals = builder.literals
    ops = builder.ops
    places = builder.places
    registers = builder.registers
    calls = builder.calls
    loops = builder.loops
    cleared = builder.cleared
    slotPaths = builder.registerNames
    self.sources = sources
    self.variables = variables
    self.notes = notes
    limits = environment.limits
    output = environment.output
    isStrict = environment.strictness == .strict
    now = environment.now
  }
}

/// One filter and its operands.
struct FilterCall: Sendable {
  enum Function: Sendable {
    case standard(StandardFilter.Run)
    case custom(Filter)
  }
  let name: String
  let function: Function
  let positional: [Int32]
  let named: [(name: String, register: Int32)]
  /// The arguments of a custom filter when the template writes them all out.
  let constants: Arguments?
}

/// What of a loop is known when compiling.
struct LoopPlan: Sendable {
  var name: String
  /// Registers of `limit:` and `offset:`, -1 without.
  var limit: Int32 = -1
  var offset: Int32 = -1
  var reversed = false
  /// `offset: continue`.
  var continues = false
  /// The loop that shares the place to continue from.
  var series: Int32
  /// The loop around this one, -1 without.
  var parent: Int32 = -1
}
