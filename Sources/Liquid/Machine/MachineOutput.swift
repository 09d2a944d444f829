/// Writing values.
extension Machine {
  @inline(__always)
  mutating func write(_ cell: Cell, _ op: Op, _ code: Code, _ position: Int) throws(Fault) {
    switch cell.tag {
    case .string: writeText(cell, op.flags, position)
    case .int where op.flags != OutputPlace.url.rawValue && op.flags != OutputPlace.urlStart.rawValue:
      NumberText.append(cell.bits, to: &output)
    case .null, .empty, .blank: if op.flags == OutputPlace.urlStart.rawValue { writeNoLink(position) }
    case .missing, .unset:
      if code.isStrict { throw missing(op.a, code) }
      if op.flags == OutputPlace.urlStart.rawValue { writeNoLink(position) }
    default: writeText(store.printed(cell), op.flags, position)
    }
  }

  private mutating func writeText(_ cell: Cell, _ place: UInt8, _ position: Int) {
    let from = cell.start
    let to = cell.start + cell.count
    if place == OutputPlace.htmlText.rawValue {
      if cell.flags.contains(.safe) {
        output.append(from: store.bytes, from, to)
      } else {
        output.appendHTML(from: store.bytes, from, to)
      }
      return
    }
    if place == OutputPlace.plain.rawValue { return output.append(from: store.bytes, from, to) }
    writeText(from, to, cell.flags, place, position)
  }

  /// The rarer places.
  private mutating func writeText(
    _ from: Int, _ to: Int, _ flags: Cell.Flags, _ place: UInt8, _ position: Int
  ) {
    if flags.contains(.raw), place != OutputPlace.header.rawValue {
      output.append(from: store.bytes, from, to)
      return
    }
    switch OutputPlace(rawValue: place) ?? .plain {
    case .plain: output.append(from: store.bytes, from, to)
    case .htmlText: break
    case .htmlAttribute: writeAttribute(from, to, flags)
    case .urlStart:
      var first = from
      while first < to, store.bytes[first].isSpace { first += 1 }
      if URLSchemes.begins(store.bytes, first, to) {
        writeAttribute(first, to, flags)
      } else {
        writeNoLink(position)
      }
    case .css:
      for byte in store.bytes[from..<to] where !Self.isPlainStyle(byte) {
        warn("this value is not a plain number, word or colour and was left out of the style", position)
        return
      }
      output.append(from: store.bytes, from, to)
    case .header: Escape.header(store.bytes, from, to, into: &output)
    case .url: Escape.url(store.bytes, from, to, into: &output)
    }
  }

  private mutating func writeAttribute(_ from: Int, _ to: Int, _ flags: Cell.Flags) {
    if flags.contains(.safe) {
      Escape.html(store.bytes, from, to, keepingEntities: true, into: &output)
    } else {
      output.appendHTML(from: store.bytes, from, to)
    }
  }

  /// Nothing is no link either: what is written after it would become the beginning of one.
  private mutating func writeNoLink(_ position: Int) {
    output.append(Ascii.hash)
    warn("this link has none of the schemes http, https, mailto, tel; '#' was written", position)
  }

  private static func isPlainStyle(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == Ascii.space || byte == Ascii.hash || byte == Ascii.percent
      || byte == Ascii.dot || byte == Ascii.comma || byte == Ascii.minus || byte == Ascii.plus
      || byte == Ascii.underscore
  }

  private mutating func warn(_ message: String, _ position: Int) {
    guard warnings.count < 20 else { return }
    var fault = Fault(.unsafePlace, message)
    fault.op = position
    warnings.append(fault)
  }
}
