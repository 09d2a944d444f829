import Liquid
import Testing

/// No template crashes or hangs the engine: it ends in an error with a place, quickly.
@Suite struct HostileTests {
  private static let deep = 10_000
  static let templates: [String] = [
    String(repeating: "{{", count: 500_000), String(repeating: "{%", count: 500_000),
    String(repeating: "{% if a %}", count: deep), String(repeating: "{% for a in b %}", count: deep),
    String(repeating: "{% capture a %}", count: deep),
    String(repeating: "{% liquid\nliquid ", count: deep) + " %}",
    "{% liquid\n" + String(repeating: "liquid ", count: deep) + "%}",
    "{{ " + String(repeating: "a[", count: deep) + "1" + String(repeating: "]", count: deep) + " }}",
    "{{ " + String(repeating: "(1..", count: deep) + " }}",
    "{{ a", "{% if a %}", "{% if", "{{ 'a }}", "{% comment %}", "{% raw %}", "{% case a %}{% when 1 %}",
    "{% doc %}",
    "{% for i in (1..9999999999) %}{{ i }}{% endfor %}", "{{ (1..9999999999) | join }}",
    "{% for i in (1..90000) %}{% for j in (1..90000) %}{% endfor %}{% endfor %}",
    "{% assign a = 'xxxxxxxx' %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}",
    "{% assign a = 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' %}{% for i in (1..9) %}{% assign a = a | replace: 'x', a %}{% endfor %}",
    "{% for i in (1..90000) %}{% for j in (1..100) %}0123456789012345678901234567890123456789{{ j }}{% endfor %}{% endfor %}",
    "{% assign a = '' | split: '' %}{% for i in (1..90000) %}{% assign a = a | concat: a | concat: a %}{% assign a = 'a,b,c,d,e,f,g,h' | split: ',' | concat: a | concat: a %}{% endfor %}",
    "{{ 9999999999999999999999999999999999999999999999999999 }}",
    "{{ 170141183460469231731687303715884105727 | plus: 1 }}",
    "{{ 170141183460469231731687303715884105727 | times: 2 }}",
    "{{ 1 | divided_by: 0 }}", "{{ 1 | modulo: 0.0 }}", "a\u{0}b", "{{ a | b | c | d }}", "{% %}", "{%%}",
    "{% end %}",
    "{% endif %}", "{% else %}", "{{ | }}", "{{ a | }}", "{{ . }}", "{{ a..b }}", "{% if %}{% endif %}",
    "{% for in %}{% endfor %}", "{% assign = %}", "{% render %}", "{% cycle %}",
  ]

