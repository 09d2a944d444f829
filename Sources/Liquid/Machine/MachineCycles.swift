/// The state of `cycle`.
extension Machine {
  /// Picks the next value. Unnamed cycles count in register a; those named by a value (flag 1) keep there a list of
  /// name, count, name, count.
  mutating func cycle(_ op: Op) {
    let count = Int(op.extra)
    var turn = 0
    if op.flags == 1 {
      turn = nextTurn(of: store.registers[Int(op.b) - 1], in: Int(op.a), count)
    } else {
      let state = store.registers[Int(op.a)]
      turn = state.tag == .int ? Int(state.bits) : 0
      store.registers[Int(op.a)] = .int(turn + 1 >= count ? 0 : Int64(turn + 1))
    }
    store.registers[Int(op.c)] = turn < count ? store.registers[Int(op.b) + turn] : .null
  }

  private mutating func nextTurn(of name: Cell, in register: Int, _ count: Int) -> Int {
    let names = store.registers[register]
    let known = names.tag == .array ? names.count : 0
    for position in stride(from: 0, to: known, by: 2) where store.equal(store.cells[names.start + position], name) {
      let turn = Int(store.cells[names.start + position + 1].bits)
      store.cells[names.start + position + 1] = .int(turn + 1 >= count ? 0 : Int64(turn + 1))
      return turn
    }
    let kept = (0..<known).map { store.cells[names.start + $0] }
    store.registers[register] = store.array(kept + [name, .int(count > 1 ? 1 : 0)])
    return 0
  }
}
