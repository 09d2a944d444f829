/// A stretch of a template: text, `{{ output }}` or `{% tag %}`.
struct Token {
  enum Kind { case text, output, tag }
  var kind: Kind
  /// The inside, without braces and hyphens; of text all of it after white-space control.
  var start: Int
  var end: Int
  /// With braces.
  var outerStart: Int
  var outerEnd: Int
}

/// Cuts a template into tokens, or the inside of `{% liquid %}` into lines.
struct TokenReader {
  let bytes: [UInt8]
  let source: Int32
  let end: Int
  let isLines: Bool
  private(set) var position: Int
  /// The token before ended in `-}}` or `-%}`.
  private var trimsNext = false

  init(bytes: [UInt8], source: Int32, from: Int, to: Int, isLines: Bool) {
    self.bytes = bytes
    self.source = source
    self.isLines = isLines
    position = from
    end = to
  }

  mutating func next() throws(Mistake) -> Token? { isLines ? nextLine() : try nextToken() }

  mutating func stop() { position = end }

  private mutating func nextLine() -> Token? {
    while position < end {
      var start = position
      var stop = start
      while stop < end, bytes[stop] != Ascii.newline { stop += 1 }
      position = stop + 1
      while start < stop, bytes[start].isSpace { start += 1 }
      while stop > start, bytes[stop - 1].isSpace { stop -= 1 }
      if stop > start {
        return Token(kind: .tag, start: start, end: stop, outerStart: start, outerEnd: stop)
      }
    }
    return nil
  }

  private mutating func nextToken() throws(Mistake) -> Token? {
    guard position < end else { return nil }
    let start = position
    if start + 1 < end, bytes[start] == Ascii.leftBrace,
      bytes[start + 1] == Ascii.leftBrace || bytes[start + 1] == Ascii.percent
    {
      return try markup(isTag: bytes[start + 1] == Ascii.percent)
    }
    var stop = start + 1
    while stop < end {
      if bytes[stop] == Ascii.leftBrace, stop + 1 < end,
        bytes[stop + 1] == Ascii.leftBrace || bytes[stop + 1] == Ascii.percent
      {
        break
      }
      stop += 1
    }
    position = stop
    var token = Token(kind: .text, start: start, end: stop, outerStart: start, outerEnd: stop)
    if trimsNext { while token.start < token.end, bytes[token.start].isSpace { token.start += 1 } }
    trimsNext = false
    if stop + 2 < end, bytes[stop + 2] == Ascii.minus {
      while token.end > token.start, bytes[token.end - 1].isSpace { token.end -= 1 }
    }
    return token
  }

  private mutating func markup(isTag: Bool) throws(Mistake) -> Token {
    let outer = position
    let closing = isTag ? Ascii.percent : Ascii.rightBrace
    var stop = outer + 2
    while stop + 1 < end, !(bytes[stop] == closing && bytes[stop + 1] == Ascii.rightBrace) { stop += 1 }
    guard stop + 1 < end else {
      position = end
      let opening = isTag ? "{%" : "{{"
      throw Mistake(
        .syntax, Place(source: source, start: outer, end: outer + 2),
        "this '\(opening)' is never closed by '\(isTag ? "%}" : "}}")'")
    }
    position = stop + 2
    var token = Token(
      kind: isTag ? .tag : .output, start: outer + 2, end: stop, outerStart: outer, outerEnd: stop + 2)
    trimsNext = token.end > token.start && bytes[token.end - 1] == Ascii.minus
    if token.start < token.end, bytes[token.start] == Ascii.minus { token.start += 1 }
    // A single hyphen, `{{-}}`, counts for both sides.
    if trimsNext, token.end > token.start { token.end -= 1 }
    return token
  }

  /// Skips to after `{% end %}` and gives what lies before it as text, or nil if there is none.
  mutating func verbatim(until endTag: String) -> Token? {
    let name = Array(endTag.utf8)
    trimsNext = false
    var scan = position
    while scan + 1 < end {
      if bytes[scan] == Ascii.leftBrace, bytes[scan + 1] == Ascii.percent {
        var inner = scan + 2
        if inner < end, bytes[inner] == Ascii.minus { inner += 1 }
        while inner < end, bytes[inner].isSpace { inner += 1 }
        if inner + name.count <= end, bytes[inner..<inner + name.count].elementsEqual(name) {
          inner += name.count
          // What follows the name, apart from it, is of no account.
          let first = inner
          while inner + 1 < end, !(bytes[inner] == Ascii.percent && bytes[inner + 1] == Ascii.rightBrace) {
            inner += 1
          }
          let trims = inner > first && bytes[inner - 1] == Ascii.minus
          if inner + 1 < end, inner == first || !bytes[first].isNamePart || trims && inner - 1 == first {
            let token = Token(kind: .text, start: position, end: scan, outerStart: position, outerEnd: scan)
            position = inner + 2
            trimsNext = trims
            return token
          }
        }
      }
      scan += 1
    }
    position = end
    return nil
  }
}
