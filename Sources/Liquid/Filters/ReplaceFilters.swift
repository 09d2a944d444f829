/// Replacing text, always literally.
enum ReplaceFilters {
  private enum Which { case all, first, last }

  private static func replaced(
    _ machine: inout Machine, _ input: Cell, _ search: Cell, _ replacement: Cell, _ which: Which
  ) throws(Fault) -> Cell {
    let source = machine.store.text(input)
    let insert = machine.store.text(replacement)
    let wanted = machine.store.text(search)
    // Unsafe text put into markup is escaped, and the other way round. A search from the data could take markup
    // apart: then the result is no markup any more.
    let isApart = machine.store.isMarkup(source) && search.tag == .string && !wanted.isSafe
    let isSafe =
      !isApart
      && (machine.store.isMarkup(source) || machine.store.isMarkup(insert) || source.isSafe && insert.isSafe)
    let text = machine.store.array(source)
    let needle = machine.store.array(wanted)
    let places = places(of: needle, in: text, which)
    let inserted = isSafe ? machine.safeBytes(insert) : machine.store.array(insert)
    // What is searched is the text itself; only then is what remains of it escaped.
    let escapes = isSafe && !source.isSafe && machine.kind == .html
    try machine.charge((escapes ? 6 : 1) * text.count + places.count * inserted.count)
    var result: [UInt8] = []
    result.reserveCapacity(text.count + places.count * inserted.count)
    func append(_ from: Int, _ to: Int) {
      if escapes {
        Escape.html(Array(text[from..<to]), into: &result)
      } else {
        result.append(from: text, from, to)
      }
    }
    var from = 0
    for place in places {
      append(from, place)
      result += inserted
      from = place + needle.count
    }
    append(from, text.count)
    let cell = machine.store.string(result)
    return isSafe ? cell.marked(.safe) : cell
  }

  private static func places(of needle: [UInt8], in text: [UInt8], _ which: Which) -> [Int] {
    switch which {
    case .first: return ByteSearch.first(needle, in: text, from: 0).map { [$0] } ?? []
    case .last: return ByteSearch.last(needle, in: text).map { [$0] } ?? []
    case .all:
      var places: [Int] = []
      var from = 0
      while from <= text.count, let found = ByteSearch.first(needle, in: text, from: from) {
        // Nothing stands between any two characters, but never inside one.
        if !needle.isEmpty || found == text.count || text[found] & 0xC0 != 0x80 { places.append(found) }
        from = found + max(1, needle.count)
      }
      return places
    }
  }

  static func replace(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    try replaced(&machine, input, operands.first, operands.count > 1 ? operands.second : .noText, .all)
  }

  static func replaceFirst(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault)
    -> Cell
  {
    try replaced(&machine, input, operands.first, operands.count > 1 ? operands.second : .noText, .first)
  }

  static func replaceLast(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell
  {
    try replaced(&machine, input, operands.first, operands.second, .last)
  }

  static func remove(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    try replaced(&machine, input, operands.first, .noText, .all)
  }

  static func removeFirst(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell
  {
    try replaced(&machine, input, operands.first, .noText, .first)
  }

  static func removeLast(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell
  {
    try replaced(&machine, input, operands.first, .noText, .last)
  }
}
