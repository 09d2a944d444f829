/// Random numbers that are the same in every run.
struct Seeded {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func number(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % max(1, bound)
  }

  mutating func one(of choices: [String]) -> String { choices[number(choices.count)] }
  mutating func chance(_ percent: Int) -> Bool { number(100) < percent }
}

/// Writes templates: mostly right ones, with all tags and filters inside each other.
struct TemplateGenerator {
  var random: Seeded

  init(seed: UInt64) { random = Seeded(seed) }

  private static let values = [
    "1", "0", "-3", "2.5", "'a'", "\"x y\"", "nil", "true", "false", "empty", "blank", "(1..3)", "a", "b.c",
    "l",
    "l[0]", "l[-1]", "l.first", "o", "o['k']", "o.list", "s", "s.size", "n", "x", "y", "i", "i.t",
    "forloop.index",
    "tablerowloop.col", "missing", "missing.deep", "self", "self['a']", "[s]", "l[n]", "(1..n)",
    "99999999999999999999",
    "-9223372036854775808", "0.000000000000000001", "d", "big",
  ]
  private static let filters = [
    "abs", "append: s", "at_least: 2", "at_most: n", "base64_decode", "base64_encode",
    "base64_url_safe_decode",
    "base64_url_safe_encode", "capitalize", "ceil", "compact", "compact: 't'", "concat: l",
    "date: '%Y-%m-%d %H:%M:%S %N %z'",
    "date: s", "default: a", "default: 1, allow_false: true", "divided_by: n", "divided_by: 0",
    "divided_by: 3.0", "downcase",
    "escape", "escape_once", "find: 't'", "find: 't', 1", "find_index: 't'", "first", "floor", "h",
    "has: 't', 2", "join",
    "join: s", "last", "lstrip", "map: 't'", "map: n", "minus: 1", "modulo: 3", "modulo: n", "newline_to_br",
    "plus: 1.5",
    "plus: a", "prepend: 'p'", "reject: 't'", "remove: 'a'", "remove_first: s", "remove_last: ''",
    "replace: 'a', 'bb'",
    "replace: '', 'x'", "replace_first: 'a', s", "replace_last: s, 'q'", "reverse", "round", "round: n",
    "round: -30",
    "rstrip", "size", "slice: 0", "slice: n, 5", "slice: -2, 9", "sort", "sort: 't'", "sort_natural",
    "sort_natural: 't'",
    "split: ''", "split: ' '", "split: s", "squish", "strip", "strip_html", "strip_newlines", "sum",
    "sum: 't'", "times: 2",
    "times: 1.1", "truncate: 5", "truncate: n, s", "truncatewords: 2", "uniq", "uniq: 't'", "upcase",
    "url_decode",
    "url_encode", "where: 't'", "where: 't', 1", "raw",
  ]

  private mutating func value() -> String { random.one(of: Self.values) }
  private mutating func open() -> String { random.one(of: ["{%", "{%", "{%-"]) }
  private mutating func close() -> String { random.one(of: ["%}", "%}", "-%}"]) }
  private mutating func tag(_ text: String) -> String { "\(open()) \(text) \(close())" }

  private mutating func chain() -> String {
    var text = value()
    while random.chance(45) { text += " | " + random.one(of: Self.filters) }
    return text
  }

  private mutating func condition() -> String {
    var text = value()
    if random.chance(60) {
      text += " \(random.one(of: ["==", "!=", "<>", "<", ">", "<=", ">=", "contains"])) \(value())"
    }
    if random.chance(25) { text += " \(random.one(of: ["and", "or"])) " + condition() }
    return text
  }

  mutating func template(depth: Int = 4) -> String {
    var text = ""
    for _ in 0...random.number(4) { text += node(depth) }
    return text
  }

