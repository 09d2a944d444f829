/// Making markup out of text and text out of markup.
enum MarkupFilters {
  static func escape(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    if input.isNothing { return .null }
    let text = machine.store.text(input)
    // Text that became markup is not escaped twice; a literal is escaped because the template asks for it.
    if machine.kind == .html, text.isMarkup { return text }
    try machine.charge(6 * text.count)
    var result: [UInt8] = []
    Escape.html(machine.store.array(text), into: &result)
    return machine.store.string(result).marked(.safe)
  }

  static func escapeOnce(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell
  {
    if input.isNothing { return .null }
    let text = machine.store.textBytes(input)
    try machine.charge(6 * text.count)
    var result: [UInt8] = []
    for (position, byte) in text.enumerated() {
      if Escape.isSpecial(byte), !(byte == Ascii.ampersand && isEntity(text, position)) {
        Escape.append(Escape.entity(byte), to: &result)
      } else {
        result.append(byte)
      }
    }
    return machine.store.string(result).marked(.safe)
  }

  /// `&name;`, `&#1;` or `&#xA;`.
  private static func isEntity(_ text: [UInt8], _ start: Int) -> Bool {
    var position = start + 1
    var isPart: (UInt8) -> Bool = { $0.isLetter || $0.isDigit }
    if position < text.count, text[position] == Ascii.hash {
      position += 1
      isPart = { $0.isDigit }
      if position < text.count, text[position].lowered == 0x78 {
        position += 1
        isPart = { $0.isDigit || ($0.lowered >= 0x61 && $0.lowered <= 0x66) }
      }
    }
    let first = position
    while position < text.count, position - first < 32, isPart(text[position]) { position += 1 }
    return position > first && position < text.count && text[position] == Ascii.semicolon
  }

  static func newlineToBreak(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault)
    -> Cell
  {
    let text = machine.safeBytes(input)
    try machine.charge(7 * text.count)
    var result: [UInt8] = []
    for (position, byte) in text.enumerated() {
      if byte == Ascii.newline {
        result += Array("<br />\n".utf8)
      } else if byte != Ascii.carriageReturn || position + 1 == text.count
        || text[position + 1] != Ascii.newline
      {
        result.append(byte)
      }
    }
    return machine.store.string(result).marked(.safe)
  }

  /// Takes scripts, comments and styles out, and then tags.
  ///
  /// What remains is never markup.
  static func stripHTML(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    let text = machine.store.textBytes(input)
    let blocks = [("<script", "</script>"), ("<!--", "-->"), ("<style", "</style>")]
    return machine.store.string(without([("<", ">")], in: without(blocks, in: text)))
  }

  /// `text` without the stretches that begin and end so.
  private static func without(_ pairs: [(String, String)], in text: [UInt8]) -> [UInt8] {
    guard text.contains(Ascii.less) else { return text }
    var result: [UInt8] = []
    var position = 0
    // Once no end was found for one of these, searching for another is in vain.
    var hopeless: Set<String> = []
    while position < text.count {
      var skipped: Int?
      if text[position] == Ascii.less {
        for (opening, closing) in pairs
        where skipped == nil && !hopeless.contains(closing) && starts(text, position, opening) {
          skipped = ByteSearch.first(Array(closing.utf8), in: text, from: position + opening.utf8.count)
            .map { $0 + closing.utf8.count }
          if skipped == nil { hopeless.insert(closing) }
        }
      }
      if let skipped {
        position = skipped
      } else {
        result.append(text[position])
        position += 1
      }
    }
    return result
  }

  private static func starts(_ text: [UInt8], _ position: Int, _ word: String) -> Bool {
    position + word.utf8.count <= text.count
      && text[position..<position + word.utf8.count].elementsEqual(word.utf8)
  }

  /// The value is written as it is, wherever it stands.
  ///
  /// Listed in the notes of a program.
  static func raw(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    machine.store.text(input).marked([.safe, .raw])
  }
}
