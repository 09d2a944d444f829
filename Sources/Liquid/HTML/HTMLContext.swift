/// Where in an HTML document the next byte stands, followed along the literals of a template.
struct HTMLContext: Equatable {
  enum State: Equatable {
    case text, tagOpen, tagName, endTag, beforeAttribute, attributeName, afterAttributeName, beforeValue
    case value(quote: UInt8)
    case unquoted
    case declaration, conditionalComment
    /// A comment, and whether nothing but a hyphen stands in it.
    case comment(isFresh: Bool)
    /// Inside script or style: nothing but its end tag is markup.
    case rawText
    /// Inside title or textarea: entities count, tags do not.
    case escapableText
  }

  enum AttributeKind: Equatable {
    case plain, url, style, event
    /// The address of what the element runs or shows.
    case loaded
    /// Nothing can be written here.
    case forbidden(Forbidden)
    /// Different branches of the template begin different attributes.
    case unknown
  }

  /// Attributes in which no value is safe.
  enum Forbidden: Equatable {
    /// A whole document: `srcdoc`.
    case document
    /// Several addresses: `srcset`.
    case addresses
    /// The content of a `meta` that may be an instruction, such as a refresh.
    case instruction
  }

  /// How far the URL in an attribute is decided by what the template has written of it.
  enum URLPart: Equatable {
    case start
    /// Something is written, but no scheme yet.
    case scheme([UInt8])
    case rest
    case refused(String)
    /// It begins with a character reference, so its scheme is not what is written.
    case reference
    case ambiguous
  }

  var state = State.text
  /// Name of the tag, of the attribute, or the end tag being matched, as far as it is known.
  var tag: [UInt8] = []
  var attribute: [UInt8] = []
  var kind = AttributeKind.plain
  var part = URLPart.start
  /// Slashes seen of the address of what an element loads: after the third the host is decided.
  var slashes = 0
  /// The tag is an end tag; it is read as others are (HTML Standard, 13.2.5.7), and holds no value.
  var isEnd = false
  /// A `meta` that has said by `name` what its content is.
  var isNamed = false
  /// A `meta` that has said `http-equiv`.
  var isInstruction = false

  /// Inside `<!--[if mso]>`: markup for some readers, and for all others a comment that `-->` ends.
  var isConditional = false
  /// What of the end of a comment, conditional or not, was just seen.
  var end = CommentEnd.none
  /// It ended for the others in the middle of a tag: what follows is one thing here and another there.
  var isTorn = false
  /// Whether a comment ended depends on a value: a mistake of the template, to be told once.
  var isCut = false

  mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { feed(byte) }
  }

  mutating func feed(_ byte: UInt8) {
    let isHidden = isConditional || state == .conditionalComment
    step(byte)
    if isHidden { hiddenByte(byte) }
  }

  /// A conditional comment ends for the other readers, wherever this one is.
  private mutating func hiddenByte(_ byte: UInt8) {
    let verdict = end.feed(byte)
    guard verdict != .goesOn else { return }
    isConditional = false
    if verdict == .depends { isCut = true } else if state != .text { isTorn = true }
  }

  private mutating func step(_ byte: UInt8) {
    switch state {
    case .text: if byte == Ascii.less { state = .tagOpen }
    case .tagOpen: openTag(byte)
    case .endTag: endTag(byte)
    case .tagName:
      if byte.isSpace || byte == Ascii.slash {
        state = .beforeAttribute
      } else if byte == Ascii.greater {
        leaveTag()
      } else {
        Self.remember(byte, in: &tag)
      }
    case .beforeAttribute, .attributeName, .afterAttributeName: attributeByte(byte)
    case .beforeValue: beginValue(byte)
    case .value(let quote):
      if byte == quote { endAttribute() } else if kind == .url || kind == .loaded { url(byte) }
    case .unquoted:
      if byte.isSpace { endAttribute() } else if byte == Ascii.greater { leaveTag() }
    case .declaration: declaration(byte)
    case .conditionalComment:
      if byte == Ascii.greater {
        state = .text
        isConditional = true
      }
    case .comment(let isFresh): comment(byte, isFresh)
    case .rawText, .escapableText: rawText(byte)
    }
  }

  private static func remember(_ byte: UInt8, in name: inout [UInt8]) {
    if name.count < 32 { name.append(byte.lowered) }
  }

  private mutating func openTag(_ byte: UInt8) {
    tag = []
    if byte.isLetter {
      tag = [byte.lowered]
      state = .tagName
    } else if byte == Ascii.slash {
      state = .endTag
    } else if byte == Ascii.bang || byte == Ascii.question {
      state = .declaration
      if byte == Ascii.question { tag = [byte] }
    } else {
      state = byte == Ascii.less ? .tagOpen : .text
    }
  }

  private mutating func endTag(_ byte: UInt8) {
    if byte.isLetter {
      tag = [byte.lowered]
      isEnd = true
      state = .tagName
    } else if byte == Ascii.greater {
      state = .text
    } else {
      tag = [Ascii.question]
      state = .declaration
    }
  }

  private mutating func declaration(_ byte: UInt8) {
    if byte == Ascii.greater {
      state = .text
      tag = []
    } else if tag.isEmpty, byte == Ascii.minus {
      tag = [byte]
    } else if tag == [Ascii.minus], byte == Ascii.minus {
      state = .comment(isFresh: true)
      // The hyphens that begin a comment here may end the conditional one around it for other readers.
      if !isConditional { end = .none }
      tag = []
    } else {
      tag = [Ascii.question]
    }
  }

  private mutating func comment(_ byte: UInt8, _ isFresh: Bool) {
    let before = end
    // In a conditional comment its own end is looked for as well, once, and is the same.
    let verdict = isConditional ? end.peek(byte) : end.feed(byte)
    if verdict != .goesOn || byte == Ascii.greater && isFresh {
      // Where nothing stands in it `<!-->` and `<!--->` end it, too (HTML Standard, 13.2.5.43 and 13.2.5.44).
      if verdict == .depends { isCut = true }
      state = .text
    } else if byte == Ascii.leftBracket, isFresh, before == .none {
      // `<!--[if mso]>`: what follows is markup for the mail readers it is meant for.
      state = .conditionalComment
      end = .none
    } else {
      state = .comment(isFresh: isFresh && byte == Ascii.minus && before == .none)
    }
  }

  private mutating func attributeByte(_ byte: UInt8) {
    switch byte {
    case Ascii.greater: leaveTag()
    case Ascii.slash:
      state = .beforeAttribute
      attribute = []
    case Ascii.equal where state != .beforeAttribute:
      state = .beforeValue
      if AttributeNames.namesContent(attribute, in: tag) { isNamed = true }
      if AttributeNames.instructs(attribute, in: tag) { isInstruction = true }
      if kind != .unknown {
        kind = AttributeNames.kind(of: attribute, in: tag, isNamed: isNamed && !isInstruction)
      }
      part = .start
    case _ where byte.isSpace:
      if state == .attributeName { state = .afterAttributeName }
    default:
      if state != .attributeName {
        attribute = []
        kind = .plain
      }
      state = .attributeName
      Self.remember(byte, in: &attribute)
    }
  }

  private mutating func beginValue(_ byte: UInt8) {
    switch byte {
    case Ascii.quote, Ascii.apostrophe: state = .value(quote: byte)
    case Ascii.greater: leaveTag()
    case _ where byte.isSpace: break
    default: state = .unquoted
    }
  }

  private mutating func endAttribute() {
    state = .beforeAttribute
    attribute = []
    kind = .plain
    part = .start
    slashes = 0
  }

  private mutating func leaveTag() {
    let name = isEnd ? [] : tag
    isEnd = false
    endAttribute()
    tag = []
    isNamed = false
    isInstruction = false
    state = .text
    if name == AttributeNames.script || name == AttributeNames.style {
      state = .rawText
      tag = name
    } else if name == AttributeNames.title || name == AttributeNames.textarea {
      state = .escapableText
      tag = name
    }
  }

  /// Looks for `</name`; `attribute` holds what of it was seen.
  private mutating func rawText(_ byte: UInt8) {
    let wanted = [Ascii.less, Ascii.slash] + tag
    if attribute.count == wanted.count {
      if byte.isSpace || byte == Ascii.greater || byte == Ascii.slash {
        attribute = []
        tag = []
        isEnd = byte != Ascii.greater
        state = byte == Ascii.greater ? .text : .beforeAttribute
        return
      }
      attribute = []
    }
    if byte.lowered == wanted[attribute.count] {
      attribute.append(byte.lowered)
    } else {
      attribute = byte == Ascii.less ? [byte] : []
    }
  }

  private mutating func url(_ byte: UInt8) {
    if byte == Ascii.slash { slashes = min(3, slashes + 1) }
    switch part {
    case .start, .scheme:
      var seen: [UInt8] = []
      if case .scheme(let bytes) = part { seen = bytes }
      if byte == Ascii.colon {
        part = URLSchemes.isAllowed(seen) ? .rest : .refused(String(decoding: seen, as: UTF8.self))
      } else if byte == Ascii.slash || byte == Ascii.question || byte == Ascii.hash {
        part = .rest
      } else if byte == Ascii.ampersand {
        part = .reference
      } else if !(byte.isSpace && seen.isEmpty), seen.count < 32 {
        part = .scheme(seen + [byte.lowered])
      }
    case .rest, .refused, .reference, .ambiguous: break
    }
  }
}
