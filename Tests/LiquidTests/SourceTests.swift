import Liquid
import Testing

/// Mistakes are shown where somebody wrote them.
@Suite struct SourceTests {
  @Test func `a piece from another file tells its own place`() {
    let mail = "---\nsubject: x\n---\nHello **{{ name | upcse }}**"
    let start = mail.utf8.count - "{{ name | upcse }}**".utf8.count
    let source = TemplateSource(
      name: "layout.html",
      pieces: [
        .init(
          "<body>\n", origin: .init(name: "layout.html", text: "<body>\n{{ content }}</body>", offset: 0)),
        .init("<p>Hello <strong>"),
        .init("{{ name | upcse }}", origin: .init(name: "hello.md", text: mail, offset: start)),
        .init("</strong></p>"),
        .init(
          "</body>{{ | }}",
          origin: .init(name: "layout.html", text: "<body>\n{{ content }}</body>{{ | }}", offset: 20)),
      ])
    let error = #expect(throws: TemplateErrors.self) { try Environment().compile(source) }
    #expect(error?.errors.map(\.file) == ["hello.md", "layout.html"])
    #expect(error?.errors.map(\.line) == [4, 2])
    #expect(error?.errors.map(\.column) == [19, 24])
    #expect(error?.errors.first?.sourceLine == "Hello **{{ name | upcse }}**")
  }

  @Test func `a partial used twice tells its mistakes once`() {
    let environment = Environment { TemplateSource(name: $0, text: "{{ 1 | nope }}") }
    #expect(errors("{% render 'p' %}{% render 'p' %}", in: environment).count == 1)
  }

  @Test func `a line of a megabyte is shown in part`() {
    let found = errors(String(repeating: "x", count: 900_000) + "{{ 1 | nope }}")
    #expect(found.map(\.column) == [900_008])
    #expect(found.allSatisfy { $0.description.utf8.count < 2_000 })
  }
}
