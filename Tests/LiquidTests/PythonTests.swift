import Foundation
import Liquid
import Testing

/// Compares with python-liquid (PyPI), another engine for the same language, over generated templates of the part in
/// which the two agree.
///
/// Runs where python3 can import it.
@Suite struct PythonTests {
  private static let script = """
    import json, sys
    from liquid import Environment, DictLoader
    tests = json.load(sys.stdin)
    env = Environment(autoescape=False, loader=DictLoader(tests["partials"]))
    print(json.dumps([env.from_string(t).render(**tests["data"]) for t in tests["templates"]]))
    """

  private static func python(_ arguments: [String], input: Data) throws -> Data? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    let (standardInput, standardOutput) = (Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = standardOutput
    process.standardError = FileHandle.nullDevice
    try process.run()
    try standardInput.fileHandleForWriting.write(contentsOf: input)
    try standardInput.fileHandleForWriting.close()
    let output = try standardOutput.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? output : nil
  }

  static let isThere: Bool = {
    let found = (try? python(["-c", "import liquid; assert liquid.__version__"], input: Data())) != nil
    if !found {
      print("python-liquid is not installed (pip install python-liquid): its comparison is skipped")
    }
    return found
  }()

  private static let data = """
    {"n": 3, "m": 7, "word": "liquid", "text": "one two  three", "none": null, "yes": true, "no": false,
     "list": [3, 1, 2], "words": ["b", "a", "c", "a"], "empty_list": [], "rows": [{"t": "x", "v": 2}, {"t": "y", "v": 1}],
     "o": {"k": "v", "in": {"deep": "d"}}}
    """
  private static let partials = [
    "row": "[{{ t }}{{ row.t }}{{ extra }}]", "inc": "{% assign made = 'made' %}<{{ word }}>",
  ]

  @Test(.enabled(if: isThere)) func `generated templates give what python-liquid gives`() throws {
    var generator = CommonTemplates(seed: 7)
    let templates = (0..<600).map { _ in generator.template() }
    let request: [String: Any] = [
      "templates": templates, "partials": Self.partials,
      "data": try JSONSerialization.jsonObject(with: Data(Self.data.utf8)),
    ]
    let input = try JSONSerialization.data(withJSONObject: request)
    let answer = try #require(try Self.python(["-c", Self.script], input: input))
    let wanted = try #require(try JSONSerialization.jsonObject(with: answer) as? [String])
    let data = try Value(json: Array(Self.data.utf8))
    let environment = conforming(Self.partials)
    for (template, wanted) in zip(templates, wanted) {
      let found = try render(template, data, in: environment)
      #expect(found == wanted, "\(template)")
    }
  }
}

/// Writes templates in the part of the language that both engines mean alike: no dates, no mistakes, no printing of
/// objects.
struct CommonTemplates {
  private var random: Seeded

  init(seed: UInt64) { random = Seeded(seed) }

  private mutating func text() -> String {
    random.one(of: ["word", "text", "'Ab c'", "o.k", "o['in'].deep", "words[0]", "x"])
  }
  private mutating func number() -> String {
    random.one(of: ["n", "m", "1", "0", "-4", "list.first", "list[1]", "words.size", "rows[0].v"])
  }
  private mutating func list() -> String {
    random.one(of: ["list", "words", "rows", "(1..4)", "(n..m)", "empty_list", "none"])
  }

  private mutating func textChain() -> String {
    var chain = text()
    while random.chance(55) {
      chain +=
        " | "
        + random.one(of: [
          "upcase", "downcase", "capitalize", "append: 'z'", "prepend: word", "strip", "replace: 'a', 'bb'",
          "remove: 'i'",
          "truncate: 40", "slice: 1, 3", "replace_first: 'e', 'E'",
          "escape", "url_encode",
          "split: ' ' | join: '+'", "split: '' | reverse | join", "default: 'none'", "lstrip", "strip_html",
          "base64_encode",
          "remove_first: 'o'", "newline_to_br",
        ])
    }
    return chain
  }

  private mutating func numberChain() -> String {
    var chain = number()
    while random.chance(55) {
      chain +=
        " | "
        + random.one(of: [
          "plus: 2", "minus: 5", "times: 3", "divided_by: 2", "modulo: 3", "abs", "at_least: 4", "at_most: 5",
          "plus: 1.5",
          "times: 0.5", "round", "ceil", "floor", "append: 'px' | size",
        ])
    }
    return chain
  }

  private mutating func output() -> String {
    switch random.number(4) {
    case 0: "{{ \(textChain()) }}"
    case 1: "{{ \(numberChain()) }}"
    case 2:
      "{{ \(random.one(of: ["list", "words"])) | \(random.one(of: ["sort", "reverse", "uniq", "concat: list", "compact"])) | join: ',' }}"
    default:
      "{{ rows | map: '\(random.one(of: ["t", "v"]))' | join: '/' }}{{ words | first }}{{ list | last }}{{ text | size }}"
    }
  }

  private mutating func condition() -> String {
    let test =
      switch random.number(5) {
      case 0: "\(number()) \(random.one(of: ["==", "!=", "<", ">", "<=", ">="])) \(number())"
      case 1: "words contains '\(random.one(of: ["a", "q"]))'"
      case 2: "\(text()) == '\(random.one(of: ["v", "liquid"]))'"
      case 3: random.one(of: ["yes", "no", "none", "word", "missing", "empty_list"])
      default: "word contains '\(random.one(of: ["qu", "z"]))'"
      }
    return random.chance(30) ? "\(test) \(random.one(of: ["and", "or"])) \(condition())" : test
  }

  mutating func template(depth: Int = 3) -> String {
    (0...random.number(3)).map { _ in node(depth) }.joined()
  }

  private mutating func node(_ depth: Int) -> String {
    if depth == 0 || random.chance(35) {
      return random.chance(30) ? random.one(of: ["t ", "\n", "- "]) : output()
    }
    let body = template(depth: depth - 1)
    switch random.number(11) {
    case 0: return "{% assign x = \(textChain()) %}"
    case 1: return "{% capture x %}\(output()){% endcapture %}{{ x | size }}"
    case 2, 3:
      return "{% if \(condition()) %}\(body){% elsif \(condition()) %}b{% else %}\(output()){% endif %}"
    case 4: return "{%- unless \(condition()) -%} \(body) {%- endunless -%}"
    case 5: return "{% case \(number()) %}{% when 1 %}one{% when 3, 7 %}\(body){% else %}e{% endcase %}"
    case 6, 7:
      let extra = random.one(of: ["", " limit: 2", " offset: 1", " reversed", " limit: 2 offset: 1"])
      return
        "{% for i in \(list())\(extra) %}{{ forloop.index }}{{ forloop.last }}\(body)\(random.one(of: ["", "", "{% break %}", "{% continue %}"])){% else %}none{% endfor %}"
    case 8:
      return "{% for i in list %}{% cycle 'a', 'b' %}{% endfor %}{% increment count %}{% decrement down %}"
    case 9: return "{% tablerow i in list cols: 2 %}{{ i }}{{ tablerowloop.col }}{% endtablerow %}"
    default:
      return random.one(of: [
        "{% render 'row', t: word, extra: n %}", "{% render 'row' for rows %}",
        "{% include 'inc' %}{{ made }}",
      ])
    }
  }
}
