import Liquid
import Testing

/// Values come from strangers: where they stand decides how they are written.
@Suite struct EscapingTests {
  private let hostile: Value = [
    "x": "<b> & \"'\"", "js": "javascript:alert(1)", "url": "https://a.example/?a=1&b=2",
  ]

  @Test(arguments: [
    ("<p>{{ x }}</p>", "<p>&lt;b&gt; &amp; &quot;&#39;&quot;</p>"),
    ("<p title=\"{{ x }}\">", "<p title=\"&lt;b&gt; &amp; &quot;&#39;&quot;\">"),
    ("<title>{{ x }}</title>", "<title>&lt;b&gt; &amp; &quot;&#39;&quot;</title>"),
    ("{{ '<i>' }}", "<i>"),
    ("{{ x | raw }}", "<b> & \"'\""),
    ("{{ x | escape }}", "&lt;b&gt; &amp; &quot;&#39;&quot;"),
    ("{{ x | escape | escape }}", "&lt;b&gt; &amp; &quot;&#39;&quot;"),
    ("{% capture c %}<u>{{ x }}</u>{% endcapture %}{{ c }}", "<u>&lt;b&gt; &amp; &quot;&#39;&quot;</u>"),
    ("{{ x | append: '<i>' }}", "&lt;b&gt; &amp; &quot;&#39;&quot;<i>"),
    ("{% capture c %}<u>{% endcapture %}{{ c | append: x }}", "<u>&lt;b&gt; &amp; &quot;&#39;&quot;"),
    ("{% capture c %}<u>&amp;</u>{% endcapture %}{{ c | upcase }}", "&lt;U&gt;&amp;AMP;&lt;/U&gt;"),
    ("{% capture c %}<u>&amp;{% endcapture %}<p title=\"{{ c }}\">", "<p title=\"&lt;u&gt;&amp;\">"),
    ("{% capture c %}<u>{% endcapture %}{{ c | truncate: 9 }}", "&lt;u&gt;"),
    ("{{ \"<b>\" | strip_html | append: x }}", "&lt;b&gt; &amp; &quot;&#39;&quot;"),
    ("<a href=\"{{ url }}\">", "<a href=\"https://a.example/?a=1&amp;b=2\">"),
    ("<a href=\"{{ js }}\">", "<a href=\"#\">"),
    ("<a href=' {{ js }}'>", "<a href=' #'>"),
    ("<a href=\"/go?to={{ js }}\">", "<a href=\"/go?to=javascript:alert(1)\">"),
    ("<a href=\"mailto:{{ x }}\">", "<a href=\"mailto:&lt;b&gt; &amp; &quot;&#39;&quot;\">"),
    ("<p style=\"width:{{ 40 }}%\">", "<p style=\"width:40%\">"),
    ("<p style=\"color:{{ js }}\">", "<p style=\"color:\">"),
    (
      "<style>p{color:{{ '#fff' }}}</style>{{ x }}",
      "<style>p{color:#fff}</style>&lt;b&gt; &amp; &quot;&#39;&quot;"
    ),
    ("<!--[if mso]><v:x href=\"{{ js }}\"><![endif]-->", "<!--[if mso]><v:x href=\"#\"><![endif]-->"),
    (
      "<script>var a = 1 < 2</script>{{ x }}",
      "<script>var a = 1 < 2</script>&lt;b&gt; &amp; &quot;&#39;&quot;"
    ),
    ("<option{% if x %} selected{% endif %}>{{ x | size }}", "<option selected>9"),
    ("<a {% if x %}href=\"{{ js }}\"{% else %}name=\"n\"{% endif %}>", "<a href=\"#\">"),
  ])
  func `a value is written for the place in which it stands`(template: String, wanted: String) throws {
    #expect(try render(template, hostile) == wanted)
  }

  @Test(arguments: [
    "<script>{{ x }}</script>", "<SCRIPT >var a='{{ x }}'</script>", "<a href={{ x }}>",
    "<a onclick=\"{{ x }}\">",
    "<a {{ x }}>", "<{{ x }}>", "<a {{ x }}=\"1\">", "<a href=\"java{{ x }}\">",
    "<a href=\"javascript:{{ x }}\">",
    "<a href=\"data:text/html,{{ x }}\">", "<a href=\"{% if x %}https://a/{% endif %}{{ x }}\">",
    "<a {% if x %}href=\"{% else %}title=\"{% endif %}{{ x }}\">",
    "{% if x %}<a href=\"{% endif %}{{ x }}\">",
    "{% for i in x %}<a href=\"{% endfor %}", "{% capture c %}<a href=\"{% endcapture %}{{ c }}",
    "<iframe srcdoc=\"{{ x }}\">", "{% for i in (1..2) %}<a href=\"{% break %}\">{% endfor %}",
  ])
  func `an output where nothing is safe is refused`(template: String) {
    let found = errors(template, hostile)
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0.kind == .unsafePlace && $0.help != nil })
  }

  @Test func `a link that was replaced is reported with its place`() throws {
    let program = try Environment().compile(TemplateSource(name: "a.html", text: "x\n<a href=\"{{ js }}\">"))
    let renderer = Renderer()
    _ = try renderer.render(program, hostile)
    #expect(renderer.warnings.map(\.line) == [2])
    _ = try renderer.render(program, ["js": "https://fine.example"])
    #expect(renderer.warnings.isEmpty)
  }

  @Test func `each kind of output has its own rule`() throws {
    let data: Value = ["x": "a\r\nBcc: <b>&é"]
    let wanted: [(OutputKind, String)] = [
      (.text, "a\r\nBcc: <b>&é"), (.unescaped, "a\r\nBcc: <b>&é"), (.header, "a  Bcc: <b>&é"),
      (.url, "a%0D%0ABcc%3A%20%3Cb%3E%26%C3%A9"), (.html, "a\r\nBcc: &lt;b&gt;&amp;é"),
    ]
    for (kind, text) in wanted { #expect(try render("{{ x }}", data, in: Environment(output: kind)) == text) }
  }

  @Test func `template code in data is only text`() throws {
    #expect(try render("{{ x }}", ["x": "{{7*7}}{% if %}"]) == "{{7*7}}{% if %}")
  }

  @Test func `values written raw are listed`() throws {
    let program = try Environment().compile(TemplateSource(name: "a", text: "{{ x }}\n{{ x | raw }}"))
    #expect(program.notes.map(\.line) == [2])
  }
}
