/// Where a loop stands.
struct LoopState {
  var collection = Cell.null
  /// First element, number of elements, number of turns begun.
  var first = 0
  var count = 0
  var turn = 0
  var isReversed = false
  /// Cells in a row of a `tablerow`.
  var columns = 0
}

extension Machine {
  /// Begins a loop; false if there is nothing to loop over.
  ///
  /// Flags 1: what is no list is one element (`render … for`); 2: only an array is a list (`include`).
  mutating func startLoop(_ value: Cell, _ index: Int, _ plan: LoopPlan, flags: UInt8) throws(Fault) -> Bool {
    let single = flags != 0
    let cell = flags == 2 && value.tag != .array ? store.array([value]) : value
    var total: Int
    switch cell.tag {
    case .array, .object: total = cell.count
    case .range: total = cell.rangeCount
    case .string: total = cell.count == 0 && !single ? 0 : 1
    case .missing, .unset, .null: total = 0
    default: total = single ? 1 : 0
    }
    if single, cell.isNothing { total = 1 }
    var first = 0
    var continuation = 0
    if plan.continues {
      first = continuations[Int(plan.series)]
    } else if plan.offset >= 0 {
      first = try loopNumber(plan.offset, "offset", plan) ?? 0
    }
    continuation = first
    var end = total
    if plan.limit >= 0, let limit = try loopNumber(plan.limit, "limit", plan) {
      let (sum, overflow) = first.addingReportingOverflow(limit)
      if overflow { end = limit < 0 ? 0 : end } else { end = min(end, max(0, sum)) }
    }
    // Text is one element, whatever `offset` and `limit` say.
    if cell.tag != .string {
      first = min(max(0, first), end)
      total = end - first
    } else {
      first = 0
    }
    guard total <= limits.arrayLength else { throw .limit("arrayLength", limits.arrayLength) }
    continuations[Int(plan.series)] = continuation.addingReportingOverflow(total).partialValue
    loops[index] = LoopState(collection: cell, first: first, count: total, turn: 0, isReversed: plan.reversed)
    loops[index].columns = plan.columns >= 0 ? try loopNumber(plan.columns, "cols", plan) ?? 0 : total
    return total > 0
  }

  /// The value of `limit`, `offset` or `cols`; a table takes the number that text begins with, and 0 for nil.
  private func loopNumber(_ register: Int32, _ name: String, _ plan: LoopPlan) throws(Fault) -> Int? {
    let cell = store.registers[Int(register)]
    if cell.isNothing { return plan.isTable ? 0 : nil }
    let number = plan.isTable ? Coerce.looseInteger(cell, store) : Coerce.integer(cell, store)
    if let number { return Int(number) }
    throw Fault(.value, "'\(name)' is not a whole number")
  }

  mutating func nextElement(_ index: Int) -> Cell? {
    let state = loops[index]
    guard state.turn < state.count else { return nil }
    loops[index].turn += 1
    let place = state.first + (state.isReversed ? state.count - 1 - state.turn : state.turn)
    switch state.collection.tag {
    case .array: return store.cells[state.collection.start + place]
    case .range: return .int(state.collection.bits + Int64(place))
    case .object:
      let name = store.cells[state.collection.start + 2 * place]
      let value = store.cells[state.collection.start + 2 * place + 1]
      return store.array([name, value])
    default: return state.collection
    }
  }

  mutating func loopField(_ field: UInt8, _ index: Int, _ code: Code) -> Cell {
    let state = loops[index]
    let turn = state.turn - 1
    // Without a sensible width all cells are in one row.
    let columns = max(state.columns, state.columns <= 0 ? state.count + 1 : 1)
    switch LoopField(rawValue: field) ?? .name {
    case .col: return .int(Int64(turn % columns + 1))
    case .col0: return .int(Int64(turn % columns))
    case .columnFirst: return .bool(turn % columns == 0)
    case .columnLast: return .bool(turn % columns == columns - 1)
    case .row: return .int(Int64(turn / columns + 1))
    case .nextRow: return .int(Int64(turn / columns + 2))
    case .index: return .int(Int64(turn + 1))
    case .index0: return .int(Int64(turn))
    case .rindex: return .int(Int64(state.count - turn))
    case .rindex0: return .int(Int64(state.count - turn - 1))
    case .first: return .bool(turn == 0)
    case .last: return .bool(turn == state.count - 1)
    case .length: return .int(Int64(state.count))
    case .name: return store.string(code.loopNames[index])
    }
  }

  mutating func range(_ lower: Cell, _ upper: Cell) throws(Fault) -> Cell {
    let first = try bound(lower)
    return store.range(first, try bound(upper))
  }

  /// Text counts as the whole number it begins with.
  private func bound(_ cell: Cell) throws(Fault) -> Int64 {
    let isLoose = cell.tag == .string || cell.isNothing || cell.isWord
    if let number = isLoose ? Coerce.looseInteger(cell, store) : Coerce.integer(cell, store) { return number }
    throw Fault(.value, "the end of a range is a whole number, not \(cell.kindName)")
  }
}
