/// Taking white space away.
enum StripFilters {
  /// What Ruby strips: white space, and NUL at the end.
  private static func trimmed(_ machine: inout Machine, _ input: Cell, left: Bool, right: Bool) -> Cell {
    let text = machine.store.text(input)
    var from = 0
    var to = text.count
    if left { while from < to, machine.store.byte(text, from).isSpace { from += 1 } }
    if right {
      while to > from, machine.store.byte(text, to - 1).isSpace || machine.store.byte(text, to - 1) == 0 { to -= 1 }
    }
    return machine.store.part(text, from, to)
  }

  static func strip(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    trimmed(&machine, input, left: true, right: true)
  }

  static func leftStrip(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    trimmed(&machine, input, left: true, right: false)
  }

  static func rightStrip(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    trimmed(&machine, input, left: false, right: true)
  }

  static func squish(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    let text = trimmed(&machine, input, left: true, right: true)
    var result: [UInt8] = []
    var isInSpace = false
    for byte in machine.store.array(text) {
      if byte.isSpace {
        if !isInSpace { result.append(Ascii.space) }
        isInSpace = true
      } else {
        result.append(byte)
        isInSpace = false
      }
    }
    return machine.store.string(result)
  }

  static func stripNewlines(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    let text = machine.store.textBytes(input)
    return machine.store.string(
      text.indices.compactMap { position in
        let byte = text[position]
        if byte == Ascii.newline { return nil }
        let isLineEnd = byte == Ascii.carriageReturn && position + 1 < text.count && text[position + 1] == Ascii.newline
        return isLineEnd ? nil : byte
      })
  }
}
