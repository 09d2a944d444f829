/// Calling filters.
extension Machine {
  mutating func filter(_ call: FilterCall, _ input: Cell) throws(Fault) -> Cell {
    if let run = call.run {
      var operands = Operands()
      operands.count = call.positional.count
      if operands.count > 0 { operands.first = store.registers[Int(call.positional[0])] }
      if operands.count > 1 { operands.second = store.registers[Int(call.positional[1])] }
      if operands.count > 2 { operands.third = store.registers[Int(call.positional[2])] }
      if let named = call.named.last { operands.named = store.registers[Int(named.register)] }
      return try run(&self, input, operands)
    }
    guard let apply = call.apply else { return input }
    do throws(FilterError) {
      return store.cell(try apply(store.value(input), arguments(call), context))
    } catch {
      throw Fault(.filter, error.message, help: error.help)
    }
  }

  /// Lets a filter write into the output itself.
  mutating func writeFilter(_ code: Code, _ op: Op) throws(Fault) {
    let call = code.calls[Int(op.b)]
    guard let emit = call.emit else { return }
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
