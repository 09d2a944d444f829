/// A filter of standard Liquid, working on cells inside the store.
struct StandardFilter: Sendable {
  typealias Run = @Sendable (inout Machine, Cell, Operands) throws(Fault) -> Cell

  let name: String
  let signature: FilterSignature
  let run: Run

  init(_ name: String, _ run: @escaping Run) { self.init(name, 0...0, run) }

  init(_ name: String, _ positional: ClosedRange<Int>, named: [String] = [], _ run: @escaping Run) {
    self.name = name
    signature = FilterSignature(positional: positional, named: named)
    self.run = run
  }
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
