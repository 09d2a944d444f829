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

  mutating func filter(_ index: Int32, _ code: Code, _ input: Cell) throws(Fault) -> Cell {
    let call = code.calls[Int(index)]
    prepareArguments(Int(index), call)
    do throws(FilterError) {
      return store.cell(try call.filter.apply(value(input, call), argumentLists[Int(index)], context))
    } catch {
      throw Fault(.filter, error.message, help: error.help)
    }
  }

  /// Lets a filter write into the output itself.
  mutating func writeFilter(_ code: Code, _ op: Op) throws(Fault) {
    let call = code.calls[Int(op.b)]
    guard let emit = call.filter.emit else { return }
    prepareArguments(Int(op.b), call)
    var target = FilterOutput(isHTML: op.flags != OutputPlace.plain.rawValue)
    swap(&target.bytes, &output)
    swap(&target.scratch, &scratch)
    defer {
      swap(&target.bytes, &output)
      swap(&target.scratch, &scratch)
    }
    do throws(FilterError) {
      try emit(value(store.registers[Int(op.a)], call), argumentLists[Int(op.b)], context, &target)
    } catch {
      throw Fault(.filter, error.message, help: error.help)
    }
  }

  private var context: FilterContext { FilterContext(output: kind, now: now) }

  private func value(_ input: Cell, _ call: FilterCall) -> Value { call.input ?? store.value(input) }

  /// Brings the arguments of a call up to date in the lists that it used the last time.
  private mutating func prepareArguments(_ index: Int, _ call: FilterCall) {
    while argumentLists.count <= index { argumentLists.append(Arguments()) }
    if let constants = call.constants {
      if argumentLists[index].positional.count != constants.positional.count
        || argumentLists[index].named.count != constants.named.count
      {
        argumentLists[index] = constants
      }
      return
    }
    if argumentLists[index].positional.count + argumentLists[index].named.count == 0 {
      argumentLists[index] = Arguments(
        positional: call.positional.map { _ in .null },
        named: call.named.map { (name: $0.name, value: .null) })
    }
    for position in call.positional.indices {
      argumentLists[index].positional[position] = store.value(store.registers[Int(call.positional[position])])
    }
    for position in call.named.indices {
      argumentLists[index].named[position].value = store.value(
        store.registers[Int(call.named[position].register)])
    }
  }
}
