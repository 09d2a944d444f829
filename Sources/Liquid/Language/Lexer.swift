/// Words of an expression.
enum Word: Equatable {
  case name
  case number
  case string
  case comparison(Comparison)
  case dotDot
  /// A single byte: `. , : | [ ] ( ) =`
  case symbol(UInt8)
  case end
}

/// Reads the inside of one output or tag word by word.
struct Lexer {
  let bytes: [UInt8]
  let source: Int32
  let end: Int
  /// The word at hand and where it stands.
  private(set) var word = Word.end
  private(set) var start: Int
  private(set) var wordEnd: Int
  /// End of the word before, to tell places.
  private(set) var previousEnd: Int

  init(bytes: [UInt8], source: Int32, from: Int, to: Int) throws(Mistake) {
    self.bytes = bytes
    self.source = source
    end = to
    start = from
    wordEnd = from
    previousEnd = from
    try advance()
  }

  var place: Place { Place(source: source, start: start, end: max(wordEnd, start + 1)) }
  func place(from first: Int) -> Place { Place(source: source, start: first, end: max(previousEnd, first + 1)) }
  var text: String { String(decoding: bytes[start..<wordEnd], as: UTF8.self) }

  func isName(_ name: StaticString) -> Bool {
    guard word == .name, wordEnd - start == name.utf8CodeUnitCount else { return false }
    return text == name.description
  }

  mutating func advance() throws(Mistake) {
    previousEnd = wordEnd
    var position = wordEnd
    while position < end, bytes[position].isSpace { position += 1 }
    start = position
    guard position < end else {
      word = .end
      wordEnd = position
      return
    }
    let byte = bytes[position]
    switch byte {
    case _ where byte.isNameStart: name()
    case _ where byte.isDigit: number()
    case Ascii.minus where position + 1 < end && bytes[position + 1].isDigit: number()
    case Ascii.quote, Ascii.apostrophe: try string(byte)
    default: try symbol(byte)
    }
  }

  private mutating func name() {
    var position = start
    while position < end, bytes[position].isNamePart { position += 1 }
    if position < end, bytes[position] == Ascii.question { position += 1 }
    wordEnd = position
    word = text == "contains" ? .comparison(.contains) : .name
  }

  private mutating func number() {
    var position = start + 1
    while position < end, bytes[position].isDigit { position += 1 }
    if position + 1 < end, bytes[position] == Ascii.dot, bytes[position + 1].isDigit {
      position += 1
      while position < end, bytes[position].isDigit { position += 1 }
    }
    wordEnd = position
    word = .number
  }

  private mutating func string(_ quote: UInt8) throws(Mistake) {
    var position = start + 1
    while position < end, bytes[position] != quote { position += 1 }
    guard position < end else {
      let place = Place(source: source, start: start, end: min(end, start + 20))
      throw Mistake(.syntax, place, "this text has no closing quote")
    }
    wordEnd = position + 1
    word = .string
  }

  private mutating func symbol(_ byte: UInt8) throws(Mistake) {
    let next = start + 1 < end ? bytes[start + 1] : 0
    wordEnd = start + 2
    switch (byte, next) {
    case (Ascii.equal, Ascii.equal): word = .comparison(.equal)
    case (Ascii.bang, Ascii.equal), (Ascii.less, Ascii.greater): word = .comparison(.unequal)
    case (Ascii.less, Ascii.equal): word = .comparison(.lessOrEqual)
    case (Ascii.greater, Ascii.equal): word = .comparison(.greaterOrEqual)
    case (Ascii.dot, Ascii.dot): word = .dotDot
    default:
      wordEnd = start + 1
      switch byte {
      case Ascii.less: word = .comparison(.less)
      case Ascii.greater: word = .comparison(.greater)
      case Ascii.dot, Ascii.comma, Ascii.colon, Ascii.bar, Ascii.leftBracket, Ascii.rightBracket,
        Ascii.leftParenthesis, Ascii.rightParenthesis, Ascii.equal, Ascii.question, Ascii.minus:
        word = .symbol(byte)
      default:
        let shown = byte < 0x80 ? "'\(Character(Unicode.Scalar(byte)))'" : "this character"
        throw Mistake(.syntax, place, "\(shown) has no meaning here")
      }
    }
  }
}
