/// Lists as a whole.
enum ListFilters {
  /// The elements as Liquid's array filters see an input: nested lists are flattened, a single value is a list of one.
  static func elements(_ machine: inout Machine, _ input: Cell) throws(Fault) -> [Cell] {
    var result: [Cell] = []
    switch input.tag {
    case .array: flatten(machine.store, input, into: &result)
    case .range:
      guard input.rangeCount <= machine.limits.arrayLength else {
        throw .limit("arrayLength", machine.limits.arrayLength)
      }
      result = (0..<input.rangeCount).map { .int(input.bits + Int64($0)) }
    case .null, .missing, .unset: break
    default: result = [input]
    }
    guard result.count <= machine.limits.arrayLength else {
      throw .limit("arrayLength", machine.limits.arrayLength)
    }
    return result
  }

  private static func flatten(_ store: borrowing Store, _ array: Cell, into result: inout [Cell]) {
    for position in 0..<array.count {
      let element = store.cells[array.start + position]
      if element.tag == .array { flatten(store, element, into: &result) } else { result.append(element) }
    }
  }

  /// With one element that became markup the others are escaped.
  static func join(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    let elements = try elements(&machine, input)
    var texts = elements.map { machine.store.text($0) }
    var separator =
      operands.count > 0 ? machine.store.text(operands.first) : machine.store.string(" ").marked(.safe)
    let isSafe = texts.contains(where: \.isMarkup) || separator.isMarkup && operands.count > 0
    if isSafe {
      texts = texts.map { machine.safe($0) }
      separator = machine.safe(separator)
    }
    try machine.charge(texts.reduce(0) { $0 + $1.count } + separator.count * texts.count)
    let mark = machine.store.bytes.count
    for (position, text) in texts.enumerated() {
      if position > 0 { machine.store.append(separator) }
      machine.store.append(text)
    }
    let cell = machine.store.string(since: mark)
    return isSafe ? cell.marked(.safe) : cell
  }

  static func first(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    machine.store.first(input)
  }

  static func last(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    machine.store.last(input)
  }

  static func size(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    switch input.tag {
    case .string: .int(Int64(machine.store.characterCount(input)))
    case .array, .object: .int(Int64(input.count))
    case .range: .int(Int64(input.rangeCount))
    // Ruby's Integer#size: the bytes of a machine word.
    case .int: .int(8)
    default: .int(0)
    }
  }

  static func concat(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    guard operands.first.tag == .array || operands.first.tag == .range else {
      throw Fault(.filter, "concat: the argument is not a list")
    }
    let first = try elements(&machine, input)
    let second = try elements(&machine, operands.first)
    return machine.store.array(first + second)
  }

  static func reverse(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    machine.store.array(try elements(&machine, input).reversed())
  }

  static func compact(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    guard let keyed = try keyed(&machine, input, operands) else { return .null }
    return machine.store.array(keyed.filter { !$0.key.isNothing }.map(\.element))
  }

  static func unique(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    let all = try elements(&machine, input)
    // One element is not asked for its field.
    guard all.count > 1 else { return machine.store.array(all) }
    guard let keyed = try keyed(&machine, input, operands) else { return .null }
    var kept: [Cell] = []
    var seen: Set<Value> = []
    for (element, key) in keyed where seen.insert(machine.store.value(key.unmarked(.markup))).inserted {
      kept.append(element)
    }
    return machine.store.array(kept)
  }

  /// Elements with the field that the first operand names, or with themselves if it names none; nil if one of them
  /// could have no fields.
  static func keyed(_ machine: inout Machine, _ list: Cell, _ operands: Operands) throws(Fault) -> [(
    element: Cell, key: Cell
  )]? {
    let all = try elements(&machine, list)
    guard operands.count > 0, !operands.first.isNothing else { return all.map { ($0, $0) } }
    guard all.allSatisfy(QueryFilters.hasFields) else { return nil }
    var result: [(element: Cell, key: Cell)] = []
    for element in all {
      result.append((element, try QueryFilters.property(&machine, element, operands.first)))
    }
    return result
  }
}
