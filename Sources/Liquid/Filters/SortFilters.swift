/// Sorting.
///
/// Elements without the field come last; equal ones keep their order.
enum SortFilters {
  static func sort(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    guard var keyed = try keyed(&machine, input, operands) else { return .null }
    var mixed: (Cell, Cell)?
    keyed.sort { a, b in
      if a.key.isNothing || b.key.isNothing {
        return a.key.isNothing == b.key.isNothing ? a.position < b.position : b.key.isNothing
      }
      guard let order = machine.store.order(a.key, b.key) else {
        mixed = (a.key, b.key)
        return a.position < b.position
      }
      return order == 0 ? a.position < b.position : order < 0
    }
    if let (a, b) = mixed { throw Fault(.filter, "sort: \(a.kindName) and \(b.kindName) have no order") }
    return machine.store.array(keyed.map(\.element))
  }

  static func sortNatural(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell
  {
    guard let keyed = try keyed(&machine, input, operands) else { return .null }
    // As in Ruby, only the letters A to Z are the same in both cases.
    var named = keyed.map { item in
      (item: item, name: item.key.isNothing ? nil : machine.store.textBytes(item.key).map(\.lowered))
    }
    named.sort { a, b in
      switch (a.name, b.name) {
      case (let left?, let right?):
        left == right ? a.item.position < b.item.position : left.lexicographicallyPrecedes(right)
      case (nil, nil): a.item.position < b.item.position
      default: b.name == nil
      }
    }
    return machine.store.array(named.map(\.item.element))
  }

  private static func keyed(
    _ machine: inout Machine, _ input: Cell, _ operands: Operands
  ) throws(Fault) -> [(element: Cell, key: Cell, position: Int)]? {
    try ListFilters.keyed(&machine, input, operands)?.enumerated().map { ($1.element, $1.key, $0) }
  }
}
