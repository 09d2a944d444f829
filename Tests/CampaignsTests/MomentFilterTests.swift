import Liquid
import Mail
import PartnerProgram
import Testing

@testable import Campaigns

/// Days and moments across zones and changes of the clock, numbers and ranks across languages.
@Suite struct MomentFilterTests {
  private func call(
    _ text: String, _ data: Value = [:], in tag: String = "en", zone: String = "Europe/Berlin"
  )
    -> String
  {
    do {
      let language = MailLanguage(
        tag: try #require(LanguageTag(tag)), words: WordList(), clock: try #require(ZoneClock(zone)))
      let environment = Environment(
        filters: .standard.adding(allMailFilters.map { $0.filter(for: language) }), dialect: .mail,
        output: .text,
        // 2026-11-01T22:30:00Z, in Berlin 23:30 and in Tokyo the next day.
        now: 1_793_572_200)
      let program = try environment.compile(TemplateSource(name: "t", text: text))
      return try Renderer().render(program, data).text
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [
    // The clock goes back in Berlin on 25 October 2026 and forward on 28 March 2027.
    (
      "{{ '2026-10-24T10:00:00Z' | add_days: 1 | in_time_zone: 'Europe/Berlin' }}",
      "2026-10-25T12:00:00+01:00"
    ),
    (
      "{{ '2027-03-27T01:30:00Z' | add_days: 1 | in_time_zone: 'Europe/Berlin' }}",
      "2027-03-28T03:30:00+02:00"
    ),
    ("{{ '2027-03-27T09:00:00+01:00' | add_days: 1 }}", "2027-03-28T09:00:00+01:00"),
    ("{{ '2028-02-28' | add_days: 1 }} {{ '2027-01-01' | add_days: -1 }}", "2028-02-29 2026-12-31"),
    ("{{ 'now' | date: '%H:%M' }} {{ 'now' | date: '%H:%M', zone: 'Asia/Tokyo' }}", "23:30 07:30"),
    ("{{ 'today' | date: 'medium' }}", "Nov 1, 2026"),
    ("{{ '2026-11-02' | days_until }}{{ '2026-11-02' | days_until: zone: 'Asia/Tokyo' }}", "10"),
    ("{{ '2026-11-02T01:00:00+09:00' | date: 'medium' }}", "Nov 2, 2026"),
    ("{{ '2026-11-02T01:00:00+09:00' | date: 'medium', zone: 'UTC' }}", "Nov 1, 2026"),
    ("{{ '2026-07-01T00:30:00-03:30' | date: '%z %:z %Z' }}", "-0330 -03:30 UTC-3:30"),
    ("{{ 'now' | date: '%^a %b %e %-I:%M %p|%c|%%' }}", "SUN Nov  1 11:30 PM|Sun Nov  1 23:30:00 2026|%"),
  ])
  func `moments follow the zone that is asked for`(template: String, wanted: String) {
    #expect(call(template) == wanted)
  }

  @Test(arguments: [
    ("de", "Sonntag, 1. November 2026 So. Nov 23:30"),
    ("ar-EG", "الأحد، ١ نوفمبر ٢٠٢٦ الأحد نوفمبر ١١:٣٠ م"),
    ("he", "יום ראשון, 1 בנובמבר 2026 יום א׳ נוב׳ 23:30"), ("ja", "2026年11月1日日曜日 日 11月 23:30"),
    ("zh-TW", "2026年11月1日 星期日 週日 11月 下午11:30"),
    ("es-MX", "domingo, 1 de noviembre de 2026 dom nov 11:30\u{202F}p.m."),
  ])
  func `names of days and times of day are the language's`(tag: String, wanted: String) {
    #expect(
      call("{{ 'now' | date: 'full' }} {{ 'now' | date: '%a %b' }} {{ 'now' | date: 'time' }}", in: tag)
        == wanted)
  }

  @Test(arguments: [
    ("en", "0th 1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 101st 1,002nd"),
    ("en-GB", "0th 1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 101st 1,002nd"),
    ("sv", "0:e 1:a 2:a 3:e 4:e 11:e 12:e 13:e 21:a 22:a 101:a 1\u{A0}002:a"),
    ("de", "0. 1. 2. 3. 4. 11. 12. 13. 21. 22. 101. 1.002."),
    ("es-MX", "0º. 1º. 2º. 3º. 4º. 11º. 12º. 13º. 21º. 22º. 101º. 1,002º."),
    ("ar-EG", "٠. ١. ٢. ٣. ٤. ١١. ١٢. ١٣. ٢١. ٢٢. ١٠١. ١٬٠٠٢."),
    ("zh-TW", "第0 第1 第2 第3 第4 第11 第12 第13 第21 第22 第101 第1,002"),
  ])
  func `ranks are written as the language does`(tag: String, wanted: String) {
    let ranks: Value = [0, 1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 1002]
    let text = call("{% for n in ranks %}{{ n | ordinal }} {% endfor %}", ["ranks": ranks], in: tag)
    #expect(text == wanted + " ")
  }

  @Test(arguments: [
    (
      "{{ 1.005 | number: 2 }} {{ 2.5 | number: 0 }} {{ -2.5 | number: 0 }} {{ 0.04 | number: 1 }}",
      "1.01 3 -3 0.0"
    ),
    ("{{ 7 | number: 3 }} {{ 1234.5 | number }} {{ 12.345 | percent: 1 }}", "7.000 1,234.5 12.3%"),
    ("{{ 0 | pluralize: 'sale', 'sales' }} {{ 1.0 | pluralize: 'sale', 'sales' }}", "sales sales"),
    ("{% assign w = 'x' %}{{ 1 | pluralize: one: w, other: 'y' }}", "x"),
  ])
  func `numbers are rounded a half away from zero and words follow what is written`(
    template: String, wanted: String
  ) {
    #expect(call(template) == wanted)
  }

  @Test func `a number with more digits than fit is refused, not cut`() {
    #expect(call("{{ x | number: 9 }}", ["x": .int(.max)]).contains("too many digits for 9 decimals"))
    #expect(call("{{ x | number }}", ["x": .int(.min)]) == "-9,223,372,036,854,775,808")
    #expect(call("{{ x | number: 0 }}", ["x": .decimal(.init(mantissa: .min, scale: 18))]) == "-9")
  }

  @Test(arguments: [
    (
      "pl", "{{ 3 | pluralize: 'a', 'b' }}", "words after a number have the forms one, few, many, other in pl"
    ),
    ("pl", "{{ 3 | pluralize: one: 'a', other: 'b' }}", "pluralize lacks the form 'few', 'many'"),
    ("en", "{{ 3 | pluralize: 'a', 'b', other: 'c' }}", "pluralize takes two words or named forms, not both"),
    ("en", "{{ 3 | pluralize: two: 'a' }}", "pluralize lacks the form 'one', 'other'"),
    ("en", "{{ 'x' | date: 'long', language: '!' }}", "this is not a language"),
    ("en", "{{ 'now' | in_time_zone: 'EST' }}", "'EST' is not an IANA time zone"),
    ("en", "{{ 'now' | add_days: 'three' }}", "add_days takes a whole number of days"),
    ("en", "{{ 3 | ordinal: 'female' }}", "ordinal takes 'masculine', 'feminine', 'neuter' or nothing"),
  ])
  func `what is wrong in the template is found when it is compiled`(
    tag: String, template: String, message: String
  ) {
    let found = call(template, in: tag)
    #expect(found.contains("t:1:") && found.contains(message), "\(found)")
  }

  @Test func `French millions need no words of their own`() {
    #expect(call("{{ 1000000 | pluralize: 'vente', 'ventes' }}", in: "fr") == "ventes")
    #expect(call("{{ 1 | pluralize: 'x', '件' }}", in: "ja") == "件")
  }

  @Test func `days without a clock are refused`() throws {
    let language = MailLanguage(tag: WorkspaceTemplateTests.english, words: WordList())
    let environment = Environment(filters: .standard.adding([DaysUntilFilter.filter(for: language)]))
    let program = try environment.compile(TemplateSource(name: "t", text: "{{ '2026-01-01' | days_until }}"))
    #expect(throws: TemplateError.self) { try Renderer().render(program, [:]) }
    let renderer = Renderer()
    renderer.now = 1_767_139_200
    #expect(try renderer.render(program, [:]).text == "1")
  }
}
