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
  let standardCalls: ContiguousArray<StandardCall>
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
    standardCalls = builder.standardCalls
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

/// A call of a standard filter: the function and the registers of its arguments.
struct StandardCall: Sendable {
  let run: StandardFilter.Run
  let count: Int32
  var first: Int32 = -1
  var second: Int32 = -1
  var third: Int32 = -1
  /// Of the named argument (each standard filter has at most one), -1 without.
  var named: Int32 = -1

  init(_ filter: StandardFilter, positional: [Int32], named: Int32?) {
    run = filter.run
    count = Int32(positional.count)
    if positional.count > 0 { first = positional[0] }
    if positional.count > 1 { second = positional[1] }
    if positional.count > 2 { third = positional[2] }
    if let named { self.named = named }
  }
}

/// A call of a custom filter.
///
/// A class, so that the machine takes hold of it by one reference.
final class FilterCall: Sendable {
  let filter: Filter
  let positional: [Int32]
  let named: [(name: String, register: Int32)]
  /// The input when the template writes it out.
  let input: Value?
  /// The arguments when the template writes them all out.
  let constants: Arguments?

  init(
    _ filter: Filter, input: Value?, positional: [Int32], named: [(name: String, register: Int32)],
    constants: Arguments?
  ) {
    self.filter = filter
    self.input = input
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
