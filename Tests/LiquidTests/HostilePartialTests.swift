import Liquid
import Testing

/// Partials that call each other without end, and what else only rendering can stop.
@Suite struct HostilePartialTests {
  private static let bombs: [(partial: String, template: String)] = [
    ("{% include 'p' %}{% include 'p' %}", "{% include 'p' %}"),
    ("{% render 'p' %}{% render 'p' %}", "{% render 'p' %}"),
    ("{% for i in (1..99) %}{% render 'p' for (1..99) %}{% endfor %}", "{% render 'p' %}"),
    ("{% include n %}{% include n %}", "{% assign n = 'p' %}{% include n %}"),
    ("{% capture x %}{{ x }}{{ x }}xxxxxxxxxxxxxxxx{% endcapture %}{% include 'p' %}", "{% include 'p' %}"),
    ("{% for i in (1..9) %}{% include 'p', a: i, b: a %}{% endfor %}", "{% include 'p' %}"),
    (
      "{{ self[self[x]] }}{% assign y = self %}{% render 'p', x: y %}{% render 'p', x: y %}",
      "{% render 'p' %}"
    ),
  ]

  @Test(arguments: bombs.indices, [false, true])
  func `partials that multiply while rendering are stopped by a limit with a place`(
    index: Int, isInline: Bool
  ) {
    let bomb = Self.bombs[index]
    let find: @Sendable (String) -> TemplateSource? = {
      $0 == "p" ? TemplateSource(name: "p", text: bomb.partial) : nil
    }
    var environment =
      isInline ? Environment.reference(partials: find) : Environment(strictness: .lenient, partials: find)
    environment.partialNames = ["p"]
    let clock = ContinuousClock()
    var found: [TemplateError] = []
    let time = clock.measure { found = errors(bomb.template, [:], in: environment) }
    // Where errors are written a partial that is too deep is left out, and the budgets end the rest.
    if !isInline { #expect(found.map(\.kind) == [.limit]) }
    #expect(found.allSatisfy { $0.kind == .limit && $0.line >= 1 && $0.message.contains("the limit '") })
    // Generous: an unoptimised build on a busy machine.
    #expect(time < .seconds(20))
  }

  @Test func `errors that are written are charged as work`() {
    let template = "{% for i in (1..90000) %}{{ 1 | divided_by: 0 }}{% endfor %}"
    #expect(errors(template, in: .reference()).map(\.kind) == [.limit])
  }

  @Test func `texts that look like dates in many ways are read quickly`() {
    let words = ["a. ", "1 ", "12:", "jan ", "1-", "'1", "h", "st "]
    let time = ContinuousClock().measure {
      for word in words {
        let text = String(repeating: word, count: 120 / word.utf8.count)
        _ = errors(
          "{% for i in (1..20) %}{{ '1:0 \(text)x' | date: '%Y' }}{% endfor %}".replacing("''", with: ""))
      }
    }
    #expect(time < .seconds(20))
  }

  @Test func `reading many such texts uses up the steps`() {
    let text = String(repeating: "1 ", count: 30) + String(repeating: "a. ", count: 12) + "x"
    let template = "{% for i in (1..90000) %}{{ '\(text)' | date: '%Y' }}{% endfor %}"
    var environment = Environment()
    environment.now = 0
    environment.limits.steps = 20_000
    var found: [TemplateError] = []
    let time = ContinuousClock().measure { found = errors(template, in: environment) }
    #expect(found.map(\.kind) == [.limit])
    #expect(time < .seconds(20))
  }

  @Test(arguments: [
    "{{ 'x' | date: '%999999999Y' }}", "{{ 'now' | date: '%200N%200N%200z' }}",
    "{{ '2024-01-01' | date: '%99999999999999999999d' }}",
    "{{ 1 | round: 99999999999 }}", "{{ 'x' | truncate: 99999999999999999999999 }}",
    "{{ 'abc' | slice: -99999999999999999999, 99999999999999999999 }}",
    "{% for i in (1..3) limit: 99999999999999999999 offset: -99999999999999999999 %}{{ i }}{% endfor %}",
    "{% tablerow i in (1..3) cols: 99999999999999999999 %}{{ tablerowloop.col }}{% endtablerow %}",
    "{{ l[99999999999999999999] }}",
    "{% increment n %}{% assign x = -99999999999999999999 | abs | plus: 0.5 | floor | ceil | round: -40 %}{{ x }}",
  ])
  func `numbers beyond any use do not trap`(template: String) {
    var environment = Environment.reference()
    environment.now = 0
    _ = errors(template, ["l": [1], "n": .wide(.init(mantissa: .max))], in: environment)
    _ = errors(template, ["l": [1], "n": .int(.max)], in: environment)
  }
}
