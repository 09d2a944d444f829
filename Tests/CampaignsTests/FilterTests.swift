import PartnerProgram
import Settings
import Testing

@testable import Campaigns

/// The filters of mails, as templates see them.
@Suite struct FilterTests {
  /// Body, language and what its text is for a partner with 1 conversion in October 2026, 12 days left.
  @Test(arguments: [
    ("{{ tier.rate | percent }}", "en", "20%"),
    ("{{ status.revenue | money }}", "en", "$100.00"),
    ("{{ status.revenue | money: 'whole' }}", "en", "$100"),
    ("{{ status.pending_money | money }}", "de", "99,00\u{A0}$"),
    ("{{ period.month | date: 'month' }}", "de", "Oktober 2026"),
    ("{{ period.end | date }}", "en", "October 31, 2026"),
    ("{{ period.end | date: 'medium' }}", "en", "Oct 31, 2026"),
    ("{{ period.next_month | date: 'day_month' }}", "en", "November 1"),
    ("{{ 1234567 | number }}", "de", "1.234.567"),
    ("{{ next.remaining | amount }}", "en", "5"),
    ("{{ status.revenue | amount }}", "en", "$100"),
    ("{{ status.progress | bar: 7 }}", "en", "█░░░░░░"),
    ("{{ 99 | bar }}{{ 100 | bar: 3 }}{{ 0 | bar: 2 }}", "en", "███████████░███░░"),
    ("{{ 'left' | t: count: 1 }}; {{ 'left' | t: count: next.remaining }}", "en", "1 left; 5 lefts"),
    ("{{ 'left' | t: count: status.revenue }}", "en", "$100 lefts"),
    ("{{ 'hello' | t: name: partner.name }}", "de", "Hallo Ada Byron"),
    ("{% assign one = 'hello' | t: name: tier.name %}{{ one }}", "en", "Hello Standard"),
  ])
  func `a filter writes as the language does`(body: String, language: String, expected: String) throws {
    #expect(try render(body, language) == .success(expected + "\n"))
  }

  @Test func `money of exactly one unit takes the form for one`() throws {
    #expect(
      try render("{{ 'left' | t: count: status.commission }}", "en", cents: 100) == .success("$1 left\n"))
    #expect(
      try render("{{ 'left' | t: count: status.commission }}", "en", cents: 150) == .success("$1.50 lefts\n"))
  }

  @Test(arguments: [
    (
      "{{ tier.name | money }}",
      "money needs an amount with a currency (for a plain number use 'number')"
    ),
    (
      "{{ status.revenue | number }}",
      "number needs a number (for an amount with a currency use 'money')"
    ),
    (
      "{{ status.revenue | percent }}",
      "percent needs a rate or a number of per cent (use it on tier.rate or status.progress)"
    ),
    (
      "{{ tier.name | date }}",
      "date needs a day (use it on period.end, status.final_on or partner.joined)"
    ),
    (
      "{{ tier.name | amount }}",
      "amount needs money or a number (use it on status.value, next.remaining or a bound)"
    ),
    ("{{ tier.name | bar }}", "bar needs a whole number of per cent"),
    ("{{ 'hello' | t: name: tier.unlocks }}", "'hello' needs name: with a text, number, amount or day"),
    ("{{ 'left' | t: count: tier.name }}", "'left' needs count: with a number, for its plural form"),
    (
      "{% assign style = tier.name %}{{ period.end | date: style }}",
      "date takes the name of a style (the styles are full, long, medium, month, day_month, time)"
    ),
    (
      "{% assign way = tier.name %}{{ status.revenue | money: way }}",
      "money takes 'whole' or nothing"
    ),
    ("{{ tier.name | t }}", "t needs the key of shared words that exist"),
  ])
  func `a filter refuses what it cannot write`(body: String, message: String) throws {
    #expect(try render(body, "en") == .failure(message))
  }

  @Test func `values inside shared words are escaped and words may stand in an attribute`() throws {
    let template = try template("[{{ 'hello' | t: name: partner.name }}](https://x.example/)", "en")
    let recipient = SampleProgram.recipient(1) { $0.name = "<A & \"B\">" }
    guard case .composed(let mail) = try Composer().compose(template, SampleProgram.data(recipient)) else {
      Issue.record("not composed")
      return
    }
    #expect(String(decoding: mail.html, as: UTF8.self).contains(">Hello &lt;A &amp; &quot;B&quot;&gt;</a>"))
    #expect(String(decoding: mail.text, as: UTF8.self).hasPrefix("Hello <A & \"B\"> <https"))
  }

  enum Rendered: Equatable {
    case success(String)
    case failure(String)
  }

  private func render(_ body: String, _ language: String, cents: Int64? = nil) throws -> Rendered {
    let template = try template(body, language)
    var recipient = SampleProgram.recipient(1, daysLeft: 12)
    if let cents { recipient.status.commission = Money(minorUnits: cents, currency: SampleProgram.currency) }
    do {
      guard case .composed(let mail) = try Composer().compose(template, SampleProgram.data(recipient)) else {
        return .failure("skipped")
      }
      return .success(String(decoding: mail.text, as: UTF8.self))
    } catch {
      let problem = try #require(error.list.first)
      return .failure(problem.said)
    }
  }

  private func template(_ body: String, _ language: String) throws -> CompiledTemplate {
    let library = try TemplateErrorTests.library([
      "locales/en.yaml":
        "greeting: Hello\nhello: Hello {name}\nleft: {one: '{count} left', other: '{count} lefts'}",
      "locales/de.yaml":
        "greeting: Hallo\nhello: Hallo {name}\nleft: {one: '{count} da', other: '{count} da'}",
      "test/\(language).md": "---\nsubject: Hello\npreheader: About\n---\n\(body)\n",
    ])
    return try library.compile("test", try #require(LanguageTag(language)))
  }
}
