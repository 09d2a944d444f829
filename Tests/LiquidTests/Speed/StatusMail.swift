import Liquid

/// A status mail as a program sends it to all its partners: what the tests of speed render.
struct StatusMail: Sendable {
  struct Sale: Sendable {
    var day: Int32
    var customer: String
    var cents: Int
  }

  var firstName: String?
  var company: String
  var link: String
  var tier: String
  var next: String?
  var progress: Int
  var revenue: Value.Money
  var rate: Value.Decimal
  var isActive: Bool
  var sales: [Sale]

  static let template = """
    <html lang="en"><head><title>{{ program }}: your status</title></head><body style="margin:0">
    <p>Hi {{ partner.first_name | default: "there" }},</p>
    <p title="{{ partner.company }}">{{ partner.company }} is a <b>{{ tier.name | upcase }}</b> partner of {{ program }}.
    {% if tier.next %}You are {{ tier.progress }}% of the way to {{ tier.next }}.{% else %}There is no higher tier.{% endif %}
    {%- assign bonus = tier.progress | times: 2 | plus: 5 | at_most: 150 %} {{ bonus }}, {{ tier.rate }}, {{ tier.revenue }}
    {% unless partner.active %}We have not heard from you.{% endunless -%}
    <table>{% for sale in sales %}
    <tr class="{% cycle 'odd', 'even' %}"><td>{{ forloop.index }}/{{ forloop.length }}</td><td>{{ sale.day }}</td>
    <td>{{ sale.customer | truncate: 16 }}</td><td>{{ sale.cents | cents }}</td></tr>
    {%- if forloop.last %}{% break %}{% endif %}{% else %}<tr><td>None yet</td></tr>{% endfor %}</table>
    {% case tier.name %}{% when "Gold", "Platinum" %}Thank you!{% else %}Go on!{% endcase %}
    {% capture greeting %}Yours, {{ program }}{% endcapture %}{{ greeting }}
    <a href="{{ partner.link }}">{{ partner.link | strip }}</a>
    <a href="https://example.com/?of={{ partner.company | size }}">{{ sales.size }} {{ "now" | append: "!" }}</a>
    </body></html>
    """

  /// `1234 | cents` is 12.34.
  static let cents = Filter(
    name: "cents",
    emit: { value, _, _, output throws(FilterError) in
      guard case .int(let cents) = value else { throw FilterError("cents needs a number") }
      output.write(byte: UInt8(ascii: "0") + UInt8(cents / 100 % 10))
      output.write(safe: ".")
      output.write("\(cents % 100)")
    }
  ) { value, _, _ throws(FilterError) in
    guard case .int(let cents) = value else { throw FilterError("cents needs a number") }
    return .string("\(cents / 100 % 10).\(cents % 100)")
  }

  static let source = TemplateSource(name: "status.html", text: template)

  static func program() throws -> Program<StatusMail> { try environment.compile(source, schema: schema) }

  /// Mails whose links all have a scheme that is allowed: a warning is an allocation.
  static var withoutWarnings: [StatusMail] {
    all.map { mail in
      var mail = mail
      if mail.link.hasPrefix("javascript") { mail.link = "https://example.com/" }
      return mail
    }
  }

  static let environment = Environment(filters: .standard.adding([cents]))

  static let schema: Schema<StatusMail> = {
    var schema = Schema<StatusMail>()
    schema.string("program") { _ in "Partners & Friends of the Example Company" }
    schema.string("partner.first_name") { $0.firstName }
    schema.string("partner.company") { $0.company }
    schema.string("partner.link") { $0.link }
    schema.bool("partner.active") { $0.isActive }
    schema.string("tier.name") { $0.tier }
    schema.string("tier.next") { $0.next }
    schema.int("tier.progress") { $0.progress }
    schema.money("tier.revenue") { $0.revenue }
    schema.decimal("tier.rate") { $0.rate }
    var sale = Schema<Sale>()
    sale.day("day") { $0.day }
    sale.string("customer") { $0.customer }
    sale.int("cents") { $0.cents }
    schema.records("sales", of: sale) { $0.sales }
    return schema
  }()

  /// The same data as values.
  var value: Value {
    [
      "program": "Partners & Friends of the Example Company",
      "partner": [
        "first_name": firstName.map { .string($0) } ?? .null, "company": .string(company),
        "link": .string(link),
        "active": .bool(isActive),
      ],
      "tier": [
        "name": .string(tier), "next": next.map { .string($0) } ?? .null, "progress": .int(Int64(progress)),
        "revenue": .money(revenue), "rate": .decimal(rate),
      ],
      "sales": .array(
        sales.map {
          ["day": .day($0.day), "customer": .string($0.customer), "cents": .int(Int64($0.cents))]
        }),
    ]
  }

  /// Mails that differ in everything, of which number 0 is the largest.
  static let all: [StatusMail] = (0..<40).map { number in
    let names = ["Zoë <3", "D'Arcy \"the\" Great", "Łukasz", "", "A & B"]
    return StatusMail(
      firstName: number % 4 == 3 ? nil : names[number % 5],
      company: number % 2 == 0 ? "Blue <Sky> Media & the Sons of O'Brien \(number)" : "日本 \(number)",
      link: number % 7 == 6 ? "javascript:alert(1)" : "https://example.com/?a=\(number)&b=\"2\"",
      tier: ["Gold", "Bronze", "Platinum"][number % 3], next: number % 3 == 2 ? nil : "Diamond",
      progress: number * 7 % 101,
      revenue: Value.Money(minorUnits: Int64(number) * 1_234_567, currency: "EUR", exponent: 2),
      rate: Value.Decimal(mantissa: Int64(number) * 125, scale: 2), isActive: number % 5 != 0,
      sales: (0..<(number == 0 ? 8 : number % 6)).map { sale in
        Sale(
          day: Int32(20_000 + sale), customer: sale % 2 == 0 ? "Hotel <Bellevue> & Spa, Zürich" : "Initech",
          cents: 1_999 - 37 * sale)
      })
  }
}
