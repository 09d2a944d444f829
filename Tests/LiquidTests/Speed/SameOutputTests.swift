import Liquid
import Testing

/// Typed records, bound slots and values are three ways to the same bytes.
@Suite struct SameOutputTests {
  private static let templates = [
    StatusMail.template,
    "{{ partner.first_name }}|{{ partner.company }}|{{ tier.revenue }}|{{ tier.rate }}|{{ partner.active }}",
    "{{ sales }}|{{ sales.size }}|{{ sales.first.customer }}|{{ sales.last.day }}|{{ sales[1].cents }}",
    "{{ sales | map: 'customer' | join: '+' }}|{{ sales | sum: 'cents' }}|{{ sales | where: 'cents', 1999 | size }}",
    "{% assign best = sales | sort: 'cents' | last %}{{ best.customer }}{{ best['day'] | date: '%d.%m.' }}",
    "{% for s in sales reversed limit: 2 offset: 1 %}{{ s.day }}{{ s.customer | upcase }}{% else %}none{% endfor %}",
    "{% for s in sales %}{% for f in s %}{{ f[0] }}={{ f[1] }};{% endfor %}{% endfor %}",
    "{% if partner.first_name == blank %}-{% endif %}{% if tier.next == nil %}top{% endif %}",
    "{% if partner.company contains '<' and tier.progress > 50 %}x{% elsif tier.name == 'Gold' %}y{% endif %}",
    "{% tablerow s in sales cols: 2 %}{{ s.customer | slice: 0, 3 }}{% endtablerow %}",
    "<a href='{{ partner.link }}' title=\"{{ partner.company }}\">{{ partner.link | escape }}</a>",
    "{{ tier.revenue | default: 1 }}{{ partner.first_name | default: partner.company }}{{ sales | first | size }}",
  ]

  @Test(arguments: templates, [OutputKind.html, .text, .header, .url, .unescaped])
  func `a template gives the same whatever the data comes as`(template: String, output: OutputKind) throws {
    var environment = StatusMail.environment
    environment.output = output
    let source = TemplateSource(name: "t", text: template)
    let typed = try environment.compile(source, schema: StatusMail.schema)
    let open = try environment.compile(source)
    let renderer = Renderer()
    for mail in StatusMail.all {
      let wanted = Self.outcome { try renderer.render(typed, mail).text }
      #expect(Self.outcome { try renderer.render(open, mail.value).text } == wanted)
      var bytes: [UInt8] = []
      let bound = Self.outcome {
        _ = try renderer.render(typed, typed.bind(mail), into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
      }
      #expect(bound == wanted)
    }
  }

  /// What comes of a render: its text or what went wrong.
  private static func outcome(_ render: () throws -> String) -> String {
    do { return try render() } catch let error as TemplateError { return error.message } catch {
      return "\(error)"
    }
  }

  @Test func `slots bound to one program are refused by another`() async {
    await #expect(processExitsWith: .failure) {
      let (one, other) = (try StatusMail.program(), try StatusMail.program())
      var bytes: [UInt8] = []
      _ = try Renderer().render(one, other.bind(StatusMail.all[0]), into: &bytes)
    }
  }
}
