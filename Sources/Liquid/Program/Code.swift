/// What the machine runs: one pool of literals, instructions of 16 bytes, and tables beside them.
@usableFromInline
final class Code: Sendable {
  let literals: [UInt8]
  let ops: ContiguousArray<Op>
  /// The place of each instruction, looked at only to build an error.
  let places: ContiguousArray<Place>
  /// The values registers have when a render begins: constants, then slots, then variables.
  let registers: ContiguousArray<Cell>
  let calls: ContiguousArray<FilterCall>
  let loops: ContiguousArray<LoopPlan>
  /// What `forloop.name` says, by loop.
  let loopNames: [String]
  let cleared: ContiguousArray<[Int32]>
  let sources: [TemplateSource]
  let slotPaths: [Int: String]
  let slotHelp: [Int: String]
  /// Tables for what is found only when rendering.
  let late: LateTables
  let uses: [(path: String, places: [Place])]
  let notes: [TemplateError]
  let limits: Limits
  let output: OutputKind
  let isStrict: Bool
  let now: Int64?
  /// Errors are written into the output.
  let writesErrors: Bool

  init(
    builder: CodeBuilder, sources: [TemplateSource], uses: [(path: String, places: [Place])],
    notes: [TemplateError],
    environment: Environment
  ) {
    literals = builder.literals
    ops = builder.ops
    places = builder.places
    registers = builder.registers
    calls = builder.calls
    loops = builder.loops
    loopNames = builder.loopNames
    cleared = builder.cleared
    slotPaths = builder.registerNames
    slotHelp = builder.registerHelp
    late = builder.late
    self.sources = sources
    self.uses = uses
    self.notes = notes
    limits = environment.limits
    output = environment.output
    isStrict = environment.strictness == .strict
    now = environment.now
    writesErrors = environment.errors == .inline
  }
}

/// One filter and its operands.
///
/// A class, so that the machine takes hold of it by one reference.
final class FilterCall: Sendable {
  typealias Apply = @Sendable (Value, Arguments, FilterContext) throws(FilterError) -> Value
  typealias Emit = @Sendable (Value, Arguments, FilterContext, inout FilterOutput) throws(FilterError) -> Void

  /// Of a standard filter.
  let run: StandardFilter.Run?
  /// Of a custom one.
  let apply: Apply?
  let emit: Emit?
  let positional: [Int32]
  let named: [(name: String, register: Int32)]
  /// The arguments of a custom filter when the template writes them all out.
  let constants: Arguments?

  init(
    _ entry: FilterRegistry.Entry, positional: [Int32], named: [(name: String, register: Int32)],
    constants: Arguments?
  ) {
    switch entry {
    case .standard(let filter): (run, apply, emit) = (filter.run, nil, nil)
    case .custom(let filter): (run, apply, emit) = (nil, filter.apply, filter.emit)
    }
    self.positional = positional
    self.named = named
    self.constants = constants
  }
}

/// What of a loop is known when compiling.
struct LoopPlan: Sendable {
  /// Registers of `limit:` and `offset:`, -1 without.
  var limit: Int32 = -1
  var offset: Int32 = -1
  var reversed = false
  /// `offset: continue`.
  var continues = false
  /// The loop that shares the place to continue from.
  var series: Int32
  /// Register of `cols:` of a `tablerow`, -1 without.
  var columns: Int32 = -1
  var isTable = false
  /// The loop around this one, -1 without.
  var parent: Int32 = -1
}
