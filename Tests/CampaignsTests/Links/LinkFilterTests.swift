import Liquid
import PartnerProgram
import Testing

@testable import Campaigns

/// Addresses come from strangers and from data with every sort of character in it.
@Suite struct LinkFilterTests {
  private static let language = MailLanguage(tag: WorkspaceTemplateTests.english, words: WordList())

  private func call(_ filter: Filter, _ text: Value, _ arguments: Arguments = Arguments()) -> String {
    let page = "{{ x | \(filter.name)\(Self.written(arguments)) }}"
    var data: [(String, Value)] = [("x", text)]
    for (position, value) in arguments.positional.enumerated() { data.append(("p\(position)", value)) }
    for (name, value) in arguments.named { data.append(("n_\(name)", value)) }
    var environment = Environment(filters: .standard.adding([filter]), dialect: .mail, output: .text)
    environment.now = 0
    do {
      let program = try environment.compile(TemplateSource(name: "t", text: page))
      return try Renderer().render(program, .object(Value.Object(data))).text
    } catch let error as TemplateError {
      return "refused: \(error.message)"
    } catch {
      return "\(error)"
    }
  }

  private static func written(_ arguments: Arguments) -> String {
    let all =
      arguments.positional.indices.map { "p\($0)" } + arguments.named.map { "\($0.name): n_\($0.name)" }
    return all.isEmpty ? "" : ": " + all.joined(separator: ", ")
  }

  private func link(_ text: Value, _ arguments: Arguments = Arguments()) -> String {
    call(LinkFilter.filter(for: Self.language), text, arguments)
  }

  @Test(arguments: [
    ("https://acme.example", "https://acme.example"), (" https://acme.example/ ", "https://acme.example/"),
    ("HTTPS://Acme.Example/A", "https://Acme.Example/A"),
    ("http://a.example:8080/x", "http://a.example:8080/x"),
    ("https://a.example/größe und <b>", "https://a.example/gr%C3%B6%C3%9Fe%20und%20%3Cb%3E"),
    ("https://a.example/a%20b%zz%2", "https://a.example/a%20b%25zz%252"),
    ("https://a.example/?q=\"x\"&r=a b", "https://a.example/?q=%22x%22&r=a%20b"),
    ("https://a.example/#a\"b", "https://a.example/#a%22b"), ("https://[::1]/x", "https://[::1]/x"),
    ("https://a.example?x=1", "https://a.example/?x=1"), ("mailto:a@b.example", "mailto:a@b.example"),
    ("https://a.example/a?b?c#d#e", "https://a.example/a?b?c#d%23e"),
  ])
  func `an address is written so that nothing in it breaks out`(text: String, wanted: String) {
    #expect(link(.string(text)) == wanted)
  }

  @Test(arguments: [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "\u{1}javascript:alert(1)",
    "data:text/html,x", "vbscript:x", "file:///etc/passwd", "tel:1", "//evil.example/", "/path", "", " ", ":",
    "https:", "https:evil.example", "https:/evil.example", "https://", "https:///x", "https://:80/",
    "https://acme.example@evil.example/", "https://a.example\\@evil.example/", "https://a\r\nBcc: x",
    "https://a .example/", "https://bücher.example/", "https://a.example%2f@evil/", "https\u{0}://a.example",
    "javascript://a.example/%0Aalert(1)", "https://a.example\u{202E}/",
  ])
  func `an address that a mail must not hold is refused without being repeated`(text: String) {
    let found = link(.string(text))
    #expect(found.hasPrefix("refused: "))
    #expect(text.utf8.count < 4 || !found.contains(text))
  }

  @Test func `parts of the path cannot leave their place`() {
    #expect(
      link("https://a.example/x?y=1", Arguments(positional: ["a/b?c#d", 7]))
        == "https://a.example/x/a%2Fb%3Fc%23d/7?y=1")
    for part: Value in ["..", ".", "", .null, true] {
      #expect(link("https://a.example/x", Arguments(positional: [part])).hasPrefix("refused: "))
    }
    #expect(link("mailto:a@b.example", Arguments(positional: ["x"])).hasPrefix("refused: "))
  }

  @Test func `parameters are added, replaced and left out`() {
    let arguments = Arguments(named: [("a", "&b=c#d"), ("none", .null), ("day", .day(0)), ("x", 2)])
    #expect(
      link("https://a.example/?x=1&k&x=3#f", arguments)
        == "https://a.example/?k&a=%26b%3Dc%23d&day=1970-01-01&x=2#f")
  }

  @Test func `campaign parameters keep what the address has and need a web page`() {
    let filter = UTMFilter.filter(for: Self.language)
    let arguments = Arguments(named: [("source", "a b"), ("medium", .null), ("campaign", "ü")])
    #expect(
      call(filter, "https://a.example/x?utm_campaign=own#top", arguments)
        == "https://a.example/x?utm_campaign=own&utm_source=a%20b#top")
    #expect(call(filter, "mailto:a@b.example", arguments).hasPrefix("refused: utm needs"))
  }

  @Test func `a link made by a filter stands escaped in HTML and unchanged in text`() throws {
    let library = try TemplateErrorTests.library([
      "test/en.md":
        "---\nsubject: Hi\npreheader: About\n---\n[Go]({{ program.website | link: 'a', x: 1, y: partner.name }})\n"
    ])
    let template = try library.compile("test", WorkspaceTemplateTests.english)
    let data = SampleProgram.data(SampleProgram.recipient(1) { $0.name = "\"><script>" })
    guard case .composed(let mail) = try Composer().compose(template, data) else {
      Issue.record("not composed")
      return
    }
    let address = "https://partners.acme.example/a?x=1&amp;y=%22%3E%3Cscript%3E"
    #expect(String(decoding: mail.html, as: UTF8.self).contains("href=\"\(address)\""))
    #expect(String(decoding: mail.text, as: UTF8.self).contains("a?x=1&y=%22%3E%3Cscript%3E"))
  }
}
