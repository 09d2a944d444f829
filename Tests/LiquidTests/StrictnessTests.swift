import Liquid
import Testing

/// Missing, nil and a value are three things.
@Suite struct StrictnessTests {
  @Test(arguments: [
    "{{ user.nick }}", "{{ user.nick | upcase }}", "{{ user.nick | upcase | default: 'x' }}",
    "{% assign a = user.nick %}", "{% if user.nick == 'x' %}{% endif %}", "{% if user.nick > 5 %}{% endif %}",
    "{% for a in user.nick %}{% endfor %}", "{{ 'a' | append: user.nick }}", "{{ nobody }}",
    "{% if false %}{% assign a = 1 %}{% endif %}{{ a }}", "{{ user.tags[9] }}",
  ])
  func `reading a missing path is an error that names it`(template: String) {
    let found = errors(template, ["user": ["name": "Ann", "tags": ["a"]]])
    #expect(found.map(\.kind) == [.missing])
    #expect(found.first?.message.contains("Ann") == false)
  }

  @Test(arguments: [
    ("{{ user.nick | default: 'x' }}", "x"), ("{% if user.nick %}a{% else %}b{% endif %}", "b"),
    ("{% unless user.nick %}a{% endunless %}", "a"), ("{% if user.nick == nil %}a{% endif %}", "a"),
    ("{% if user.nick == blank %}a{% endif %}", "a"), ("{% if user.nick != empty %}a{% endif %}", "a"),
    ("{{ user.gone }}", ""), ("{{ user.gone | upcase }}", ""),
    ("{% case user.nick %}{% when 'a' %}a{% else %}b{% endcase %}", "b"),
  ])
  func `default, conditions and nil take care of what is missing`(template: String, wanted: String) throws {
    #expect(try render(template, ["user": ["name": "Ann", "gone": nil]]) == wanted)
  }

  @Test func `lenient templates read nil instead`() throws {
    let environment = Environment(strictness: .lenient)
    #expect(try render("[{{ user.nick }}{{ a.b.c | upcase }}]", ["user": [:]], in: environment) == "[]")
  }

  @Test func `a program lists what it reads`() throws {
    let text = "{{ a.b }}\n{% if a.b %}{% for x in list %}{{ x.c }}{% endfor %}{% endif %}{% assign v = 1 %}{{ v }}"
    let program = try Environment().compile(TemplateSource(name: "t.liquid", text: text))
    #expect(program.variables.map(\.path) == ["a.b", "list"])
    #expect(program.variables.first?.places.map(\.line) == [1, 2])
    #expect(program.variables.first?.places.map(\.column) == [4, 7])
  }
}
