/// Filters for values of any sort.
enum OtherFilters {
  /// The argument instead of what is missing, nil, false (unless allowed) or empty.
  static func `default`(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    let replacement = operands.count > 0 ? operands.first : .noText
    switch input.tag {
    case .missing, .unset, .null, .empty, .blank: return replacement
    case .bool: return input.bits != 0 || operands.named.isTrue ? input : replacement
    case .string, .array, .object: return input.count == 0 ? replacement : input
    default: return input
    }
  }
}
