import Mail
import Testing

@testable import Campaigns

/// Exact bytes; what cannot be seen is written as an escape.
@Suite struct LocaleFormatTests {
  @Test(
    arguments: [
      ("en", 123_456_789, "USD", 2, "$1,234,567.89"), ("en", -500, "USD", 2, "-$5.00"),
      ("en", 123_450, "CHF", 2, "CHF\u{A0}1,234.50"), ("en-GB", 9_990, "USD", 2, "US$99.90"),
      ("en-IN", 1_234_567_890, "INR", 2, "₹1,23,45,678.90"),
      ("de", 123_456_789, "EUR", 2, "1.234.567,89\u{A0}€"),
      ("de", -500, "EUR", 2, "-5,00\u{A0}€"), ("de", 1_234_567, "KWD", 3, "1.234,567\u{A0}KWD"),
      ("de-AT", 123_450, "EUR", 2, "€\u{A0}1.234,50"),
      ("de-CH", 123_456_789, "CHF", 2, "CHF\u{A0}1’234’567.89"),
      ("de-CH", -500, "CHF", 2, "CHF-5.00"), ("de-LI", 500, "CHF", 2, "5,00\u{A0}CHF"),
      ("fr", 123_456_789, "EUR", 2, "1\u{202F}234\u{202F}567,89\u{A0}€"),
      ("fr", 9_990, "USD", 2, "99,90\u{A0}$US"),
      ("fr-CA", 123_450, "CAD", 2, "1\u{A0}234,50\u{A0}$"),
      ("fr-CH", 123_450, "CHF", 2, "1\u{202F}234.50\u{A0}CHF"),
      ("pt", 123_450, "BRL", 2, "R$\u{A0}1.234,50"), ("pt-PT", 123_450, "EUR", 2, "1234,50\u{A0}€"),
      ("es", 123_450, "EUR", 2, "1234,50\u{A0}€"), ("es", 1_234_550, "EUR", 2, "12.345,50\u{A0}€"),
      ("es-MX", 123_450, "MXN", 2, "$1,234.50"), ("it", 123_450, "EUR", 2, "1234,50\u{A0}€"),
      ("nl", -500, "EUR", 2, "€\u{A0}-5,00"), ("sv", -500, "SEK", 2, "\u{2212}5,00\u{A0}kr"),
      ("ja", 1_234, "JPY", 0, "￥1,234"), ("ja", 123_450, "USD", 2, "$1,234.50"),
      ("zh", 123_450, "CNY", 2, "¥1,234.50"),
      ("zh-TW", 123_450, "TWD", 2, "$1,234.50"), ("ko", 12_345, "KRW", 0, "₩12,345"),
      ("hi", 123_456_789, "INR", 2, "₹12,34,567.89"), ("hi", 10_000_000_00, "INR", 2, "₹1,00,00,000.00"),
      ("ar", 123_450, "USD", 2, "\u{200F}1,234.50\u{A0}US$"),
      ("ar", -500, "USD", 2, "\u{200F}\u{200E}-5.00\u{A0}US$"),
      ("ar-EG", 123_450, "USD", 2, "\u{200F}١٬٢٣٤٫٥٠\u{A0}US$"),
      ("ar-EG", -500, "EUR", 2, "\u{61C}-\u{200F}٥٫٠٠\u{A0}€"),
      ("he", -500, "ILS", 2, "\u{200F}\u{200E}-5.00\u{A0}\u{200F}₪"),
      ("fa", 123_450, "USD", 2, "\u{200E}$۱٬۲۳۴٫۵۰"),
      ("sw", 123_450, "USD", 2, "$1,234.50"), ("en", 7, "USD", 2, "$0.07"), ("en", 0, "USD", 2, "$0.00"),
      ("en", 500, "USDX", 2, "USDX\u{A0}5.00"), ("en", Int64.min, "USD", 2, "-$92,233,720,368,547,758.08"),
      ("en", Int64.max, "CLF", 18, "CLF\u{A0}9.223372036854775807"),
      ("hi", Int64.max, "JPY", 0, "JP¥92,23,37,20,36,85,47,75,807"),
    ] as [(String, Int64, String, Int, String)])
  func `an amount is written as its locale does`(
    locale: String, minorUnits: Int64, currency: String, exponent: Int, expected: String
  ) throws {
    let format = try format(locale)
    #expect(
      text { format.money(minorUnits: minorUnits, currency: currency, exponent: exponent, into: &$0) }
        == expected)
  }

  @Test(
    arguments: [
      ("en", 100_000, 2, "$1,000"), ("en", 100_050, 2, "$1,000.50"), ("de", -500, 2, "-5\u{A0}$"),
      ("ar-EG", 100_000, 2, "\u{200F}١٬٠٠٠\u{A0}US$"), ("en", 10, 2, "$0.10"), ("en", 0, 2, "$0"),
      ("en", 100, 0, "$100"),
    ] as [(String, Int64, Int, String)])
  func `a whole amount may go without its fraction`(
    locale: String, minorUnits: Int64, exponent: Int, expected: String
  ) throws {
    let format = try format(locale)
    let written = text {
      format.money(
        minorUnits: minorUnits, currency: "USD", exponent: exponent, wholeIfPossible: true, into: &$0)
    }
    #expect(written == expected)
  }

  @Test(
    arguments: [
      ("en", 12_345_678, 1, 0, "1,234,567.8"), ("de", 1_234, 0, 0, "1.234"), ("es", 1_234, 0, 0, "1234"),
      ("fr", -12_345, 2, 0, "-123,45"), ("sv", -1, 0, 0, "\u{2212}1"), ("ar", -1_234, 0, 0, "\u{200E}-1,234"),
      ("ar-EG", 1_234, 0, 0, "١٬٢٣٤"), ("hi", 1_234_567, 0, 0, "12,34,567"),
      ("de-CH", 1_234_567, 0, 0, "1’234’567"),
      ("en", 1_250, 3, 0, "1.25"), ("en", 1_000, 3, 0, "1"), ("en", 1_000, 3, 2, "1.00"),
      ("en", 1_005, 3, 2, "1.005"),
      ("en", 5, 3, 0, "0.005"), ("pt", 1_234, 0, 0, "1.234"), ("ja", 1_234, 0, 0, "1,234"),
      ("en", 0, 2, 0, "0"),
    ] as [(String, Int64, Int, Int, String)])
  func `a number is written as its locale does`(
    locale: String, mantissa: Int64, scale: Int, minimumFraction: Int, expected: String
  ) throws {
    let format = try format(locale)
    let written = text {
      format.number(mantissa: mantissa, scale: scale, minimumFraction: minimumFraction, into: &$0)
    }
    #expect(written == expected)
  }

  @Test(
    arguments: [
      ("en", 25, 0, "25%"), ("de", 25, 0, "25\u{A0}%"), ("de", 2_292, 2, "22,92\u{A0}%"),
      ("fr", 250, 1, "25\u{A0}%"),
      ("tr", 25, 0, "%25"), ("ar", 25, 0, "25\u{200E}%\u{200E}"), ("ar-EG", 125, 1, "١٢٫٥٪\u{61C}"),
      ("ja", 25, 0, "25%"),
      ("pt", 25, 0, "25%"), ("hi", 25, 0, "25%"), ("de-CH", 25, 0, "25%"), ("en", -5, 0, "-5%"),
      ("sv", 25, 0, "25\u{A0}%"),
    ] as [(String, Int64, Int, String)])
  func `a percentage is written as its locale does`(
    locale: String, mantissa: Int64, scale: Int, expected: String
  ) throws {
    let format = try format(locale)
    #expect(text { format.percent(mantissa: mantissa, scale: scale, into: &$0) } == expected)
  }

  @Test func `text is appended to what is there`() throws {
    var out = Array("x".utf8)
    try format("en").percent(mantissa: 5, scale: 0, into: &out)
    try format("en").number(mantissa: 7, scale: 0, into: &out)
    #expect(String(decoding: out, as: UTF8.self) == "x5%7")
  }

  @Test(arguments: [
    ("de-LU", "de"), ("en-ZA", "en-001"), ("es-PE", "es-419"), ("zh-TW", "zh-Hant"), ("zh-SG", "zh"),
    ("nn", "nb"),
    ("iw-IL", "he"), ("pt-AO", "pt-PT"), ("fr-BE", "fr"), ("xx", "en"), ("und", "en"), ("sr-Latn", "en"),
  ])
  func `a locale without a format takes its nearest`(wanted: String, found: String) throws {
    #expect(try format(wanted).locale.description == found)
  }

  @Test func `every locale writes every form`() throws {
    let day = CivilDate(year: 2026, month: 10, day: 3)
    #expect(LocaleFormat.available.count == 62)
    for tag in LocaleFormat.available {
      let format = LocaleFormat.for(tag)
      #expect(format.locale == tag)
      for style in DateStyle.allCases {
        let written = text { format.date(day, style: style, into: &$0) }
        #expect(written.utf8.count > 3 && !written.contains("MM"), "\(tag) \(style)")
      }
    }
  }

  private func format(_ tag: String) throws -> LocaleFormat { .for(try #require(LanguageTag(tag))) }

  private func text(_ write: (inout [UInt8]) -> Void) -> String {
    var out: [UInt8] = []
    write(&out)
    return String(decoding: out, as: UTF8.self)
  }
}
