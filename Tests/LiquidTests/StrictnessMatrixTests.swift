import Liquid
import Testing

/// Missing, nil and a value, in every place where a template reads: what is an error and what is expected.
@Suite struct StrictnessMatrixTests {
  private struct Root { var extra: [String: Value] = [:] }

  /// The same data three times: declared, dynamic fields of a declared object, and nothing declared.
  private func render(_ template: String, _ state: Value?, lenient: Bool = false) throws -> [String] {
    var environment = Environment()
    if lenient { environment.strictness = .lenient }
    let source = TemplateSource(name: "t", text: template)
    var results: [String] = []

    var dynamic = Schema<Root>()
    dynamic.dynamic("p") { $0.extra[$1] }
    var root = Root(extra: ["y": 1])
    if let state { root.extra["x"] = state }
    results.append(
      outcome { try Renderer().render(try environment.compile(source, schema: dynamic), root).text })

    var fields: [(String, Value)] = [("y", 1)]
    if let state { fields.append(("x", state)) }
    let open: Value = ["p": .object(Value.Object(fields))]
    results.append(outcome { try Renderer().render(try environment.compile(source), open).text })
    return results
  }

  private func outcome(_ body: () throws -> String) -> String {
    do {
      return try body()
    } catch let error as TemplateError {
      return "\(error.kind) \(error.line):\(error.column)"
    } catch {
      return "\(error)"
    }
  }

  /// Template, and what it gives where `p.x` is missing, nil and "v".
  @Test(arguments: [
    ("{{ p.x }}", "missing 1:4", "", "v"),
    ("{{ p['x'] }}", "missing 1:4", "", "v"),
    ("{{ p.x | upcase }}", "missing 1:4", "", "V"),
    ("{{ p.x | default: 'd' }}", "d", "d", "v"),
    ("{{ p.x | default: 'd' | upcase }}", "D", "D", "V"),
    ("{{ p.x | upcase | default: 'd' }}", "missing 1:4", "d", "V"),
    ("{{ 'a' | append: p.x }}", "missing 1:18", "a", "av"),
    ("{{ nil | default: p.x }}", "missing 1:19", "", "v"),
    ("{% if p.x %}t{% else %}f{% endif %}", "f", "f", "t"),
    ("{% unless p.x %}t{% else %}f{% endunless %}", "t", "t", "f"),
    ("{% if p.y and p.x %}t{% else %}f{% endif %}", "f", "f", "t"),
    ("{% if false %}{% elsif p.x %}t{% else %}f{% endif %}", "f", "f", "t"),
    ("{% if p.x == nil %}t{% else %}f{% endif %}", "t", "t", "f"),
    ("{% if p.x != nil %}t{% else %}f{% endif %}", "f", "f", "t"),
    ("{% if nil == p.x %}t{% else %}f{% endif %}", "t", "t", "f"),
    ("{% if p.x == null %}t{% else %}f{% endif %}", "t", "t", "f"),
    ("{% if p.x == blank %}t{% else %}f{% endif %}", "t", "t", "f"),
    ("{% if blank != p.x %}t{% else %}f{% endif %}", "f", "f", "t"),
    ("{% if p.x == 'v' %}t{% else %}f{% endif %}", "missing 1:7", "f", "t"),
    ("{% if 'v' == p.x %}t{% else %}f{% endif %}", "missing 1:14", "f", "t"),
    ("{% if p.x contains 'v' %}t{% else %}f{% endif %}", "missing 1:7", "f", "t"),
    ("{% if p.x == p.x %}t{% else %}f{% endif %}", "missing 1:7", "t", "t"),
    ("{% case p.x %}{% when 'v' %}t{% else %}f{% endcase %}", "f", "f", "t"),
    ("{% case 'v' %}{% when p.x %}t{% else %}f{% endcase %}", "f", "f", "t"),
    ("{% for a in p.x %}t{% else %}f{% endfor %}", "missing 1:13", "f", "t"),
    ("{% assign a = p.x %}{{ a }}", "missing 1:15", "", "v"),
    ("{% assign a = p.x | default: 'd' %}{{ a }}", "d", "d", "v"),
    ("{% capture a %}{{ p.x }}{% endcapture %}{{ a }}", "missing 1:19", "", "v"),
    ("{% echo p.x %}", "missing 1:9", "", "v"),
    ("{% cycle p.x, 'b' %}", "missing 1:10", "", "v"),
    ("{% ifchanged %}{{ p.x }}{% endifchanged %}", "missing 1:19", "", "v"),
  ])
  func `a path is read as strictness says`(
    _ template: String, _ missing: String, _ null: String, _ value: String
  )
    throws
  {
    #expect(try render(template, nil) == [missing, missing], "missing")
    #expect(try render(template, .null) == [null, null], "nil")
    #expect(try render(template, "v") == [value, value], "a value")
    // Leniently what is missing is nil.
    #expect(try render(template, nil, lenient: true) == [null, null], "lenient")
  }

  @Test(arguments: [("empty", "[]"), ("blank", "   "), ("empty", "")])
  func `comparisons with blank and empty see what is there`(_ word: String, _ value: String) throws {
    let state: Value = value == "[]" ? [] : .string(value)
    #expect(try render("{% if p.x == \(word) %}t{% else %}f{% endif %}", state) == ["t", "t"])
    #expect(try render("{% if p.x == \(word) %}t{% else %}f{% endif %}", "v") == ["f", "f"])
    #expect(try render("{% if p.x == \(word) %}{% endif %}", nil).allSatisfy { !$0.contains("missing") })
  }

  @Test func `an error names the path, not the data, and where it is read`() throws {
    let text = "a\n  {{ user.address.city | upcase }}"
    let found = errors(text, ["user": ["name": "Ann Secret", "address": [:]]])
    #expect(found.map(\.message) == ["user.address.city is missing"])
    #expect(found.first.map { "\($0.file):\($0.line):\($0.column)" } == "template.liquid:2:6")
    #expect(found.first?.description.contains("Secret") == false)
  }

  @Test func `every path is listed once with every place, those of partials too`() throws {
    let partials = [
      "inner": "{{ user.tags[0] }}{{ label }}{{ user.name }}",
      "outer": "{% render 'inner', label: user.mail %}{% assign own = 1 %}{{ own }}",
    ]
    let environment = Environment(dialect: .mail) { name in
      partials[name].map { TemplateSource(name: "\(name).html", text: $0) }
    }
    let text = """
      {{ user.name }}{% if user.name == nil or a.b.c %}{{ list.first.id }}{% endif %}
      {% for item in list limit: max %}{{ item.id }}{{ forloop.index }}{{ user['first name'] }}{% endfor %}
      {% render 'outer' %}{{ x | default: y, allow_false: z }}{% case k %}{% when w %}{% endcase %}
      """
    let program = try environment.compile(TemplateSource(name: "main.html", text: text))
    let listed = program.variables.map { use in
      "\(use.path) " + use.places.map { "\($0.file):\($0.line):\($0.column)" }.joined(separator: " ")
    }
    #expect(
      listed == [
        "user.name main.html:1:4 main.html:1:22 inner.html:1:33", "a.b.c main.html:1:42",
        "list main.html:1:53 main.html:2:16", "max main.html:2:28", "user.first name main.html:2:69",
        "user.mail outer.html:1:27", "user.tags inner.html:1:4", "x main.html:3:24", "y main.html:3:37",
        "z main.html:3:53", "k main.html:3:65", "w main.html:3:77",
      ])
  }
}
