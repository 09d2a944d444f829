/// Where in an HTML document the next byte stands, followed along the literals of a template.
struct HTMLContext: Equatable {
  enum State: Equatable {
    case text, tagOpen, tagName, endTag, beforeAttribute, attributeName, afterAttributeName, beforeValue
    case value(quote: UInt8)
    case unquoted
    case declaration, conditionalComment
    /// A comment; the number of hyphens just seen (-1 after `--!`), and whether nothing else was.
    case comment(hyphens: Int, isFresh: Bool)
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
  /// A `meta` that has said by `name` what its content is.
  var isNamed = false
  /// A `meta` that has said `http-equiv`.
  var isInstruction = false

  mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { feed(byte) }
  }

  mutating func feed(_ byte: UInt8) {
    switch state {
    case .text: if byte == Ascii.less { state = .tagOpen }
    case .tagOpen: openTag(byte)
    case .endTag: if byte == Ascii.greater { leaveTag() }
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
    case .conditionalComment: if byte == Ascii.greater { state = .text }
    case .comment(let hyphens, let isFresh): comment(byte, hyphens, isFresh)
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

  private mutating func declaration(_ byte: UInt8) {
    if byte == Ascii.greater {
      state = .text
      tag = []
    } else if tag.isEmpty, byte == Ascii.minus {
      tag = [byte]
    } else if tag == [Ascii.minus], byte == Ascii.minus {
      state = .comment(hyphens: 0, isFresh: true)
      tag = []
    } else {
      tag = [Ascii.question]
    }
  }

  private mutating func comment(_ byte: UInt8, _ hyphens: Int, _ isFresh: Bool) {
    if byte == Ascii.greater, hyphens >= 2 || hyphens < 0 || isFresh {
      // `-->`, `--!>`, and where nothing stands in it `<!-->` and `<!--->` (HTML Standard, 13.2.5.41 and on).
      state = .text
    } else if isFresh, hyphens == 0, byte == Ascii.leftBracket {
      // `<!--[if mso]>`: what follows is markup for the mail readers it is meant for.
      state = .conditionalComment
    } else if byte == Ascii.minus {
      state = .comment(hyphens: max(0, hyphens) + 1, isFresh: isFresh && hyphens == 0)
    } else {
      state = .comment(hyphens: byte == Ascii.bang && hyphens >= 2 ? -1 : 0, isFresh: false)
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
    let isEnd = state == .endTag
    let name = isEnd ? [] : tag
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
        state = byte == Ascii.greater ? .text : .endTag
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
