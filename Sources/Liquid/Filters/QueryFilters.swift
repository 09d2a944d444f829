/// Lists of objects, by one of their fields.
enum QueryFilters {
  /// The field of an element, or nil; an element that can have no fields is an error.
  static func property(_ machine: inout Machine, _ element: Cell, _ name: Cell) throws(Fault) -> Cell {
    let key = machine.store.text(name)
    switch element.tag {
    case .object: return machine.store.field(element, key) ?? .null
    case .null, .missing, .unset: return .null
    case .string:
      return ByteSearch.first(machine.store.array(key), in: machine.store.array(element), from: 0) == nil
        ? .null : key
    default: throw Fault(.filter, "\(element.kindName) has no field '\(machine.store.swiftString(key))'")
    }
  }

  static func map(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    var values: [Cell] = []
    for element in try ListFilters.elements(&machine, input) {
      guard element.tag == .object || element.tag == .string || element.isNothing else {
        throw Fault(.filter, "map: \(element.kindName) has no fields")
      }
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
      switch element.tag {
      case .null, .missing, .unset, .bool, .decimal: return nil
      default: break
      }
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
      let value = operands.count > 0 ? try property(&machine, element, operands.first) : element
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
