/// Calling filters.
extension Machine {
  mutating func filter(_ call: StandardCall, _ input: Cell) throws(Fault) -> Cell {
    var operands = Operands()
    operands.count = Int(call.count)
    if operands.count > 0 { operands.first = store.registers[Int(call.first)] }
    if operands.count > 1 { operands.second = store.registers[Int(call.second)] }
    if operands.count > 2 { operands.third = store.registers[Int(call.third)] }
    if call.named >= 0 { operands.named = store.registers[Int(call.named)] }
    return try call.run(&self, input, operands)
  }

  mutating func filter(_ call: FilterCall, _ input: Cell) throws(Fault) -> Cell {
    do throws(FilterError) {
      return store.cell(try call.filter.apply(store.value(input), arguments(call), context))
    } catch {
      throw Fault(.filter, error.message, help: error.help)
    }
  }

  /// Lets a filter write into the output itself.
  mutating func writeFilter(_ code: Code, _ op: Op) throws(Fault) {
    let call = code.calls[Int(op.b)]
    guard let emit = call.filter.emit else { return }
    var target = FilterOutput(isHTML: op.flags != OutputPlace.plain.rawValue)
    swap(&target.bytes, &output)
    defer { swap(&target.bytes, &output) }
    do throws(FilterError) {
      try emit(store.value(store.registers[Int(op.a)]), arguments(call), context, &target)
    } catch {
      throw Fault(.filter, error.message, help: error.help)
    }
  }

  private var context: FilterContext { FilterContext(output: kind, now: now) }

  private func arguments(_ call: FilterCall) -> Arguments {
    if let constants = call.constants { return constants }
    return Arguments(
      positional: call.positional.map { store.value(store.registers[Int($0)]) },
      named: call.named.map { (name: $0.name, value: store.value(store.registers[Int($0.register)])) })
  }
}
