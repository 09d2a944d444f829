/// Comparing values.
extension Machine {
  mutating func compare(_ comparison: UInt8, _ a: Cell, _ b: Cell) throws(Fault) -> Bool {
    switch Comparison(rawValue: comparison) ?? .equal {
    case .equal: return store.equal(a, b)
    case .unequal: return !store.equal(a, b)
    case .contains: return contains(a, b)
    case .less: return try order(a, b).map { $0 < 0 } ?? false
    case .lessOrEqual: return try order(a, b).map { $0 <= 0 } ?? false
    case .greater: return try order(a, b).map { $0 > 0 } ?? false
    case .greaterOrEqual: return try order(a, b).map { $0 >= 0 } ?? false
    }
  }

  /// nil if one of the two is nil: then no order holds.
  private func order(_ a: Cell, _ b: Cell) throws(Fault) -> Int? {
    if a.isNothing || b.isNothing || a.isWord || b.isWord { return nil }
    if let order = store.order(a, b) { return order }
    if a.tag == .money, b.tag == .money {
      throw Fault(.value, "amounts in different currencies cannot be compared")
    }
    // Between numbers and text there is no order in Liquid either; of other values lenient templates get false.
    let isText = (a.tag == .string) != (b.tag == .string) && (a.isNumber || b.isNumber)
    guard isStrict || isText else { return nil }
    throw Fault(
      .value, "\(a.kindName) and \(b.kindName) cannot be compared",
      help: a.tag == .string || b.tag == .string ? "turn text into a number: | plus: 0" : nil)
  }

  private mutating func contains(_ a: Cell, _ b: Cell) -> Bool {
    if !b.isTrue { return false }
    switch a.tag {
    case .string:
      guard b.tag == .string else {
        let text = store.text(b)
        return ByteSearch.first(store.array(text), in: store.array(a), from: 0) != nil
      }
      return ByteSearch.first(store.array(b), in: store.array(a), from: 0) != nil
    case .array: return (0..<a.count).contains { store.equal(store.cells[a.start + $0], b) }
    case .object: return b.tag == .string && store.field(a, b) != nil
    case .range: return b.tag == .int && b.bits >= a.bits && b.bits <= a.upper
    default: return false
    }
  }
}

extension Store {
  func equal(_ a: Cell, _ b: Cell) -> Bool {
    if a.isWord, b.isWord { return false }
    if a.isWord { return matches(b, a.tag) }
    if b.tag == .empty || b.tag == .blank { return matches(a, b.tag) }
    if a.isNothing || b.isNothing { return a.isNothing && b.isNothing }
    switch (a.tag, b.tag) {
    case (.string, .string): return sameText(a, b)
    case (.int, .int), (.bool, .bool), (.loop, .loop): return a.bits == b.bits
    case (.scope, .scope): return a.length == b.length
    case (.range, .range): return a.bits == b.bits && a.length == b.length
    case (.array, .array):
      return a.count == b.count
        && (0..<a.count).allSatisfy { equal(cells[a.start + $0], cells[b.start + $0]) }
    case (.object, .object):
      return a.count == b.count
        && (0..<a.count).allSatisfy {
          guard let other = field(b, cells[a.start + 2 * $0]) else { return false }
          return equal(cells[a.start + 2 * $0 + 1], other)
        }
    case (.string, _), (_, .string): return false
    default: return order(a, b) == 0
    }
  }

  private func matches(_ cell: Cell, _ word: Cell.Tag) -> Bool {
    switch cell.tag {
    case .string: word == .empty ? cell.count == 0 : isBlankText(cell)
    case .array, .object: cell.count == 0
    case .missing, .unset, .null: word == .blank
    case .bool: word == .blank && cell.bits == 0
    default: false
    }
  }

  /// Negative, zero or positive; nil if the two have no order.
  func order(_ a: Cell, _ b: Cell) -> Int? {
    switch (a.tag, b.tag) {
    case (.int, .int), (.date, .date), (.day, .day): return a.bits < b.bits ? -1 : a.bits == b.bits ? 0 : 1
    case (.string, .string): return compareText(a, b)
    case (.money, .money):
      guard a.length == b.length else { return nil }
      return Decimals.compare(
        Decimals.Number(mantissa: Int128(a.bits), scale: Int(a.scale)),
        Decimals.Number(mantissa: Int128(b.bits), scale: Int(b.scale)))
    default:
      guard let left = Coerce.number(a, self), let right = Coerce.number(b, self) else { return nil }
      return Decimals.compare(left, right)
    }
  }
}

extension Cell {
  /// What errors call a value of this sort.
  var kindName: String {
    switch tag {
    case .missing, .unset, .null: "nil"
    case .bool: "a truth value"
    case .int, .decimal, .wideInt, .wideDecimal: "a number"
    case .string: "text"
    case .date: "a time"
    case .day: "a day"
    case .money: "an amount of money"
    case .array, .range: "a list"
    case .object, .loop, .scope: "an object"
    case .empty: "empty"
    case .blank: "blank"
    }
  }
}
