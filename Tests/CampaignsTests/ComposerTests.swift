import PartnerProgram
import Settings
import Testing

@testable import Campaigns

/// What becomes of a template and one recipient's data.
@Suite struct ComposerTests {
  @Test func `data that looks like Markdown or HTML stays data in both forms`() throws {
    let name = "*Ada* <b>&amp;</b> [x](http://evil.example) {{ tier.name }} # `_a_`"
    let mail = try compose(
      subject: "{{ partner.name }}",
      """
      # {{ partner.name }}

      - **{{ partner.name }}**

      [link](https://example.com/?q={{ partner.company | url_encode }})
      """
    ) {
      $0.name = name
      $0.fields["company"] = "A&B \"x\""
    }
    #expect(mail.subject == name)
    let escaped =
      "*Ada* &lt;b&gt;&amp;amp;&lt;/b&gt; [x](http://evil.example) {{ tier.name }} # `_a_`"
    let html = String(decoding: mail.html, as: UTF8.self)
    #expect(html.contains("<h1>\(escaped)</h1>"))
    #expect(html.contains("<li><strong>\(escaped)</strong></li>"))
    #expect(html.contains("href=\"https://example.com/?q=A%26B+%22x%22\""))
    #expect(MarkupChecker.mistake(in: html) == nil)
    #expect(
      String(decoding: mail.text, as: UTF8.self) == """
        \(name)

        - \(name)

        link <https://example.com/?q=A%26B+%22x%22>

        """)
  }

  @Test func `a line break in data does not reach the subject`() throws {
    let mail = try compose(subject: "Hi {{ partner.name }}  now", "Text") { $0.name = "A\r\nBcc: x\ty" }
    #expect(mail.subject == "Hi A Bcc: x y now")
  }

  @Test func `a space that does not break stays in the subject`() throws {
    let mail = try compose(subject: "{{ tier.rate | percent }}", "Text", language: "de")
    #expect(mail.subject == "20\u{A0}%")
  }

  @Test func `a subject that comes out empty is refused`() throws {
    let template = try template(subject: "{% if bonus %}Bonus{% endif %} ", "Text")
    let problems = failure(template)
    #expect(problems == "Templates/test/en.md: error: the subject comes out empty")
  }

  @Test(arguments: ["subject", "preheader", "body"])
  func `a template can leave a recipient out anywhere`(place: String) throws {
    func skip(_ here: String) -> String { here == place ? "{% skip 'no reason' %}" : "" }
    let template = try template(
      subject: "Hello \(skip("subject"))", preheader: "There \(skip("preheader"))", "Text\n\n\(skip("body"))")
    let outcome = try Composer().compose(template, SampleProgram.data(SampleProgram.recipient(1)))
    #expect(outcome == .skipped(reason: "no reason"))
  }

  @Test func `a missing field is an error unless a default stands in`() throws {
    let strict = try template(subject: "Hi", "Dear {{ partner.company }}")
    #expect(failure(strict)?.hasPrefix("Templates/test/en.md:5:") == true)
    let mail = try compose(subject: "Hi", "Dear {{ partner.company | default: partner.name }}")
    #expect(String(decoding: mail.text, as: UTF8.self) == "Dear Ada Byron\n")
  }

  @Test func `a first name may be read with a default though no data has such a column`() throws {
    let mail = try compose(subject: "Hi", "Dear {{ partner.first_name | default: partner.name }}")
    #expect(String(decoding: mail.text, as: UTF8.self) == "Dear Ada Byron\n")
  }

  @Test func `a composer's second mail owes nothing to its first`() throws {
    let composer = Composer()
    let template = try template(
      subject: "Hi {{ partner.name }}", "{% if bonus %}\nA bonus.\n{% endif %}\nEnd.")
    let data = SampleProgram.data(SampleProgram.recipient(6), bonus: SampleProgram.dollars(5))
    let plain = SampleProgram.data(SampleProgram.recipient(1))
    let first = try composer.compose(template, data)
    let second = try composer.compose(template, plain)
    #expect(first != second)
    #expect(try composer.compose(template, data) == first)
    #expect(try Composer().compose(template, plain) == second)
  }

  // MARK: Making templates

  private func template(
    subject: String, preheader: String = "About", _ body: String, language: String = "en"
  ) throws -> CompiledTemplate {
    let file =
      "---\nsubject: '\(subject.replacing("'", with: "''"))'\npreheader: \(quoted(preheader))\n---\n\(body)\n"
    let library = try TemplateErrorTests.library(["test/\(language).md": file])
    return try library.compile("test", try #require(LanguageTag(language)))
  }

  private func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }

  private func compose(
    subject: String, _ body: String, language: String = "en", _ change: (inout Partner) -> Void = { _ in }
  ) throws -> Composition {
    let template = try template(subject: subject, body, language: language)
    let outcome = try Composer().compose(template, SampleProgram.data(SampleProgram.recipient(1, change)))
    guard case .composed(let mail) = outcome else { throw Unexpected() }
    return mail
  }

  private func failure(_ template: CompiledTemplate) -> String? {
    do {
      _ = try Composer().compose(template, SampleProgram.data(SampleProgram.recipient(1)))
      return nil
    } catch {
      return error.description
    }
  }

  private struct Unexpected: Error {}
}
