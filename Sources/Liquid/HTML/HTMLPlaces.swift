/// What a value written in a context needs, and what remains when branches meet.
extension HTMLContext {
  /// How to write a value here, or why it must not be written.
  var place: Result<OutputPlace, Refusal> {
    if isTorn {
      return refuse(
        "the conditional comment before this value ends inside a tag", "close the tag before '-->'")
    }
    if isEnd { return refuse("an end tag holds no value", "end the element with its name alone") }
    switch state {
    case .text, .escapableText, .comment: return .success(.htmlText)
    case .declaration, .conditionalComment:
      return refuse(
        "a value in the condition of a comment or in a declaration cannot be made safe",
        "write it out, with 'if' around it")
    case .rawText:
      if tag == AttributeNames.style { return .success(.css) }
      return refuse(
        "a value inside <script> cannot be made safe", "put it in a data- attribute of an element")
    case .tagOpen, .tagName, .endTag, .beforeAttribute, .attributeName, .afterAttributeName:
      return refuse("a value cannot be the name of a tag or attribute", "write the name, with 'if' around it")
    case .beforeValue, .unquoted:
      return refuse("a value in an attribute without quotes cannot be made safe", "put quotes around it")
    case .value: return attributePlace
    }
  }

  struct Refusal: Error {
    let message: String
    let help: String
  }

  private func refuse(_ message: String, _ help: String) -> Result<OutputPlace, Refusal> {
    .failure(Refusal(message: message, help: help))
  }

  private var attributePlace: Result<OutputPlace, Refusal> {
    switch kind {
    case .plain: return .success(.htmlAttribute)
    case .style: return .success(.css)
    case .event: return refuse("a value in an event handler cannot be made safe", "use a data- attribute")
    case .forbidden(.document):
      return refuse("a value in a document inside an attribute cannot be made safe", "link to the document")
    case .forbidden(.addresses):
      return refuse("a value in a list of addresses cannot be made safe", "use src or href with one address")
    case .forbidden(.instruction):
      return refuse(
        "a value here could be an instruction to the reader, such as a refresh",
        "write name=\"…\" before content, or no value")
    case .loaded where slashes < 3:
      return refuse(
        "a value must not decide what this element loads", "begin the address with https:// and the host")
    case .unknown:
      return refuse(
        "which attribute this value belongs to depends on a condition", "write the whole attribute in it")
    case .url, .loaded:
      switch part {
      case .start: return .success(.urlStart)
      case .rest: return .success(.htmlAttribute)
      case .scheme:
        return refuse(
          "this value could complete the scheme of a link", "begin the link with https:// or with the value")
      case .refused(let scheme):
        return refuse("a link with the scheme '\(scheme):' must not hold a value", "use https, mailto or tel")
      case .reference:
        return refuse(
          "a link that begins with a character reference must not hold a value",
          "begin the link with https:// or with the value")
      case .ambiguous:
        return refuse(
          "whether this value begins the link depends on a condition", "write the whole link in each branch")
      }
    }
  }

  /// A value was written.
  mutating func afterValue() {
    // An empty value is written as '#', so that what follows begins no link.
    if case .value = state, kind == .url || kind == .loaded { part = .rest }
    if case .rawText = state { attribute = [] }
    if isConditional { end = .value }
    if case .comment = state {
      state = .comment(isFresh: false)
      end = .value
    }
  }

  /// The context after two branches, or nil if they end in different places.
  static func join(_ a: HTMLContext, _ b: HTMLContext) -> HTMLContext? {
    if a == b { return a }
    guard a.isConditional == b.isConditional, a.isTorn == b.isTorn else { return nil }
    var joined = a
    // Then what ends a comment is as little known as after a value.
    if a.end != b.end { joined.end = .value }
    switch (a.state, b.state) {
    case (.text, .text): return joined
    case (.comment, .comment):
      joined.state = .comment(isFresh: false)
      return joined
    case (.rawText, .rawText) where a.tag == b.tag, (.escapableText, .escapableText) where a.tag == b.tag:
      joined.attribute = []
      return joined
    case (.value(let left), .value(let right))
    where left == right && a.kind == b.kind && a.tag == b.tag && a.isEnd == b.isEnd:
      joined.part = .ambiguous
      joined.slashes = min(a.slashes, b.slashes)
      joined.attribute = []
      return joined
    case _ where a.isInTag && b.isInTag && a.tag == b.tag && a.isEnd == b.isEnd:
      let named = a.state == .attributeName || b.state == .attributeName
      joined.state = named ? .attributeName : .beforeAttribute
      joined.attribute = []
      joined.kind = named ? .unknown : .plain
      joined.isNamed = a.isNamed && b.isNamed
      joined.isInstruction = a.isInstruction || b.isInstruction
      return joined
    default: return nil
    }
  }

  private var isInTag: Bool {
    switch state {
    case .tagName, .beforeAttribute, .attributeName, .afterAttributeName: true
    default: false
    }
  }
}
