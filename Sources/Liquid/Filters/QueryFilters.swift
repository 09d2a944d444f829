/// Lists of objects, by one of their fields.
enum QueryFilters {
  /// The field of an element as Ruby's `element[name]`: of text a part of it, of a whole number one of its bits, of
  /// what can have no fields nil.
  static func property(_ machine: inout Machine, _ element: Cell, _ name: Cell) throws(Fault) -> Cell {
    switch (element.tag, name.tag) {
    case (.object, .string): return machine.store.field(element, name) ?? .null
    case (.object, _): return .null
    case (.string, .string):
      return ByteSearch.first(machine.store.array(name), in: machine.store.array(element), from: 0) == nil
        ? .null : name
    case (.string, .int):
      let count = machine.store.characterCount(element)
      let at = Int(name.bits < 0 ? name.bits + Int64(count) : name.bits)
      guard at >= 0, at < count else { return .null }
      let (from, to) = (
        machine.store.offset(element, ofCharacter: at), machine.store.offset(element, ofCharacter: at + 1)
      )
      return machine.store.part(element, from, to)
    case (.int, .int):
      guard name.bits >= 0 else { return .int(0) }
      return .int(element.bits >> min(name.bits, 63) & 1)
    case (.string, _), (.int, _), (.wideInt, _):
      let key = machine.store.text(name)
      throw Fault(.filter, "\(element.kindName) has no field '\(machine.store.swiftString(key))'")
    default: return .null
    }
  }

  /// Whether an element could have fields at all.
  static func hasFields(_ element: Cell) -> Bool {
    switch element.tag {
    case .null, .missing, .unset, .bool, .decimal, .wideDecimal, .empty, .blank: false
    default: true
    }
  }

  static func map(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    var values: [Cell] = []
    for element in try ListFilters.elements(&machine, input) {
      values.append(try property(&machine, element, operands.first))
    }
    return machine.store.array(values)
  }

  /// The elements for which the field is true, or equals the argument; nil if one of them cannot have fields.
  private static func matching(
    _ machine: inout Machine, _ input: Cell, _ operands: Operands, firstOnly: Bool = false
  ) throws(Fault) -> [(position: Int, element: Cell, matches: Bool)]? {
    var result: [(position: Int, element: Cell, matches: Bool)] = []
    for (position, element) in try ListFilters.elements(&machine, input).enumerated() {
      guard hasFields(element) else { return nil }
      let matches = try matches(&machine, element, operands)
      result.append((position, element, matches))
      if firstOnly, matches { break }
    }
    return result
  }

  private static func matches(_ machine: inout Machine, _ element: Cell, _ operands: Operands) throws(Fault)
    -> Bool
  {
    let value = try property(&machine, element, operands.first)
    if operands.count > 1, !operands.second.isNothing { return machine.store.equal(value, operands.second) }
    return value.isTrue
  }

  static func select(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    guard let all = try matching(&machine, input, operands) else { return .null }
    return machine.store.array(all.filter(\.matches).map(\.element))
  }

  static func reject(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    guard let all = try matching(&machine, input, operands) else { return .null }
    return machine.store.array(all.filter { !$0.matches }.map(\.element))
  }

  static func find(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    try matching(&machine, input, operands, firstOnly: true)?.first(where: \.matches)?.element ?? .null
  }

  static func findIndex(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    let found = try matching(&machine, input, operands, firstOnly: true)?.first(where: \.matches)
    return found.map { .int(Int64($0.position)) } ?? .null
  }

  static func has(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    guard let all = try matching(&machine, input, operands, firstOnly: true) else { return .null }
    return .bool(all.contains(where: \.matches))
  }

  static func sum(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    var total = Decimals.Number(0)
    var isDecimal = false
    for element in try ListFilters.elements(&machine, input) {
      let hasField = operands.count > 0 && !operands.first.isNothing
      let value = hasField ? try property(&machine, element, operands.first) : element
      if value.tag == .money { throw Fault(.filter, "sum: arithmetic with money is not available yet") }
      let number = Coerce.looseNumber(value, machine.store)
      isDecimal = isDecimal || NumberFilters.isDecimal(value, machine)
      guard let sum = Decimals.add(total, number) else {
        throw Fault(.value, "the sum is too large")
      }
      total = sum
    }
    return machine.store.cell(total, isDecimal: isDecimal)
  }
}
