/// Filters for values of any sort.
enum OtherFilters {
  /// The argument instead of what is missing, nil, false (unless allowed) or empty.
  static func `default`(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    if input.tag == .bool, operands.named.isTrue { return input }
    return isDefaulted(input) ? (operands.count > 0 ? operands.first : .noText) : input
  }

  /// Whether `default` puts its argument instead of this value.
  @inline(__always)
  static func isDefaulted(_ value: Cell) -> Bool {
    switch value.tag {
    case .missing, .unset, .null, .empty, .blank: true
    case .bool: value.bits == 0
    case .string, .array, .object: value.count == 0
    default: false
    }
  }
}
