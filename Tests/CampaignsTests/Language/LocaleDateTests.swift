import Mail
import Testing

@testable import Campaigns

@Suite struct LocaleDateTests {
  @Test(arguments: [
    ("en", "Saturday, October 3, 2026|October 3, 2026|Oct 3, 2026|October 2026|October 3"),
    ("en-GB", "Saturday, 3 October 2026|3 October 2026|3 Oct 2026|October 2026|3 October"),
    ("de", "Samstag, 3. Oktober 2026|3. Oktober 2026|03.10.2026|Oktober 2026|3. Oktober"),
    ("fr", "samedi 3 octobre 2026|3 octobre 2026|3 oct. 2026|octobre 2026|3 octobre"),
    ("es", "sábado, 3 de octubre de 2026|3 de octubre de 2026|3 oct 2026|octubre de 2026|3 de octubre"),
    (
      "pt", "sábado, 3 de outubro de 2026|3 de outubro de 2026|3 de out. de 2026|outubro de 2026|3 de outubro"
    ),
    ("ja", "2026年10月3日土曜日|2026年10月3日|2026/10/03|2026年10月|10月3日"),
    ("zh-TW", "2026年10月3日 星期六|2026年10月3日|2026年10月3日|2026年10月|10月3日"),
    ("ko", "2026년 10월 3일 토요일|2026년 10월 3일|2026. 10. 3.|2026년 10월|10월 3일"),
    ("pl", "sobota, 3 października 2026|3 października 2026|3 paź 2026|październik 2026|3 października"),
    ("cs", "sobota 3. října 2026|3. října 2026|3. 10. 2026|říjen 2026|3. října"),
    ("fi", "lauantai 3. lokakuuta 2026|3. lokakuuta 2026|3.10.2026|lokakuu 2026|3. lokakuuta"),
    (
      "ru",
      "суббота, 3 октября 2026\u{202F}г.|3 октября 2026\u{202F}г.|3 окт. 2026\u{202F}г.|"
        + "октябрь 2026\u{202F}г.|3 октября"
    ),
    ("hi", "शनिवार, 3 अक्टूबर 2026|3 अक्टूबर 2026|3 अक्टू॰ 2026|अक्टूबर 2026|3 अक्टूबर"),
    ("ar", "السبت، 3 أكتوبر 2026|3 أكتوبر 2026|03\u{200F}/10\u{200F}/2026|أكتوبر 2026|3 أكتوبر"),
    ("ar-EG", "السبت، ٣ أكتوبر ٢٠٢٦|٣ أكتوبر ٢٠٢٦|٠٣\u{200F}/١٠\u{200F}/٢٠٢٦|أكتوبر ٢٠٢٦|٣ أكتوبر"),
    ("he", "יום שבת, 3 באוקטובר 2026|3 באוקטובר 2026|3 באוק׳ 2026|אוקטובר 2026|3 באוקטובר"),
    ("th", "วันเสาร์ที่ 3 ตุลาคม ค.ศ. 2026|3 ตุลาคม ค.ศ. 2026|3 ต.ค. 2026|ตุลาคม 2026|3 ตุลาคม"),
    ("vi", "Thứ Bảy, 3 tháng 10, 2026|3 tháng 10, 2026|3 thg 10, 2026|tháng 10 năm 2026|3 tháng 10"),
  ])
  func `a day is written in every style of its locale`(locale: String, expected: String) throws {
    let format = LocaleFormat.for(try #require(LanguageTag(locale)))
    let day = CivilDate(year: 2026, month: 10, day: 3)
    #expect(
      DateStyle.allCases.map { text(day, $0, format) } == expected.split(separator: "|").map(String.init))
  }

  @Test(arguments: [
    ("fr", "dimanche 1er novembre 2026|1er novembre 2026|1er nov. 2026|novembre 2026|1er novembre"),
    ("fr-CA", "dimanche 1er novembre 2026|1er novembre 2026|1er nov. 2026|novembre 2026|1er novembre"),
    ("it", "domenica 1º novembre 2026|1º novembre 2026|1º nov 2026|novembre 2026|1º novembre"),
    (
      "pt-BR",
      "domingo, 1º de novembro de 2026|1º de novembro de 2026|1º de nov. de 2026|novembro de 2026|1º de novembro"
    ),
    (
      "pt-PT",
      "domingo, 1 de novembro de 2026|1 de novembro de 2026|01/11/2026|novembro de 2026|1 de novembro"
    ),
    ("de", "Sonntag, 1. November 2026|1. November 2026|01.11.2026|November 2026|1. November"),
  ])
  func `the first of a month is an ordinal where its language writes one beside the month's name`(
    locale: String, expected: String
  ) throws {
    let format = LocaleFormat.for(try #require(LanguageTag(locale)))
    let day = CivilDate(year: 2026, month: 11, day: 1)
    #expect(
      DateStyle.allCases.map { text(day, $0, format) } == expected.split(separator: "|").map(String.init))
  }

  @Test func `weekdays follow the calendar`() throws {
    let format = LocaleFormat.for(try #require(LanguageTag("de")))
    let names = (1...7).map { day in
      String(text(CivilDate(year: 2026, month: 11, day: day), .full, format).prefix { $0 != "," })
    }
    #expect(names == ["Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"])
  }

  @Test func `months follow the calendar`() throws {
    let format = LocaleFormat.for(try #require(LanguageTag("it")))
    let names = (1...12).map { text(CivilDate(year: 2026, month: $0, day: 1), .month, format) }
    #expect(names.first == "gennaio 2026")
    #expect(names.last == "dicembre 2026")
    #expect(Set(names).count == 12)
  }

  @Test func `the names of styles are those templates use`() {
    #expect(DateStyle.allCases.map(\.rawValue) == ["full", "long", "medium", "month", "day_month"])
  }

  private func text(_ day: CivilDate, _ style: DateStyle, _ format: LocaleFormat) -> String {
    var out: [UInt8] = []
    format.date(day, style: style, into: &out)
    return String(decoding: out, as: UTF8.self)
  }
}
