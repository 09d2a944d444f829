import Liquid
import Testing

private let greet = Filter(
  name: "t", arguments: FilterSignature(takesAnyName: true),
  check: { use in
    guard case .string(let key, _)? = use.input else {
      return FilterProblem("'t' needs a key in quotes", at: .input)
    }
    return key == "hello"
      ? nil : FilterProblem("there is no text '\(key)'", help: "did you mean 'hello'?", at: .input)
  },
  apply: { _, arguments, context throws(FilterError) in
    guard case .string(let name, let safe)? = arguments["name"] else {
      throw FilterError("t: the name is not text")
    }
    return .string("<b>Hello</b> \(safe ? name : context.escape(name))", safe: true)
  })

private let money = Filter(
  name: "money",
  emit: { value, _, _, output throws(FilterError) in
    guard case .money(let money) = value else {
      throw FilterError("money: this is no amount", help: "use number")
    }
    output.write(money.currency)
    output.write(safe: "&nbsp;")
    output.write(String(money.minorUnits))
  },
  apply: { _, _, _ in "applied" })

/// Filters that a host adds.
@Suite struct FilterTests {
  private let environment = Environment(filters: .standard.adding([greet, money]))

  @Test func `a filter takes names it does not know and gives markup`() throws {
    #expect(
      try render("{{ 'hello' | t: name: who }}", ["who": "<Ann>"], in: environment)
        == "<b>Hello</b> &lt;Ann&gt;")
  }

  @Test func `a filter that ends a chain writes for itself`() throws {
    let data: Value = ["x": .money(.init(minorUnits: 5, currency: "<", exponent: 2))]
    #expect(try render("{{ x | money }}", data, in: environment) == "&lt;&nbsp;5")
    #expect(try render("{{ x | money | upcase }}", data, in: environment) == "APPLIED")
  }

  @Test func `a filter looks at the template while it is compiled`() {
    let found = errors("{{ 'helo' | t: name: 'x' }}\n{{ 1 | plus: 'a', 2 }}\n{{ k | t }}", in: environment)
    #expect(
      found.map(\.message) == [
        "there is no text 'helo'", "the filter 'plus' takes 1 argument, not 2", "'t' needs a key in quotes",
      ])
    #expect(found.map(\.column) == [4, 19, 4])
  }

  @Test func `a filter's refusal has its place and no data`() {
    let found = errors("a\n  {{ x | money }}", ["x": "secret"], in: environment)
    #expect(
      found.map(\.description) == [
        """
        template.liquid:2:10: error: money: this is no amount (x is text)
            2 |   {{ x | money }}
              |          ^^^^^ use number
        """
      ])
  }

  @Test func `now is refused without a clock`() throws {
    #expect(errors("{{ 'now' | date: '%Y' }}").map(\.kind) == [.filter])
    #expect(try render("{{ 'now' | date: '%Y' }}", in: Environment(now: 0)) == "1970")
  }
}
