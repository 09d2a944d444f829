import Liquid

/// The code of the article BindingASchema, and what it prints.
enum BindingASchema {
  struct Partner {
    var name: String
    var company: String?
    var sales: [Sale]
  }
  struct Sale {
    var customer: String
    var amount: Value.Money
  }

  static func outputs() throws -> [String] {
    var report = ""
    var sale = Schema<Sale>()
    sale.string("customer") { $0.customer }
    sale.money("amount") { $0.amount }

    var schema = Schema<Partner>()
    schema.string("partner.name") { $0.name }
    schema.string("partner.company") { $0.company }
    schema.int("sales_count") { $0.sales.count }
    schema.records("sales", of: sale) { $0.sales }

    let source = TemplateSource(
      name: "sales.txt",
      text: """
        {{ partner.name }}{% if partner.company %} ({{ partner.company }}){% endif %}, {{ sales_count }} sales:
        {% for sale in sales -%}
        {{ forloop.index }}. {{ sale.customer }}: {{ sale.amount }}
        {% endfor -%}
        """)
    let program = try Environment(output: .text).compile(source, schema: schema)
    let euros = Value.Money(minorUnits: 1_050, currency: "EUR", exponent: 2)
    let partner = Partner(name: "Ann", company: nil, sales: [Sale(customer: "Bob & Co", amount: euros)])
    let text = try Renderer().render(program, partner).text
    var outputs = [text]

    do {
      _ = try Environment().compile(
        TemplateSource(
          name: "sales.html", text: "{{ partner.nmae }}{% for s in sales %}{{ s.custmer }}{% endfor %}"),
        schema: schema)
    } catch {
      report = error.description
    }
    outputs.append(report)

    let reads = program.variables.map { use in
      use.path + ": " + use.places.map { "line \($0.line)" }.joined(separator: ", ")
    }
    outputs.append(reads.joined(separator: "\n"))
    outputs.append(try dynamic())
    return outputs
  }

  private static func dynamic() throws -> String {
    var schema = Schema<[String: String]>()
    schema.dynamic("partner") { row, name in row[name].map { .string($0) } }
    let program = try Environment().compile(
      TemplateSource(name: "t", text: "{{ partner.city }}, {{ partner.street | default: 'no street' }}"),
      schema: schema)
    let text = try Renderer().render(program, ["city": "Berlin"]).text
    return text
  }
}