  @Test(arguments: templates.indices)
  func `a hostile template is an error with a place`(index: Int) {
    let clock = ContinuousClock()
    var found: [TemplateError] = []
    let time = clock.measure { found = errors(Self.templates[index]) }
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0.line >= 1 && $0.column >= 1 && !$0.message.isEmpty })
    #expect(found.count <= Limits().reportedErrors)
    // Generous: an unoptimised build on a busy machine.
    #expect(time < .seconds(20))
  }

  @Test(arguments: [
    "{{a}}", "{{ a | raw }}", "{{1|nope}}", "{% for x in b %}{% endfor %}", "{% if a %}{% endif %}",
    "{% assign a = a %}",
    "{% cycle 1, 2 %}", "{% render 'p' %}", "{{ b.c.d }}", "{% case a %}{% when 1, 2 %}{% endcase %}",
    "<a href='{{ a }}'>",
    "{% capture x %}{{ x }}{% endcapture %}", "{% increment i %}",
  ])
  func `many small pieces are compiled or refused at once`(piece: String) {
    let environment = Environment { TemplateSource(name: $0, text: "p") }
    let text = String(repeating: piece, count: 200_000 / piece.utf8.count)
    let time = ContinuousClock().measure {
      let program = try? environment.compile(TemplateSource(name: "t", text: text))
      if let program { _ = try? Renderer().render(program, ["a": 1, "b": []]) }
    }
    // Generous: an unoptimised build on a busy machine.
    #expect(time < .seconds(10))
  }

  @Test func `searching never costs the product of two lengths`() throws {
    let grow = "{% for i in (1..15) %}{% assign a = a | append: a %}{% endfor %}"
    let template =
      "{% assign a = 'aaaa' %}\(grow){% assign b = a | append: 'b' %}{% if a contains b %}{% endif %}"
      + "{{ b | append: b | replace: b, '' | size }}{{ b | remove_last: b | size }}"
    let time = ContinuousClock().measure { #expect(errors(template) == []) }
    #expect(time < .seconds(10))
  }

  @Test func `numbers at the edge do not trap`() {
    let edges = [
      "9223372036854775807", "-9223372036854775807", "0", "-1", "0.000000000000000001", "922337203685477580",
    ]
    let filters = [
      "plus", "minus", "times", "divided_by", "modulo", "at_least", "at_most", "round", "truncate",
      "truncatewords", "slice",
    ]
    for a in edges {
      for b in edges {
        for filter in filters { _ = errors("{{ \(a) | \(filter): \(b) | abs | ceil | floor | round }}") }
        _ = errors("{% for i in (\(a)..\(b)) limit: \(a) offset: \(b) %}{% break %}{% endfor %}")
        _ = errors(
          "{{ 'abc' | slice: \(a), \(b) }}{{ x[\(a)] }}{{ \(a) | date: '%c %s %G' }}", ["x": [1, 2]])
      }
    }
    let least: Value = [
      "n": .int(.min), "d": .decimal(.init(mantissa: .min, scale: 18)), "day": .day(.min),
      "date": .date(.min),
    ]
    for filter in filters + ["abs", "ceil", "floor", "sum", "date"] {
      for name in ["n", "d", "day", "date"] {
        for other in ["n", "d", "-1", "1"] {
          _ = errors("{{ \(name) | \(filter): \(other) }}", least)
          _ = errors("{{ \(name) | \(filter) }}{{ \(name) }}", least)
        }
      }
    }
  }

  @Test func `bytes that are not UTF-8 are refused where they stand`() {
    let error = #expect(throws: TemplateErrors.self) {
      try Environment().compile(TemplateSource(name: "t", bytes: Array("ab\nc".utf8) + [0xFF, 0x41]))
    }
    #expect(error?.errors.map(\.line) == [2])
    #expect(error?.errors.map(\.column) == [2])
  }

  @Test func `random mutations of a template never crash`() throws {
    let seed = Array(
      """
      {% assign a = "x,y" | split: "," %}<p class="{{ a | first }}">{% for i in a reversed limit:2 %}{{ forloop.index }}{{ i | upcase \
      | truncate: 5, "…" }}{% else %}-{% endfor %}{% if a.size > 1 and b or c contains 'x' %}{{- 1.5 | times: 3 -}}{% elsif d %}{% endif %}\
      {% case a[0] %}{% when 'x', 'y' %}1{% else %}2{% endcase %}{% capture q %}<b>{{ a }}</b>{% endcapture %}<a href="{{ q }}">
      {% cycle 'a', 'b' %}{% increment n %}{% liquid
        echo a | join: '-' | date: "%Y"
      %}{% comment %}{% endcomment %}{% raw %}{{{% endraw %}
      """.utf8)
    let pieces = [
      "{{", "}}", "{%", "%}", "|", "'", "\"", "..", "[", "]", "-", "99999999999", "é", "<", ">", "=", " ",
      ":", ",",
    ]
    var state: UInt64 = 42
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let renderer = Renderer()
    for _ in 0..<1_000 {
      var text = seed
      for _ in 0..<1 + random(4) {
        let from = random(text.count)
        let to = min(text.count, from + random(6))
        text.replaceSubrange(from..<to, with: Array(pieces[random(pieces.count)].utf8))
      }
      let environment = Environment(strictness: random(2) == 0 ? .strict : .lenient)
      guard let program = try? environment.compile(TemplateSource(name: "t", bytes: text)) else { continue }
      var output: [UInt8] = []
      _ = try? renderer.render(program, ["b": 1, "c": "xyz", "d": nil], into: &output)
    }
  }
}
