import Liquid
import Testing

/// Templates inside templates.
@Suite struct PartialTests {
  private func environment(_ partials: [String: String], _ dialect: Dialect = .standard) -> Environment {
    var environment = Environment(dialect: dialect) { name in
      partials[name].map { TemplateSource(name: "components/\(name).html", text: $0) }
    }
    environment.partialNames = partials.keys.sorted()
    return environment
  }

  @Test func `a partial sees its arguments and nothing else`() throws {
    let standard = environment(["p": "{{ v | default: '-' }}{{ name | default: '-' }}"])
    #expect(
      try render("{% assign v = 1 %}{% render 'p' %}{% render 'p', v: 2 %}", ["name": "N"], in: standard)
        == "--2-")
  }

  @Test func `a mail's partial sees the data but not the variables`() throws {
    let mail = environment(["p": "{{ v | default: '-' }}{{ name }}"], .mail)
    #expect(try render("{% assign v = 1 %}{% render 'p' %}", ["name": "N"], in: mail) == "-N")
  }

  @Test func `globals are seen by partials`() throws {
    var standard = environment(["p": "{{ shop.name }}"])
    standard.globals = ["shop"]
    #expect(try render("{% render 'p' %}", ["shop": ["name": "S"]], in: standard) == "S")
  }

  @Test func `a partial begins anew each time`() throws {
    let standard = environment([
      "p": "{% increment n %}{% cycle 'a', 'b' %}{% assign x = x | default: 'n' | append: '!' %}{{ x }}"
    ])
    #expect(try render("{% for i in (1..2) %}{% render 'p' %};{% endfor %}", in: standard) == "0an!;0an!;")
  }

  @Test func `with, for and as hand over values`() throws {
    let standard = environment(["p": "{{ p }}", "q": "{{ forloop.index }}{{ item }},"])
    #expect(
      try render("{% render 'p' with 1 %}{% render 'q' for l as item %}", ["l": ["a", "b"]], in: standard)
        == "11a,2b,")
  }

  @Test func `the place in the HTML reaches into a partial`() throws {
    let standard = environment(["p": "{{ u }}"])
    let data: Value = ["u": "javascript:x"]
    #expect(
      try render("<a href=\"{% render 'p', u: u %}\">{% render 'p', u: u %}", data, in: standard)
        == "<a href=\"#\">javascript:x")
    #expect(
      errors("<a onclick=\"{% render 'p', u: u %}\">", data, in: standard).map(\.file) == [
        "components/p.html"
      ])
  }

  @Test func `an unknown partial is an error with a place`() {
    let found = errors("{% render 'progres' %}", in: environment(["progress": ""]))
    #expect(found.map(\.kind) == [.unknownPartial])
    #expect(found.map(\.help) == ["did you mean 'progress'?"])
  }

  @Test(arguments: ["render", "include"])
  func `partials that render themselves without end are an error with a place`(tag: String) {
    let standard = environment(["a": "{% \(tag) 'b' %}", "b": "\n {% \(tag) 'a' %}"])
    let found = errors("{% \(tag) 'a' %}", in: standard)
    #expect(found.map(\.kind) == [.limit])
    #expect(found.allSatisfy { $0.file.hasPrefix("components/") && $0.message.contains("partialDepth") })
  }

  @Test(arguments: ["render", "include"])
  func `a partial may render itself as often as the data says`(tag: String) throws {
    let tree: Value = [
      "node": [
        "name": "a", "of": [["name": "b", "of": [["name": "c", "of": []]]], ["name": "d", "of": []]],
      ]
    ]
    let standard = environment([
      "tree":
        "({{ node.name }}{% for child in node.of %}{% \(tag) 'tree', node: child %}{{ forloop.index }}{% endfor %})"
    ])
    #expect(try render("{% \(tag) 'tree', node: node %}", tree, in: standard) == "(a(b(c)1)1(d)2)")
  }

  @Test func `include finds a partial by a computed name among those that are known`() throws {
    let standard = environment(["rows/text": "{{ text }}-{{ v }}{% assign seen = 'yes' %}", "other": ""])
    let data: Value = ["kind": "rows/text", "bad": "rows/txet", "text": "T"]
    #expect(try render("{% include kind with 7 as v %}{{ seen }}", data, in: standard) == "T-7yes")
    #expect(errors("{% include bad %}", data, in: standard).map(\.help) == ["did you mean 'rows/text'?"])
    #expect(errors("{% include kind %}", data, in: environment([:])).map(\.kind) == [.unknownPartial])
  }

  @Test func `partials that multiply are stopped`() {
    var partials: [String: String] = ["p0": "x{{ v }}"]
    for level in 1...20 {
      partials["p\(level)"] = String(repeating: "{% render 'p\(level - 1)' %}", count: 10)
    }
    #expect(errors("{% render 'p20' %}", in: environment(partials)).map(\.kind).contains(.limit))
  }

  @Test func `skip ends a render with its reason`() throws {
    let mail = environment([:], .mail)
    let program = try mail.compile(
      TemplateSource(name: "m", text: "a{% if x %}{% skip \"no sale\" %}{% endif %}b"))
    var output = Array("before".utf8)
    #expect(try Renderer().render(program, ["x": true], into: &output) == .skipped(reason: "no sale"))
    #expect(String(decoding: output, as: UTF8.self) == "before")
    #expect(try Renderer().render(program, ["x": false], into: &output) == .rendered)
    #expect(String(decoding: output, as: UTF8.self) == "beforeab")
    #expect(errors("{% skip 'x' %}").map(\.kind) == [.notAvailable])
  }
}
