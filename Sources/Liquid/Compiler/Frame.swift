/// The names of one template, or of a partial that `render` keeps apart.
struct Frame {
  struct OpenLoop {
    /// Index of the loop's plan.
    let plan: Int32
    var breaks: [Int] = []
    var continues: [Int] = []
    /// Captures open inside the loop; leaving it closes them.
    let captures: Int
    let html: HTMLContext?
  }

  enum Local {
    case register(Int32, DataType)
    case loop(Int32)
  }

  /// Variables that are assigned anywhere in the frame.
  var variables: [String: Int32] = [:]
  /// Those that certainly are by now, so that data of the same name is out of reach.
  var assigned: Set<String> = []
  /// Counters of increment and decrement.
  var counters: [String: Int32] = [:]
  var cycles: [String: Int32] = [:]
  /// The first loop of each name.
  var loopSeries: [String: Int32] = [:]
  /// Names of loops and arguments, innermost last.
  var locals: [(name: String, local: Local)] = []
  var loops: [OpenLoop] = []
  /// Captures that are open, with the registers they end in.
  var captures: [(register: Int32, place: Place)] = []
  /// Jumps out of the whole template or partial.
  var exits: [Int] = []
  var exitHTML: HTMLContext?
  /// For `ifchanged`.
  var changed: Int32?
  /// Whether the host's data is visible, and if not which top names are.
  var seesData = true
  /// The variables and the names of loops and arguments.
  var names: [String] { variables.keys.sorted() + locals.map(\.name) }
  /// Tells frames apart.
  var number: Int32 = 0
  /// The frame of a partial that `render` keeps apart.
  var isIsolated = false
  /// The body of a routine is being made: names may be handed to it that only rendering knows.
  var isRoutine = false
  /// What was handed over under the name of a variable is that variable's first value, and does not hide it.
  var receivesVariables = false
  /// Where `include` left a routine's loops: `break` and `continue` end the routine and go on in its caller.
  var goesBack = false
  /// The first of `locals` that belong to the routine.
  var routineLocals = 0
  /// Registers that keep something from one tag to the next: counters, cycles, `ifchanged`.
  var state: [Int32] = []
}
