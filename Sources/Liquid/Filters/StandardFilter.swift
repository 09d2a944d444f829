/// A filter of standard Liquid, working on cells inside the store.
struct StandardFilter: Sendable {
  typealias Run = @Sendable (inout Machine, Cell, Operands) throws(Fault) -> Cell

  let name: String
  let signature: FilterSignature
  let run: Run

  init(_ name: String, _ positional: ClosedRange<Int> = 0...0, named: [String] = [], _ run: @escaping Run) {
    self.name = name
    signature = FilterSignature(positional: positional, named: named)
    self.run = run
  }

  /// All filters of standard Liquid; a new one is one function in a file of this folder and one line here.
  static let all: [StandardFilter] = []
}

/// The operands of a call: up to three positional cells and the call itself for the named ones.
struct Operands {
  var count = 0
  var first = Cell.unset
  var second = Cell.unset
  var third = Cell.unset
  /// The value of the named argument of a standard filter (each has at most one).
  var named = Cell.unset
}
