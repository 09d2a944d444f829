/// Finding fields and elements.
extension Store {
  /// The value of an object's field, or nil.
  func field(_ object: Cell, _ name: Cell) -> Cell? {
    for position in 0..<object.count {
      let key = cells[object.start + 2 * position]
      if key.length == name.length, sameText(key, name) { return cells[object.start + 2 * position + 1] }
    }
    return nil
  }

  /// `container[key]`, or with commands `container.key`.
  mutating func lookup(_ container: Cell, _ key: Cell, withCommands: Bool) -> Cell {
    switch container.tag {
    case .object:
      // A name is text: 1 is not "1".
      if key.tag != .string { return .missing }
      if let value = field(container, key) { return value }
      return withCommands ? command(container, key) : .missing
    case .array:
      if key.tag == .int {
        let position = key.bits < 0 ? key.bits + Int64(container.count) : key.bits
        guard position >= 0, position < container.count else { return .missing }
        return cells[container.start + Int(position)]
      }
      return withCommands ? command(container, key) : .missing
    case .string, .range, .int: return withCommands ? command(container, key) : .missing
    default: return .missing
    }
  }

  private mutating func command(_ container: Cell, _ key: Cell) -> Cell {
    if isWord(key, "size") {
      switch container.tag {
      case .string: return .int(Int64(characterCount(container)))
      case .range: return .int(Int64(container.rangeCount))
      // Ruby's Integer#size: the bytes of a machine word.
      case .int: return .int(8)
      default: return .int(Int64(container.count))
      }
    }
    if isWord(key, "first") { return first(container) }
    if isWord(key, "last") { return last(container) }
    return .missing
  }

  private func isWord(_ key: Cell, _ word: StaticString) -> Bool {
    guard key.count == word.utf8CodeUnitCount else { return false }
    return swiftString(key) == word.description
  }

  mutating func first(_ container: Cell) -> Cell {
    switch container.tag {
    case .object:
      // The first field, as name and value.
      container.count == 0 ? .null : array([cells[container.start], cells[container.start + 1]])
    case .array: container.count == 0 ? .null : cells[container.start]
    case .range: container.rangeCount == 0 ? .null : .int(container.bits)
    case .string: container.count == 0 ? .noText : part(container, 0, offset(container, ofCharacter: 1))
    default: .null
    }
  }

  func last(_ container: Cell) -> Cell {
    switch container.tag {
    case .array: container.count == 0 ? .null : cells[container.start + container.count - 1]
    case .range: container.rangeCount == 0 ? .null : .int(container.upper)
    case .string:
      container.count == 0
        ? .noText
        : part(container, offset(container, ofCharacter: characterCount(container) - 1), container.count)
    default: .null
    }
  }
}
