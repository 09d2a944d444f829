import Liquid
import Testing

private struct Sale: Sendable {
  var customer: String
  var amount: Value.Money
}

private struct Partner: Sendable {
  var name = "Ann & Co"
  var nick: String?
  var sales: [Sale] = [
    Sale(customer: "A<B", amount: .init(minorUnits: 1_050, currency: "EUR", exponent: 2)),
    Sale(customer: "C", amount: .init(minorUnits: 7, currency: "JPY", exponent: 0)),
  ]
  var extra: [String: Value] = ["colour": "red"]
}

private func schema() -> Schema<Partner> {
  var schema = Schema<Partner>()
  schema.string("partner.name") { $0.name }
  schema.string("partner.nick") { $0.nick }
  schema.int("partner.sales_count") { $0.sales.count }
  schema.decimal("partner.rate") { _ in .init(mantissa: 255, scale: 1) }
  schema.bool("partner.active") { _ in true }
  schema.day("joined") { _ in 20_000 }
  schema.date("now") { _ in 1_704_067_318 }
  schema.list("unlocks") { _ in ["a", "b"] }
  schema.value("free") { _ in ["k": [1, 2]] }
  schema.dynamic("partner") { $0.extra[$1] }
  schema.dynamic("tier", known: ["name", "next"]) { _, key in key == "name" ? "Gold" : nil }
  var sale = Schema<Sale>()
  sale.string("customer") { $0.customer }
  sale.money("amount") { $0.amount }
  schema.records("sales", of: sale) { $0.sales }
  return schema
}

/// The host's own types, read by declared accessors.
@Suite struct SchemaTests {
  private func render(_ template: String) throws -> String {
    let program = try Environment().compile(TemplateSource(name: "t", text: template), schema: schema())
    return try Renderer().render(program, Partner()).text
  }

  @Test(arguments: [
    ("{{ partner.name }}", "Ann &amp; Co"), ("{{ partner.nick }}", ""), ("{{ partner.nick | default: 'you' }}", "you"),
    ("{{ partner.sales_count | plus: 1 }}", "3"), ("{{ partner.rate }}", "25.5"), ("{{ partner.active }}", "true"),
    ("{{ joined }} {{ joined | date: '%e %B %Y' }}", "2024-10-04  4 October 2024"), ("{{ now }}", "2024-01-01 00:01:58 UTC"),
    ("{{ unlocks | join: ', ' }}", "a, b"), ("{{ unlocks.size }}{{ unlocks[1] }}", "2b"), ("{{ free.k[1] }}", "2"),
    ("{{ partner.colour }}", "red"), ("{{ partner['colour'] }}", "red"), ("{{ tier.name }}", "Gold"),
    ("{% for s in sales %}{{ s.customer }}={{ s.amount }};{% endfor %}", "A&lt;B=10.50 EUR;C=7 JPY;"),
    ("{{ sales | map: 'customer' | join: '+' }}", "A&lt;B+C"),
    ("{% if tier.next %}y{% else %}n{% endif %}", "n"), ("{{ partner.name.size }}", "8"),
  ])
  func `declared paths are read`(template: String, wanted: String) throws {
    #expect(try render(template) == wanted)
  }

  @Test(arguments: [
    ("{{ partner.sales_cuont }}{{ tier.nxt }}", "'tier' has no 'nxt'", "did you mean 'next'?"),
    ("{{ jioned }}", "there is no 'jioned'", "did you mean 'joined'?"),
    ("{{ tier }}", "'tier' is an object, not a value", "name one of its fields: tier.name, tier.next"),
    ("{% for s in sales %}{{ s.custmer }}{% endfor %}", "this record has no 'custmer'", "did you mean 'customer'?"),
    ("{{ unlocks.frist }}", "a list has no 'frist'", "did you mean 'first'?"),
  ])
  func `an undeclared path is an error of compiling`(template: String, message: String, help: String) {
    let error = #expect(throws: TemplateErrors.self) { try render(template) }
    #expect(error?.errors.map(\.message) == [message])
    #expect(error?.errors.first?.help == help)
  }

  @Test func `a dynamic field that is not there is missing`() {
    #expect(throws: TemplateError.self) { try render("{{ partner.shoe_size }}") }
  }

  @Test func `schema and dynamic data give the same output`() throws {
    let data: Value = [
      "partner": ["name": "Ann & Co", "nick": nil, "sales_count": 2],
      "sales": [["customer": "A<B"], ["customer": "C"]], "unlocks": ["a", "b"],
    ]
    let template = """
      {{ partner.name }}|{{ partner.nick | default: "-" }}|{% for s in sales %}{{ forloop.index }}{{ s.customer }}\
      {% endfor %}|{{ unlocks | last }}|{% if partner.sales_count >= 2 %}many{% endif %}
      """
    #expect(try render(template) == LiquidTests.render(template, data))
  }

  @Test func `a renderer serves many programs and keeps nothing`() throws {
    let renderer = Renderer()
    let first = try Environment().compile(TemplateSource(name: "a", text: "{% assign x = partner.name %}{{ x }}"), schema: schema())
    let second = try Environment().compile(TemplateSource(name: "b", text: "{{ x | default: 'none' }}"))
    var output: [UInt8] = []
    for _ in 0..<3 {
      _ = try renderer.render(first, Partner(), into: &output)
      _ = try renderer.render(second, [:], into: &output)
    }
    #expect(String(decoding: output, as: UTF8.self) == String(repeating: "Ann &amp; Conone", count: 3))
  }
}