  private mutating func node(_ depth: Int) -> String {
    if depth == 0 || random.chance(30) {
      return random.chance(50)
        ? random.one(of: ["text ", "\n", " ", "<p title=\"", "\">", "<b>", "é", "{", "}"]) : output()
    }
    switch random.number(19) {
    case 0: return tag("assign \(random.one(of: ["x", "y", "a"])) = \(chain())")
    case 1: return block("capture \(random.one(of: ["x", "y"]))", "endcapture", depth)
    case 2, 3: return branches("if", depth)
    case 4: return branches("unless", depth)
    case 5: return choice(depth)
    case 6, 7, 8: return loop(depth)
    case 9:
      return block(
        "tablerow i in \(value())\(random.one(of: ["", " cols: 2", " cols: n limit: 3"]))", "endtablerow",
        depth)
    case 10: return tag("cycle \(random.one(of: ["", "'g': ", "s: "]))\(value()), \(value())")
    case 11: return tag("\(random.one(of: ["increment", "decrement"])) \(random.one(of: ["n", "q", "x"]))")
    case 12: return block("ifchanged", "endifchanged", depth)
    case 13: return partial()
    case 14: return block("comment", "endcomment", depth)
    case 15: return tag("raw") + "{{ x }} {% if" + tag("endraw")
    case 16: return tag("echo \(chain())")
    case 17:
      return
        "{% liquid\n assign x = \(chain())\n if \(condition())\n  echo x\n endif\n for i in l\n  \(random.one(of: ["echo i", "break", "continue", "cycle 1, 2"]))\n endfor\n%}"
    default:
      return random.one(of: ["{% break %}", "{% continue %}", "{% # note %}", "{% doc %}x{% enddoc %}"])
    }
  }

  private mutating func output() -> String {
    "{{\(random.one(of: ["", "-"])) \(chain()) \(random.one(of: ["", "-"]))}}"
  }

  private mutating func body(_ depth: Int) -> String {
    var text = ""
    for _ in 0...random.number(3) { text += node(depth - 1) }
    return text
  }

  private mutating func block(_ start: String, _ end: String, _ depth: Int) -> String {
    tag(start) + body(depth) + tag(end)
  }

  private mutating func branches(_ name: String, _ depth: Int) -> String {
    var text = tag("\(name) \(condition())") + body(depth)
    if random.chance(30) { text += tag("elsif \(condition())") + body(depth) }
    if random.chance(40) { text += tag("else") + body(depth) }
    return text + tag("end\(name)")
  }

  private mutating func choice(_ depth: Int) -> String {
    var text = tag("case \(value())")
    for _ in 0...random.number(2) {
      text += tag("when \(value())\(random.one(of: ["", ", 1", " or 'a'"]))") + body(depth)
    }
    if random.chance(40) { text += tag("else") + body(depth) }
    return text + tag("endcase")
  }

  private mutating func loop(_ depth: Int) -> String {
    let extra = random.one(of: [
      "", "", " reversed", " limit: 2", " limit: n offset: 1", " offset: continue", " limit: s",
    ])
    var text = tag("for i in \(value())\(extra)") + body(depth)
    if random.chance(20) { text += tag(random.one(of: ["break", "continue"])) }
    if random.chance(30) { text += tag("else") + body(depth) }
    return text + tag("endfor")
  }

  private mutating func partial() -> String {
    let name = random.one(of: ["'p'", "'q'", "'me'", "'me'", "'gone'"])
    let extra = random.one(of: ["", " with l", " for l", " for l as i", ", v: a, n: n", " with o as i, v: s"])
    return random.chance(50)
      ? tag("render \(name)\(extra)") : tag("include \(random.chance(70) ? name : "s")\(extra)")
  }

  static let partials = [
    "p": "[{{ v }}{{ p }}{{ i }}{% assign x = v %}{% increment q %}]",
    "q": "{% for i in q %}{{ i }}{% break %}{% endfor %}{% break %}",
    "me":
      "{{ n }}{% if n > 0 %}{% assign n = n | minus: 1 %}{% render 'me', n: n %}{% endif %}{% include 'me' %}",
    "text": "{{ self.i }}",
  ]

  /// Takes pieces out of `text`, puts others in, and doubles some.
  mutating func mutated(_ text: [UInt8]) -> [UInt8] {
    let pieces = [
      "{{", "}}", "{%", "%}", "-%}", "{%-", "|", "'", "\"", "..", "[", "]", "(", ")", "-",
      "99999999999999999999999999999999999999999",
      "é", "<", ">", "=", " ", ":", ",", "endif", "endfor", "if", "for", "in", "liquid", "\n", "self",
      "render", "include", ".", "\u{0}",
      "nil", "and", "not", "case", "when", "#", "raw", "comment", "<script>", "href=\"",
    ]
    var text = text
    for _ in 0...random.number(4) where !text.isEmpty {
      let from = random.number(text.count)
      let to = min(text.count, from + random.number(8))
      switch random.number(4) {
      case 0: text.replaceSubrange(from..<to, with: Array(random.one(of: pieces).utf8))
      case 1: text.insert(contentsOf: text[from..<to], at: random.number(text.count))
      case 2: text.removeSubrange(from..<to)
      default: text[from] = UInt8(truncatingIfNeeded: random.number(256))
      }
    }
    return text
  }
}
