import Liquid
import Testing

/// Templates put together at random: whatever the data holds, a browser sees the same tags and attributes.
@Suite struct EscapingFuzzTests {
  private static let pieces = [
    "{{ v }}", "{{ w }}", "{{ v }}{{ w }}", "{{ n }}", "text", " ", ">", "<", "\"", "'", "=", "/", "-", "--",
    "!",
    "<p>", "</p>", "<p title=\"", "<p title='", "<p title=", "<p ", " class=\"{{ v }}\"",
    "<b/title=\"{{ w }}\">",
    "<a href=\"{{ v }}\">", "<a href='{{ v }}{{ w }}'>", "<a href=\"https://a.example/{{ v }}\">",
    "<a href=\"",
    "<img src=\"{{ v }}\" alt='{{ w }}'>", "<a HREF = \"{{ w }}\"", "<a data-x=\"{{ v }}\">", "mailto:",
    "<p style=\"color:{{ v }}\">", "<style>p{color:{{ w }}}</style>", "<style>", "</style>", "<script>",
    "</script>",
    "<title>", "</title>", "<textarea>{{ v }}</textarea>", "<!--", "-->", "--!>", "<!---->", "<!--->",
    "<!-->",
    "<!-- {{ v }} -->", "<!--[if mso]>", "<![endif]-->", "<!--<![endif]-->", "<?x", "<!DOCTYPE html>",
    "</p title=\"",
    "{% if n %}", "{% else %}", "{% endif %}", "{% for i in list %}", "{% endfor %}", "{{ i }}",
    "{% break %}",
    "{% capture c %}", "{% endcapture %}", "{{ c }}", "{{ c | append: v }}", "{{ c | replace: w, v }}",
    "{{ v | append: '<br>' }}", "{{ v | prepend: c }}", "{{ list | join: '<hr>' }}", "{{ c | upcase }}",
    "{{ v | newline_to_br }}", "{{ v | escape }}", "{{ c | remove: v }}", "{{ c | slice: 0, 9 }}",
    "{{ v | strip }}",
    "{% render 'part' %}", "{% assign c = v %}", "{% ifchanged %}{{ v }}{% endifchanged %}",
  ]

  private static let hostile = [
    "\"><script>alert(1)</script>", "' onmouseover='alert(1)", "javascript:alert(1)", "--><b>", "--", "-",
    "]]>", "\u{0}",
    "</style><b>", "</title></textarea></script><b>", "` x=1", "java\tscript:x", "&quot;&lt;b",
    "data:text/html,<b>",
    " javascript:x", "x y=z", "{{ v }}<", "https://a.example/\"", "[if mso]><b>", "!", ">", "<!--", "/", "=",
    ":x", "&#58;",
  ]

  private static let partials = ["part": "<i title=\"{{ v }}\">{{ w }}</i>"]

  @Test func `no value changes what a browser sees of a document`() throws {
    var random = SplitMix(state: 20_261_120)
    var compiled = 0
    var environment = Environment(dialect: .mail, strictness: .lenient) { name in
      Self.partials[name].map { TemplateSource(name: name, text: $0) }
    }
    environment.limits.reportedErrors = 1
    for _ in 0..<4_000 {
      let text = (0..<(2 + random.next(9))).map { _ in Self.pieces[random.next(Self.pieces.count)] }.joined()
      guard let program = try? environment.compile(TemplateSource(name: "t", text: text)) else { continue }
      compiled += 1
      let calm = HTMLReader(try Self.render(program, "https://a.example/x", "https://b.example/y"))
      for _ in 0..<3 {
        let v = Self.hostile[random.next(Self.hostile.count)]
        let w = Self.hostile[random.next(Self.hostile.count)]
        let page = try Self.render(program, v, w)
        let seen = HTMLReader(page)
        #expect(seen.shape == calm.shape, "\(text)\nwith \(v) and \(w)\n\(page)")
        for (name, value) in seen.attributes where ["href", "src"].contains(name) {
          let scheme = HTMLReader.scheme(value)
          #expect(
            scheme == nil || ["https", "mailto"].contains(scheme) || !value.contains("alert"),
            "\(text)\n\(page)")
        }
      }
    }
    #expect(compiled > 500, "only \(compiled) templates were compiled")
  }

  private static func render(_ program: Program<Value>, _ v: String, _ w: String) throws -> String {
    let data: Value = ["v": .string(v), "w": .string(w), "n": 1, "list": [.string(v), .string(w)]]
    return try Renderer().render(program, data).text
  }
}

/// The same numbers on every run.
private struct SplitMix {
  var state: UInt64

  mutating func next(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }
}
