/// Taking parts of text and lists.
enum CutFilters {
  private static func length(_ machine: borrowing Machine, _ cell: Cell, _ otherwise: Int) throws(Fault)
    -> Int
  {
    if cell.tag == .unset { return otherwise }
    guard let number = Coerce.integer(cell, machine.store) else {
      throw Fault(.filter, "the length must be a whole number")
    }
    // More than any text has, but far from where sums overflow.
    return Int(min(max(number, -1 << 40), 1 << 40))
  }

  static func truncate(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    if input.isNothing { return .null }
    let text = machine.store.text(input)
    let length = try length(machine, operands.first, 50)
    // No text has more characters than bytes.
    if text.count <= length { return text.unmarked(.markup) }
    let ellipsis = operands.count > 1 ? machine.store.text(operands.second) : machine.store.string("...")
    guard machine.store.characterCount(text) > length else { return text.unmarked(.markup) }
    let kept = max(0, length - machine.store.characterCount(ellipsis))
    let end = machine.store.offset(text, ofCharacter: kept)
    let mark = machine.store.bytes.count
    machine.store.append(text, from: 0, to: end)
    machine.store.append(ellipsis)
    return machine.store.string(since: mark)
  }

  static func truncateWords(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault)
    -> Cell
  {
    if input.isNothing { return .null }
    let text = machine.store.textBytes(input)
    let wanted = max(1, try length(machine, operands.first, 15))
    let ellipsis = operands.count > 1 ? machine.store.textBytes(operands.second) : Array("...".utf8)
    let words = text.split(whereSeparator: \.isSpace)
    // White space after the last word counts as one more, empty word.
    let isMore = words.count > wanted || words.count == wanted && text.last?.isSpace ?? false
    guard isMore else { return machine.store.string(text) }
    return machine.store.string(Array(words.prefix(wanted).joined(separator: [Ascii.space])) + ellipsis)
  }

  static func slice(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    func whole(_ cell: Cell, _ store: borrowing Store) throws(Fault) -> Int {
      guard let number = Coerce.integer(cell, store) else {
        throw Fault(.filter, "'slice' needs whole numbers")
      }
      return Int(min(max(number, -1 << 40), 1 << 40))
    }
    var start = try whole(operands.first, machine.store)
    let length =
      operands.count > 1 && operands.second.isTrue ? try whole(operands.second, machine.store) : 1
    let isList = input.tag == .array
    let text = isList ? input : machine.store.text(input)
    let count = isList ? input.count : machine.store.characterCount(text)
    if start < 0 { start += count }
    guard start >= 0, start <= count, length >= 0 else { return isList ? machine.store.array([]) : .noText }
    let end = length > count - start ? count : start + length
    if isList { return Cell.array(at: input.start + start, end - start) }
    let from = machine.store.offset(text, ofCharacter: start)
    return machine.store.part(text, from, machine.store.offset(text, ofCharacter: end)).unmarked(.markup)
  }

  static func split(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    let text = machine.store.text(input).unmarked(.markup)
    let bytes = machine.store.array(text)
    let separator = machine.store.textBytes(operands.first)
    var parts: [Cell] = []
    if separator == [Ascii.space] {
      // As in Ruby, a single space stands for any run of white space.
      for word in bytes.split(whereSeparator: \.isSpace) {
        parts.append(machine.store.part(text, word.startIndex, word.endIndex))
      }
    } else if separator.isEmpty {
      var from = 0
      while from < bytes.count {
        var to = from + 1
        while to < bytes.count, bytes[to] & 0xC0 == 0x80 { to += 1 }
        parts.append(machine.store.part(text, from, to))
        from = to
      }
    } else {
      var from = 0
      while let found = ByteSearch.first(separator, in: bytes, from: from) {
        parts.append(machine.store.part(text, from, found))
        from = found + separator.count
      }
      parts.append(machine.store.part(text, from, bytes.count))
      while let last = parts.last, last.count == 0 { parts.removeLast() }
    }
    guard parts.count <= machine.limits.arrayLength else {
      throw .limit("arrayLength", machine.limits.arrayLength)
    }
    return machine.store.array(parts)
  }
}
