/// Joining text and changing its case.
enum TextFilters {
  /// Both texts made one.
  ///
  /// If one of them is markup, the other is escaped and the result is markup.
  static func joined(_ machine: inout Machine, _ a: Cell, _ b: Cell) throws(Fault) -> Cell {
    let first = machine.store.text(a)
    let second = machine.store.text(b)
    try machine.charge(6 * (first.count + second.count))
    let isSafe =
      machine.store.isMarkup(first) || machine.store.isMarkup(second) || first.isSafe && second.isSafe
    let left = isSafe ? machine.safe(first) : first
    let right = isSafe ? machine.safe(second) : second
    let mark = machine.store.bytes.count
    machine.store.append(left)
    machine.store.append(right)
    let cell = machine.store.string(since: mark)
    return isSafe ? cell.marked(.safe) : cell
  }

  static func append(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    try joined(&machine, input, operands.first)
  }

  static func prepend(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    try joined(&machine, operands.first, input)
  }

  static func upcase(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    machine.store.mapped(input, { $0.raised }, { $0.uppercased() })
  }

  static func downcase(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    machine.store.mapped(input, { $0.lowered }, { $0.lowercased() })
  }

  static func capitalize(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell
  {
    let text = machine.store.textString(input)
    guard let first = text.unicodeScalars.first else { return .noText }
    let rest = String(text.unicodeScalars.dropFirst()).lowercased()
    return machine.store.string(first.properties.titlecaseMapping + rest)
  }
}

extension Cell {
  /// Text that became markup (by escape, capture, raw), as opposed to a literal of the template.
  var isMarkup: Bool { tag == .string && isSafe && !flags.contains(.literal) }
}

extension Store {
  /// Text that makes what it is joined with markup: what became markup, and a literal with a tag or a character
  /// reference in it.
  ///
  /// Any other literal reads the same as text and as markup, and as text it can still be compared and cut.
  func isMarkup(_ cell: Cell) -> Bool {
    guard cell.tag == .string, cell.isSafe else { return false }
    guard cell.flags.contains(.literal) else { return true }
    for position in 0..<cell.count {
      let byte = byte(cell, position)
      if byte == Ascii.less || byte == Ascii.ampersand { return true }
    }
    return false
  }
}

extension Machine {
  /// `cell` escaped for HTML, unless it is markup already or this output is not HTML.
  mutating func safe(_ cell: Cell) -> Cell {
    let text = store.text(cell)
    guard kind == .html, !text.isSafe else { return text }
    var escaped: [UInt8] = []
    Escape.html(store.array(text), into: &escaped)
    return store.string(escaped).marked(.safe)
  }
}

extension Machine {
  mutating func safeBytes(_ cell: Cell) -> [UInt8] {
    let text = safe(cell)
    return store.array(text)
  }
}

extension Store {
  /// ASCII text is changed byte by byte, other text by Unicode's rules.
  mutating func mapped(_ input: Cell, _ change: (UInt8) -> UInt8, _ other: (String) -> String) -> Cell {
    let source = text(input)
    let mark = bytes.count
    append(source)
    for position in mark..<bytes.count {
      let byte = bytes[position]
      guard byte < 0x80 else {
        bytes.removeLast(bytes.count - mark)
        return string(other(swiftString(source)))
      }
      bytes[position] = change(byte)
    }
    return string(since: mark)
  }
}
